import {
  type FigureDimension,
  PROVINCE,
  TOTAL,
  METRIC_DIMENSIONS,
} from '@qianfan/schema/catalogue/dimensions';
import type { Series } from './figure.ts';
import type { Term } from './terms.ts';

/** How a value of a base metric comes about, before anything is read. */
export type Plan =
  | { possible: false; status: 'NOT_COLLECTED' | 'MISSING' }
  | {
      possible: true;
      term: Term;
      /** What one of the term's units is: fen, or enterprises. */
      scale: bigint;
      /** How many reporters owe it; null where nobody owes anything (single contracts, registers). */
      expected: number | null;
      /** Known to be incomplete before it is read: a list that is missing, a fact that could not be applied. */
      incomplete: boolean;
    };

export const NOT_COLLECTED: Plan = { possible: false, status: 'NOT_COLLECTED' };
export const MISSING: Plan = { possible: false, status: 'MISSING' };

/** Whether every dimension that is restricted is one of those. */
export function carries(dimensions: readonly FigureDimension[], series: Series): boolean {
  const free = METRIC_DIMENSIONS.filter((name) => !dimensions.includes(name));
  return free.every((name) => series[name] === (name === 'area' ? PROVINCE : TOTAL));
}
