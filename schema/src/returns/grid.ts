import type { BorrowerAnnex } from '../facts/banks.ts';
import type { ReturnForm } from './form.ts';

/** Where a cell stands in the row-major list of a form's cells; -1 for a row or column that the form does not have. */
export function cellIndex(form: ReturnForm, row: string, column: string): number {
  const r = form.rows.findIndex(({ code }) => code === row);
  const c = form.columns.findIndex(({ code }) => code === column);
  return r < 0 || c < 0 ? -1 : r * form.columns.length + c;
}

/** The row and column of a cell's place in the row-major list. */
export function cellAt(form: ReturnForm, index: number): { row: string; column: string } {
  const row = form.rows[Math.floor(index / form.columns.length)];
  const column = form.columns[index % form.columns.length];
  if (!row || !column) throw new RangeError(`${form.form} has no cell ${index}`);
  return { row: row.code, column: column.code };
}

/** The columns that the borrower annex explains, in the form's order: one list of masks for each. */
export const annexColumns = (form: ReturnForm): string[] =>
  form.columns.filter(({ kind }) => kind === 'COUNT').map(({ code }) => code);

/** The bit of a leaf row in a borrower's mask; for a row with parts, the bits of all leaves below it. */
export function rowMask(form: ReturnForm, row: string): number {
  const index = form.rows.findIndex(({ code }) => code === row);
  const parts = form.rows[index]?.parts;
  if (index < 0) return 0;
  if (!parts) return 2 ** index;
  return parts.reduce((mask, part) => unite(mask, rowMask(form, part)), 0);
}

// The bitwise operators of JavaScript see 32 bits only; masks have up to 52.
const HALF = 2 ** 26;

const unite = (a: number, b: number): number =>
  (Math.floor(a / HALF) | Math.floor(b / HALF)) * HALF + ((a % HALF) | (b % HALF));

/** Whether two masks have a row in common. */
export const meets = (a: number, b: number): boolean =>
  ((a % HALF) & (b % HALF)) !== 0 || (Math.floor(a / HALF) & Math.floor(b / HALF)) !== 0;

/** How many different borrowers stand behind a count cell: each once, however many leaves of a union name it. */
export function distinctBorrowers(
  form: ReturnForm,
  annex: BorrowerAnnex,
  row: string,
  column: string,
): number {
  const wanted = rowMask(form, row);
  const masks = annex.masks[annexColumns(form).indexOf(column)] ?? [];
  return masks.reduce((count, mask) => (meets(mask, wanted) ? count + 1 : count), 0);
}
