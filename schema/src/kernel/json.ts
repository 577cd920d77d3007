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
