import {
  type FigureDimension,
  PROVINCE,
  TOTAL,
  METRIC_DIMENSIONS,
} from '@qianfan/schema/catalogue/dimensions';
import type { Period } from '@qianfan/schema/kernel/period';
import type { Series } from './figure.ts';
import type { Term } from './terms.ts';

/** How a value of a base metric comes about, before anything is read. */
export type Plan =
  | { possible: false; status: 'NOT_COLLECTED' | 'NOT_DERIVABLE' | 'MISSING' }
  | {
      possible: true;
      term: Term;
      /** What one of the term's units is: fen, or enterprises. */
      scale: bigint;
      /** How many reporters owe it; null where nobody owes anything (single contracts, registers). */
      expected: number | null;
      /** Known to be incomplete before it is read: a list that is missing, a fact that could not be applied. */
      incomplete: boolean;
      /** Read where nothing is found, to tell what is missing. */
      otherwise?: Otherwise;
    };

/** What tells, where nothing was found, that nobody is behind with it. */
export interface Otherwise {
  /** The same without the earlier return that is to be taken from it, and of which period that is. */
  own: { term: Term; earlier: Period } | null;
  /** Of a cell that may be left out: one that everybody who files the return has. */
  filed: Term | null;
}

export const NOT_COLLECTED: Plan = { possible: false, status: 'NOT_COLLECTED' };
export const NOT_DERIVABLE: Plan = { possible: false, status: 'NOT_DERIVABLE' };
export const MISSING: Plan = { possible: false, status: 'MISSING' };

/** Whether every dimension that is restricted is one of those. */
export function carries(dimensions: readonly FigureDimension[], series: Series): boolean {
  const free = METRIC_DIMENSIONS.filter((name) => !dimensions.includes(name));
  return free.every((name) => series[name] === (name === 'area' ? PROVINCE : TOTAL));
}
