import { type FormColumn, type FormRow, RESTRICTIONS, type ReturnForm } from './form.ts';
import { hasCell } from './grid.ts';

/** What is asked of a form: a metric, restricted or not. */
export type Wanted = { metric: string; population?: string | undefined } & Partial<
  Record<(typeof RESTRICTIONS)[number], string | undefined>
>;

/** Of what metric the observations of a cell are. */
export const metricAt = (row: FormRow, column: FormColumn): string =>
  row.metrics?.[column.code] ?? column.metric;

interface Place {
  row: FormRow;
  column: FormColumn;
}

/** The first cell of a form's grid, row by row, that holds just what is wanted; undefined where none does. */
export const placeOf = (form: ReturnForm, wanted: Wanted): Place | undefined =>
  placesIn(form)
    .get(keyOf(wanted.metric, wanted.population))
    ?.find(({ row, column }) => holds(row, column, wanted));

/** 各项贷款 is the population that is not restricted, under its own name. */
const ALL = 'ALL';

const keyOf = (metric: string, population: string = ALL): string => `${metric} ${population}`;

const indexes = new WeakMap<ReturnForm, Map<string, Place[]>>();

/** The cells of a form by metric and population, found once: a ranking looks for the same few in every bank. */
function placesIn(form: ReturnForm): Map<string, Place[]> {
  const known = indexes.get(form);
  if (known) return known;
  const places = form.rows.flatMap((row) =>
    form.columns.flatMap((column) => (hasCell(row, column) ? [{ row, column }] : [])),
  );
  const index = Map.groupBy(places, ({ row, column }) =>
    keyOf(metricAt(row, column), row.population),
  );
  indexes.set(form, index);
  return index;
}

function holds(row: FormRow, column: FormColumn, wanted: Wanted): boolean {
  // What restricts a row with a metric of its own need not be asked for: the metric means it.
  const implied = row.metrics?.[column.code] !== undefined;
  return RESTRICTIONS.every((name) => {
    const own = row[name] ?? column[name];
    return own === wanted[name] || (implied && wanted[name] === undefined);
  });
}
