import { type FormColumn, type FormRow, RESTRICTIONS, type ReturnForm } from './form.ts';
import { hasCell } from './grid.ts';

/** What is asked of a form: a metric, restricted or not. */
export type Wanted = { metric: string; population?: string | undefined } & Partial<
  Record<(typeof RESTRICTIONS)[number], string | undefined>
>;

/** Of what metric the observations of a cell are. */
export const metricAt = (row: FormRow, column: FormColumn): string =>
  row.metrics?.[column.code] ?? column.metric;

/** The first cell of a form's grid, row by row, that holds just what is wanted; undefined where none does. */
export function placeOf(
  { rows, columns }: ReturnForm,
  wanted: Wanted,
): { row: FormRow; column: FormColumn } | undefined {
  for (const row of rows) {
    for (const column of columns) {
      if (hasCell(row, column) && holds(row, column, wanted)) return { row, column };
    }
  }
  return undefined;
}

/** 各项贷款 is the population that is not restricted, under its own name. */
const ALL = 'ALL';

function holds(row: FormRow, column: FormColumn, wanted: Wanted): boolean {
  if (metricAt(row, column) !== wanted.metric) return false;
  if ((row.population ?? ALL) !== (wanted.population ?? ALL)) return false;
  // What restricts a row with a metric of its own need not be asked for: the metric means it.
  const implied = row.metrics?.[column.code] !== undefined;
  return RESTRICTIONS.every((name) => {
    const own = row[name] ?? column[name];
    return own === wanted[name] || (implied && wanted[name] === undefined);
  });
}
