import type { ReactNode } from 'react';
import type { Text } from '../words/text.ts';
import { type Measure, TEXT, type Value } from '../figures/measure.ts';

export type { Value };

/** A column of a table: what it holds, once, for the screen, for paper, for CSV and for a workbook. */
export interface Column<Row> {
  key: string;
  /** Without the unit, which the measure says. */
  header: string;
  /** Text, unless told; of each row, where rows differ. */
  as?: Measure | ((row: Row) => Measure);
  /** As it came, exact; nothing where there is no value. */
  value: (row: Row) => Value;
  /** Where there is no value: why. */
  missing?: (row: Row) => string;
  /** Where a screen shows more than the value: a link, a mark. */
  cell?: (row: Row) => ReactNode;
  /** An instant or a place, which must not break. */
  short?: boolean;
  /** What only a screen can use, such as a button, or what only a reader elsewhere needs, such as a code. */
  only?: 'SCREEN' | 'EXPORT';
}

export const measureIn = <Row>({ as = TEXT }: Column<Row>, row: Row): Measure =>
  typeof as === 'function' ? as(row) : as;

export const isNumeric = <Row>({ as = TEXT }: Column<Row>): boolean =>
  typeof as === 'function' || as.kind === 'NUMBER';

/** With the unit, where all rows have the same. */
export function headingOf<Row>({ header, as = TEXT }: Column<Row>, t: (text: Text) => string) {
  const unit = typeof as === 'function' ? undefined : as.unit;
  return unit ? `${header} (${t(unit)})` : header;
}
