import { rowCode } from './heads.ts';
import { readNumber } from './number.ts';
import type { Cell, Line } from './sheet.ts';

/**
 * What would be left out without a word: text that stands where no table has a place for it, and holds a figure, a code, or
 * the fields of a line that are apart by another sign than those of its file.
 */

/** What may stand between the fields of a line, in a file or in another. */
const BETWEEN = /[,，;；|｜\t]/;

const fieldsIn = (text: string): string[] =>
  text
    .split(BETWEEN)
    .map((field) => field.trim())
    .filter(Boolean);

const isNumber = (text: string): boolean => {
  const reading = readNumber(text);
  return 'value' in reading || MARRED.has(reading.code);
};
/** Refused as the value of a cell, but meant as a number. */
const MARRED = new Set<string>([
  ...['CELL_PERCENT', 'CELL_EXPONENT', 'CELL_UNIT', 'CELL_AMBIGUOUS'],
]);

/** A code and its name, `1.1 高新技术企业`, behind which a number stands: `1.1;D;800`, `1.1 高新技术企业 800`. */
export function hasNumberBehind({ text }: Cell): boolean {
  const [code, ...words] = text.split(/[\s、]+/);
  // A name may say the code again.
  return (
    fieldsIn(text).slice(1).some(isNumber) || words.some((word) => word !== code && isNumber(word))
  );
}

/** Text that is no remark: it holds a digit, of whatever kind, or fields that begin with a code. */
export function holdsMore(cells: readonly Cell[]): boolean {
  const fields = cells.flatMap(({ text }) => fieldsIn(text));
  const isLine = fields.length > 1 && rowCode(fields[0]!) !== undefined;
  return isLine || cells.some(({ bar, text }) => bar === undefined && /\p{N}/u.test(text));
}

/** A line of cells or of the annex where none is read: `1.1,D,800`, `360402;1.1;D;800`, `E001,C,1.1.1 1.2.4`. */
export function isListLine({ cells }: Pick<Line, 'cells'>): boolean {
  const fields = cells.flatMap(({ text }) => fieldsIn(text));
  return fields.some(
    (field, n) =>
      (n === 1 || n === 2) &&
      /^[A-Z]{1,4}$/.test(field) &&
      rowCode(fields[0]!) !== undefined &&
      (fields[n + 1] ?? '')
        .split(/\s+/)
        .every((one) => isNumber(one) || /^\d+(?:\.\d+)+$/.test(one)),
  );
}

/** A line of a grid above its head: `1.1 高新技术企业,1,800`. */
export const isGridLine = ([first, ...more]: readonly Cell[]): boolean =>
  first !== undefined &&
  rowCode(first.text) !== undefined &&
  more.some(({ text }) => isNumber(text));
