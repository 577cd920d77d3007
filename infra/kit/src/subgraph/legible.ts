import { isUtf8 } from 'node:buffer';
import { isNestedBeyond, repetitionIn } from '@qianfan/schema/kernel/json';

/** Why a request cannot be read, and the status that says so. */
export interface Fault {
  status: 400 | 415;
  why: string;
}

/** Of brackets in brackets: nothing that is meant has a quarter of it, and a parser takes seconds for millions. */
const DEEPEST_JSON = 64;

/** A decoder that does not mind puts U+FFFD where it understands nothing, and that would be kept for ever. */
export const encodingFault = (bytes: Buffer): Fault | undefined =>
  isUtf8(bytes) ? undefined : { status: 400, why: '正文不是 UTF-8 the body is not UTF-8' };

/** Text is UTF-8 at every door, in a body and behind the percent signs of an address. */
export function textFault(url: string, contentType: string | undefined): Fault | undefined {
  const charset = /;\s*charset\s*=\s*"?([^";\s]*)/i.exec(contentType ?? '')?.[1];
  if (charset !== undefined && !/^utf-?8$/i.test(charset)) {
    return { status: 415, why: `charset=${charset}，只收 UTF-8 only UTF-8 is read` };
  }
  return isLegible(url)
    ? undefined
    : { status: 400, why: '地址中须为百分号编码的 UTF-8 the URL must be UTF-8, percent-encoded' };
}

/** Bytes that are not ASCII come percent-encoded, or nobody knows in which encoding they are. */
function isLegible(url: string): boolean {
  if (!/^[!-~]*$/.test(url)) return false;
  if (!url.includes('%')) return true;
  try {
    decodeURIComponent(url);
    return true;
  } catch {
    return false;
  }
}

export const nestingFault = (text: string): Fault | undefined =>
  isNestedBeyond(text, DEEPEST_JSON)
    ? { status: 400, why: `JSON > ${DEEPEST_JSON} levels` }
    : undefined;

/** Of two members of a name a parser keeps the last without a word. `value`: what it made of the text. */
export function repetitionFault(text: string, value: unknown): Fault | undefined {
  const twice = repetitionIn(text, value);
  return twice && { status: 400, why: `“${twice.name}” × 2` };
}

/** Parameters of a GET that hold JSON, looked at as a body is. What is no JSON is for their reader to say. */
export function parameterFault(query: Readonly<Record<string, unknown>>): Fault | undefined {
  for (const text of [query['variables'], query['extensions']]) {
    if (typeof text !== 'string') continue;
    const fault = nestingFault(text) ?? repetitionFault(text, parsed(text));
    if (fault) return fault;
  }
  return undefined;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
