import type { BorrowerAnnex } from '../facts/banks.ts';
import type { FormColumn, FormRow, ReturnForm } from './form.ts';

/** Whether a row has a cell in a column. */
export const hasCell = (row: FormRow, column: Pick<FormColumn, 'code'>): boolean =>
  !row.columns || row.columns.includes(column.code);

/** How many places the grid of one block has, cells that do not exist included. */
export const gridSize = (form: ReturnForm): number => form.rows.length * form.columns.length;

/** Where a cell stands in the row-major list of a block's cells; -1 for one that the form does not have. */
export function cellIndex(form: ReturnForm, row: string, column: string): number {
  const r = form.rows.findIndex(({ code }) => code === row);
  const c = form.columns.findIndex(({ code }) => code === column);
  if (r < 0 || c < 0 || !hasCell(form.rows[r]!, form.columns[c]!)) return -1;
  return r * form.columns.length + c;
}

/** Whether the form has a borrower annex beside its grid. */
const hasAnnex = ({ tables }: ReturnForm): boolean => tables.length > 1;

/** The columns that the borrower annex explains, in the form's order: one list of masks for each. */
export const annexColumns = (form: ReturnForm): string[] =>
  hasAnnex(form) ? form.columns.filter(({ kind }) => kind === 'COUNT').map(({ code }) => code) : [];

/** The rows that the annex may name: those without parts that count borrowers. */
export const annexRows = (form: ReturnForm): string[] => {
  const counts = form.columns.filter(({ code }) => annexColumns(form).includes(code));
  return form.rows
    .filter((row) => !row.parts && counts.some((column) => hasCell(row, column)))
    .map(({ code }) => code);
};

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

/** The rows that a mask names, in the form's order. */
export const rowsIn = (rows: readonly string[], mask: number): string[] =>
  rows.filter((_, index) => meets(mask, 2 ** index));

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
