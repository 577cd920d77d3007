/** A name that an object of a JSON text has twice: of the two, a parser keeps the last without a word. */
export interface RepeatedName {
  name: string;
  /** Where both stand, by the lines of the text, from 1. */
  lines: [first: number, second: number];
}

/** Strings whole, so that nothing within them counts; brackets, colons, commas; numbers and words are passed by. */
const TOKEN = /"(?:[^"\\]|\\.)*"|[{}[\]:,]/gs;

/** The names that objects of a text have twice. The text must be JSON, as `JSON.parse` has found. */
export function repeatedNames(text: string): RepeatedName[] {
  const repeated: RepeatedName[] = [];
  /** For each open object its names by the place of the first; null for an open array. */
  const open: (Map<string, number> | null)[] = [];
  let isName = false;
  const lineAt = (at: number): number => text.slice(0, at).split('\n').length;
  for (const { 0: token, index } of text.matchAll(TOKEN)) {
    const names = open.at(-1);
    if (token === '{' || token === '[') {
      open.push(token === '{' ? new Map() : null);
      isName = token === '{';
    } else if (token === '}' || token === ']') {
      open.pop();
      isName = false;
    } else if (token === ',') isName = names !== null;
    else if (token === ':') isName = false;
    else if (isName && names) {
      // Two spellings of a name, `a` and `\u0061`, are one name.
      const name = JSON.parse(token) as string;
      const first = names.get(name);
      if (first === undefined) names.set(name, index);
      else repeated.push({ name, lines: [lineAt(first), lineAt(index)] });
    }
  }
  return repeated;
}

/** The first name that an object of a text has twice, if any; `value`: what a parser made of the text. */
export const repetitionIn = (text: string, value: unknown): RepeatedName | undefined =>
  // Of two of a name the parser keeps one. Counted, it costs a tenth of looking at each.
  namesIn(text) === membersOf(value) ? undefined : repeatedNames(text)[0];

const [QUOTE, BACKSLASH, COLON] = [0x22, 0x5c, 0x3a];
const [OPEN_LIST, CLOSE_LIST, OPEN_OBJECT, CLOSE_OBJECT] = [0x5b, 0x5d, 0x7b, 0x7d];

/** Whether the brackets of a JSON text go deeper than so many levels. Of what is no JSON the parser says so. */
export function isNestedBeyond(text: string, levels: number): boolean {
  // So many brackets, opened and closed, there must be.
  if (text.length < 2 * levels) return false;
  let depth = 0;
  for (let i = 0; i < text.length; i += 1) {
    const unit = text.charCodeAt(i);
    if (unit === QUOTE) {
      i = endOfString(text, i);
    } else if (unit === OPEN_LIST || unit === OPEN_OBJECT) {
      depth += 1;
      if (depth > levels) return true;
    } else if (unit === CLOSE_LIST || unit === CLOSE_OBJECT) {
      depth -= 1;
    }
  }
  return false;
}

/** Names that a text gives, each as often as it stands there. */
function namesIn(text: string): number {
  let names = 0;
  for (let i = 0; i < text.length; i += 1) {
    const unit = text.charCodeAt(i);
    if (unit === QUOTE) i = endOfString(text, i);
    else if (unit === COLON) names += 1;
  }
  return names;
}

/** Members of all objects of a value. */
function membersOf(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0;
  const inner = Object.values(value);
  let members = Array.isArray(value) ? 0 : inner.length;
  for (const one of inner) members += membersOf(one);
  return members;
}

/** Where the string ends that begins at a place. */
function endOfString(text: string, start: number): number {
  let end = text.indexOf('"', start + 1);
  while (end >= 0 && isEscaped(text, end)) end = text.indexOf('"', end + 1);
  return end < 0 ? text.length : end;
}

function isEscaped(text: string, at: number): boolean {
  let slashes = 0;
  while (text.charCodeAt(at - 1 - slashes) === BACKSLASH) slashes += 1;
  return slashes % 2 === 1;
}
