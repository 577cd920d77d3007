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
export const readCommands = (content: Content, name: string): Command[] =>
  readDocument(content, name).map(commandOf);

function commandOf(value: unknown, index: number): Command {
  if (!isObject(value) || typeof value['type'] !== 'string' || !('body' in value)) {
    throw usage(
      `第 ${index + 1} 项既不是报表也不是命令（type、body）`,
      `item ${index + 1} is neither a return nor a command (type, body)`,
    );
  }
  const { type, body, id, knownAt, receivedAt } = value;
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
