import type { SubmitReturn } from '../commands/banks.ts';
import { formatDecimal, parseDecimal } from './decimal.ts';

const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** `12.50`, `12.5` and `12.500` say the same; what is no number stays as it was written. */
function plainText(text: string): string {
  const value = parseDecimal(text.trim());
  return value ? formatDecimal(value) : text;
}

/**
 * The same return in one spelling, whatever the door, the order of cells, tables and borrowers, or the zeros behind a
 * decimal point: what its digest is taken of. `revision` stays part of it, so that A → B → A are three submissions.
 * Nothing is dropped that a rule could object to: a duplicate stays a duplicate.
 */
export function normalReturn(body: SubmitReturn): SubmitReturn {
  return {
    ...body,
    tables: body.tables.toSorted((a, b) => byText(a.table, b.table)),
    cells: body.cells
      .map(({ value, ...place }) => ({ ...place, value: plainText(value) }))
      .sort(
        (a, b) =>
          byText(a.area ?? '', b.area ?? '') ||
          byText(a.row, b.row) ||
          byText(a.column, b.column) ||
          byText(a.value, b.value),
      ),
    borrowers: body.borrowers
      .map(({ enterprise, rows }) => ({
        enterprise,
        rows: Object.fromEntries(
          Object.entries(rows)
            .filter(([, named]) => named.length > 0)
            .map(([column, named]) => [column, named.toSorted(byText)]),
        ),
      }))
      .sort((a, b) => byText(a.enterprise, b.enterprise)),
  };
}
