import type { ReactNode } from 'react';

/** A column of a table: how it looks, and what it is sorted and taken along by. */
export interface Column<Row> {
  key: string;
  header: string;
  numeric?: boolean;
  /** An instant or a place, which must not break. */
  short?: boolean;
  cell: (row: Row) => ReactNode;
  /** As exported and as sorted by; nothing where the value is missing. */
  value: (row: Row) => string | number | null;
}
