import { figureIdText, PROVINCE, TOTAL } from '@qianfan/schema/catalogue/dimensions';
import { frequencyOf } from '@qianfan/schema/kernel/period';
import type { FormQuery } from '../../data/operations.ts';

export type Form = NonNullable<FormQuery['returnForm']>;

/** What a row or column may restrict. */
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
  const restricted = Object.fromEntries(
    RESTRICTIONS.map((name) => [
      name,
      textIn(row.restrictions, name) ?? textIn(column.restrictions, name) ?? TOTAL,
    ]),
  ) as Record<(typeof RESTRICTIONS)[number], string>;
  return figureIdText({
    series: {
      ...restricted,
      metric,
      population: row.population ?? TOTAL,
      reporter: institution,
      area: area ?? PROVINCE,
      agency,
      basis: 'RETURN',
    },
    frequency: frequencyOf(period),
    transform: 'LEVEL',
    period,
  });
}

function textIn(object: unknown, name: string): string | undefined {
  const value = (object as Record<string, unknown> | null | undefined)?.[name];
  return typeof value === 'string' ? value : undefined;
}
