import { createHash } from 'node:crypto';
import { canonical } from '@qianfan/schema/kernel/canonical';
import { SERVICES, type Service } from '@qianfan/schema/kernel/fact';
import { usage } from '../failure.ts';
import { parseReturnCsv } from './csv.ts';

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

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * The commands in a file: a return (CSV, or the JSON body of a SubmitReturn), one command `{type, body, id?}`, a list of
 * them, or `{commands: […]}`. Whether their content is right is for the door to say.
 */
export function readCommands(text: string, name: string): Command[] {
  const content = text.trimStart();
  const isJson = /\.json$/i.test(name) || (!/\.csv$/i.test(name) && /^[[{]/.test(content));
  if (!isJson) return [commandOf({ type: 'banks.SubmitReturn', body: parseReturnCsv(text) }, 0)];
  const value = parseJson(content);
  if (isObject(value) && 'cells' in value && !('type' in value)) {
    return [commandOf({ type: 'banks.SubmitReturn', body: value }, 0)];
  }
  const list = isObject(value) && Array.isArray(value['commands']) ? value['commands'] : value;
  return (Array.isArray(list) ? list : [list]).map(commandOf);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const { message } = error as Error;
    throw usage(`不是有效的 JSON：${message}`, `not valid JSON: ${message}`);
  }
}

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
