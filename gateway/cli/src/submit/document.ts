import type { SubmitReturn } from '@qianfan/schema/commands/banks';
import { type RepeatedName, repeatedNames } from '@qianfan/schema/kernel/json';
import { usage } from '../failure.ts';
import { parseReturnCsv } from './csv.ts';
import type { Content } from './decode.ts';
import { faultOf, type FileFault, Unreadable } from './fault.ts';
import { readSheets } from './return.ts';

export const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const TYPE = 'banks.SubmitReturn';

/** What a file holds, each as it stands there; a return alone is the command that submits it. */
export function readDocument(content: Content, name: string): unknown[] {
  if ('sheets' in content) return [{ type: TYPE, body: readSheets(content.sheets) }];
  const text = content.text.trimStart();
  const isJson = /\.json$/i.test(name) || (!/\.csv$/i.test(name) && /^[[{]/.test(text));
  if (!isJson) return [{ type: TYPE, body: parseReturnCsv(content.text) }];
  const value = parseJson(text);
  if (isObject(value) && 'cells' in value && !('type' in value)) {
    return [{ type: TYPE, body: value }];
  }
  const list = isObject(value) && Array.isArray(value['commands']) ? alone(value) : value;
  return Array.isArray(list) ? list : [list];
}

/** The list of a document that has nothing beside it. */
function alone({ commands, ...more }: Record<string, unknown>): unknown {
  const names = Object.keys(more);
  if (names.length === 0) return commands;
  throw usage(
    `commands 之外还有 ${names.join('、')}，不能发送`,
    `beside commands there is what cannot be sent: ${names.join(', ')}`,
    { zh: '文件中只留 commands。', en: 'Leave nothing but commands in the file.' },
  );
}

function parseJson(text: string): unknown {
  const value = parsed(text);
  const repeated = repeatedNames(text);
  if (repeated.length > 0) throw new Unreadable(repeated.map(twice));
  return value;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const { message } = error as Error;
    throw usage(`不是有效的 JSON：${message}`, `not valid JSON: ${message}`);
  }
}

/** Of a name that stands there twice, a parser keeps the last: which of them was meant, nobody knows. */
function twice({ name, lines }: RepeatedName): FileFault {
  const [first, second] = lines.map((line) => ({ zh: `第 ${line} 行`, en: `line ${line}` }));
  return faultOf('SAID_TWICE', { what: `“${name}”`, first: first!, second: second! });
}

/** The one return that a file holds, for whoever shows it before it is sent. */
export function readReturn(content: Content, name: string): SubmitReturn {
  const [only, ...more] = readDocument(content, name);
  const body = isObject(only) && only['type'] === TYPE ? only['body'] : undefined;
  if (more.length > 0 || !isReturn(body)) {
    throw usage('文件中应恰有一张报表', 'the file must hold exactly one return', {
      zh: '一个文件只放一张报表：CSV，或含 institution、form、period、cells 的 JSON。',
      en: 'One return a file: CSV, or JSON with institution, form, period and cells.',
    });
  }
  return body;
}

/** Enough of its shape to be shown in a grid; the rest is for the door to say. */
const isReturn = (body: unknown): body is SubmitReturn =>
  isObject(body) &&
  ['institution', 'form', 'period'].every((name) => typeof body[name] === 'string') &&
  ['cells', 'tables', 'borrowers'].every((name) => Array.isArray(body[name])) &&
  (body['cells'] as unknown[]).every(
    (cell) =>
      isObject(cell) && ['row', 'column', 'value'].every((name) => typeof cell[name] === 'string'),
  ) &&
  (body['borrowers'] as unknown[]).every(
    (one) => isObject(one) && typeof one['enterprise'] === 'string' && isObject(one['rows']),
  );
