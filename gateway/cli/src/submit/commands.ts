import { createHash } from 'node:crypto';
import { canonical } from '@qianfan/schema/kernel/canonical';
import { SERVICES, type Service } from '@qianfan/schema/kernel/fact';
import { usage } from '../failure.ts';
import type { Content } from './decode.ts';
import { isObject, readDocument } from './document.ts';

/** A command as the generic mutation of a service takes it. */
export interface Command {
  id: string;
  type: string;
  body: unknown;
  knownAt?: string;
  receivedAt?: string;
}

/** An id that follows from the content, so that the same file sent again is the same command. */
export function idOf(type: string, body: unknown): string {
  const digest = createHash('sha256')
    .update(canonical([type, body]))
    .digest('hex');
  return `cli-${digest.slice(0, 40)}`;
}

/**
 * The commands in a file: a return (CSV, or the JSON body of a SubmitReturn), one command `{type, body, id?}`, a list of
 * them, or `{commands: […]}`. Whether their content is right is for the door to say.
 */
export function readCommands(content: Content, name: string): Command[] {
  const commands = readDocument(content, name).map(commandOf);
  if (commands.length > 0) return commands;
  throw usage('文件中没有报表，也没有命令', 'the file holds no return and no command', {
    zh: '放入一张报表，或至少一条命令 {"type", "body"}。',
    en: 'Put a return into it, or at least one command {"type", "body"}.',
  });
}

/** What a command may have beside its type and body: texts, or null for nothing. */
const TEXTS = ['id', 'knownAt', 'receivedAt'] as const;

/** Whatever a command has that is not sent, or not as it stands there. */
const unsentIn = (value: Readonly<Record<string, unknown>>): string[] =>
  Object.entries(value).flatMap(([name, content]) => {
    if (name === 'type' || name === 'body') return [];
    const isSent = TEXTS.some((known) => known === name);
    const isText = content === null || typeof content === 'string';
    return isSent && isText ? [] : [name];
  });

function commandOf(value: unknown, index: number): Command {
  if (!isObject(value) || typeof value['type'] !== 'string' || !('body' in value)) {
    throw usage(
      `第 ${index + 1} 项既不是报表也不是命令（type、body）`,
      `item ${index + 1} is neither a return nor a command (type, body)`,
    );
  }
  const { type, body, id, knownAt, receivedAt } = value;
  const unsent = unsentIn(value);
  if (unsent.length > 0) {
    throw usage(
      `第 ${index + 1} 项中的 ${unsent.join('、')} 不能发送`,
      `item ${index + 1} has what cannot be sent: ${unsent.join(', ')}`,
      {
        zh: '命令只有 type、body，以及可省略的文本 id、knownAt、receivedAt；其余内容放入 body。',
        en: 'A command has type, body and, as texts, id, knownAt and receivedAt; anything else belongs into body.',
      },
    );
  }
  return {
    id: typeof id === 'string' ? id : idOf(type, body),
    type,
    body,
    ...(typeof knownAt === 'string' && { knownAt }),
    ...(typeof receivedAt === 'string' && { receivedAt }),
  };
}

/** The service that decides a command: the part of its type before the dot. */
export function serviceOf(type: string): Service {
  const service = SERVICES.find((name) => type.startsWith(`${name}.`));
  if (!service) {
    throw usage(
      `命令类型 ${type} 须以 ${SERVICES.map((name) => `${name}.`).join('、')} 开头`,
      `the command type ${type} must begin with ${SERVICES.map((name) => `${name}.`).join(', ')}`,
    );
  }
  return service;
}

/** What one request may hold; far below what the door takes, but for a single large return. */
const REQUEST_COMMANDS = 200;
const REQUEST_CHARACTERS = 1_000_000;

/** Consecutive commands of one service that go into one request, in the order of the file. */
export function requestsOf(
  commands: readonly Command[],
): { service: Service; commands: Command[] }[] {
  const requests: { service: Service; commands: Command[]; size: number }[] = [];
  for (const command of commands) {
    const service = serviceOf(command.type);
    const size = JSON.stringify(command).length;
    const last = requests.at(-1);
    const fits =
      last?.service === service &&
      last.commands.length < REQUEST_COMMANDS &&
      last.size + size <= REQUEST_CHARACTERS;
    if (last && fits) {
      last.commands.push(command);
      last.size += size;
    } else requests.push({ service, commands: [command], size });
  }
  return requests;
}
