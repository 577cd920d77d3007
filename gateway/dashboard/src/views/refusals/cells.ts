import { figureIdText, PROVINCE, TOTAL } from '@qianfan/schema/catalogue/dimensions';
import { firstMonthOf, frequencyOf, lastMonthOf } from '@qianfan/schema/kernel/period';
import type { FormQuery } from '../../data/operations.ts';
import { observedAt } from '../../figures/observed.ts';

export type Form = NonNullable<FormQuery['returnForm']>;

const UNRESTRICTED = {
  product: TOTAL,
  guarantee: TOTAL,
  term: TOTAL,
  lifecycle: TOTAL,
  programme: TOTAL,
};

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
  const { metric, population = TOTAL, ...restricted } = observedAt(row, column);
  const agency = agencies.get(metric);
  const of = column.accumulation === 'YEAR_TO_DATE' ? sinceJanuary(period) : period;
  if (agency === undefined || of === undefined) return undefined;
  return figureIdText({
    series: {
      ...UNRESTRICTED,
      ...restricted,
      metric,
      population,
      reporter: institution,
      area: area ?? PROVINCE,
      agency,
      basis: 'RETURN',
    },
    frequency: frequencyOf(of),
    transform: 'LEVEL',
    period: of,
  });
}

/** The period of which a cell tells the whole that counts since January; within a year no figure is of that span. */
function sinceJanuary(period: string): string | undefined {
  if (lastMonthOf(period).endsWith('-12')) return period.slice(0, 4);
  return firstMonthOf(period).endsWith('-01') ? period : undefined;
}
