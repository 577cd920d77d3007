import type { FormQuery } from '../../data/operations.ts';

export type Form = NonNullable<FormQuery['returnForm']>;

/** What a row or column may restrict, in the order of a figure's id. */
const RESTRICTIONS = ['product', 'guarantee', 'term', 'lifecycle', 'programme'] as const;

/** A cell of an institution's return. */
export interface Cell {
  institution: string;
  period: string;
  area: string | null;
  row: string;
  column: string;
}

/**
 * The id of the figure that a cell reports; undefined where the form has no such cell or the metric's agency is not
 * known. `agencies`: of each metric, by code.
 */
export function figureIdOf(
  { institution, period, area, row: rowCode, column: columnCode }: Cell,
  { rows, columns }: Pick<Form, 'rows' | 'columns'>,
  agencies: ReadonlyMap<string, string>,
): string | undefined {
  const row = rows.find(({ code }) => code === rowCode);
  const column = columns.find(({ code }) => code === columnCode);
  if (!row || !column) return undefined;
  const metric = textIn(row.metrics, columnCode) ?? column.metric;
  const agency = agencies.get(metric);
  if (agency === undefined) return undefined;
  const restricted = RESTRICTIONS.map(
    (name) => textIn(row.restrictions, name) ?? textIn(column.restrictions, name) ?? '_T',
  );
  const series = [
    metric,
    row.population ?? '_T',
    institution,
    area ?? '36',
    ...restricted,
    agency,
    'RETURN',
    period.includes('Q') ? 'Q' : period.includes('-') ? 'M' : 'A',
  ];
  return `${series.join('.')}:LEVEL:${period}`;
}

function textIn(object: unknown, name: string): string | undefined {
  const value = (object as Record<string, unknown> | null | undefined)?.[name];
  return typeof value === 'string' ? value : undefined;
}
