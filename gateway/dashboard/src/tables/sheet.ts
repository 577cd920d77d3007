import type { Text } from '../words/text.ts';
import { type Column, headingOf, measureIn } from './column.ts';
import { type Measure, TEXT, type Value } from '../figures/measure.ts';

export interface SheetCell {
  as: Measure;
  value: Value;
  /** Where there is no value: why. */
  why?: string;
}

/** A table as it leaves the page: what it is about stands above it, so that it can be understood later and elsewhere. */
export interface Sheet {
  /** Of the file, and of the sheet in a workbook. */
  name: string;
  title: string;
  /** Of what bank and period, as the name of a file says it. */
  scope?: string;
  /** 口径, period, cut, unit: name and value. */
  about: readonly (readonly [name: string, value: string])[];
  headings: readonly string[];
  rows: readonly (readonly SheetCell[])[];
  /** 全省 or 合计, of the figure itself and never of what was rounded. */
  total?: readonly SheetCell[];
}

const textCell = (value: string): SheetCell => ({ as: TEXT, value });

/** The columns that are taken along; one whose rows differ in their unit has the unit beside it. */
export function tableOf<Row>(
  columns: readonly Column<Row>[],
  rows: readonly Row[],
  total: Row | undefined,
  t: (text: Text) => string,
  unitWord: string,
): Pick<Sheet, 'headings' | 'rows' | 'total'> {
  const taken = columns.filter(({ only }) => only !== 'SCREEN');
  const differs = ({ as }: Column<Row>) => typeof as === 'function';
  const lineOf = (row: Row): SheetCell[] =>
    taken.flatMap((column) => {
      const as = measureIn(column, row);
      const value = column.value(row);
      const why = value === null ? column.missing?.(row) : undefined;
      const cell = { as, value, ...(why && { why }) };
      return differs(column) ? [cell, textCell(as.unit ? t(as.unit) : '')] : [cell];
    });
  return {
    headings: taken.flatMap((column) => {
      const heading = headingOf(column, t);
      return differs(column) ? [heading, `${column.header} · ${unitWord}`] : [heading];
    }),
    rows: rows.map(lineOf),
    ...(total !== undefined && { total: lineOf(total) }),
  };
}
