import type { Dimension } from './figure.ts';
import type { Measure } from './terms.ts';

/** How a metric follows from single contracts or from registers. */
export interface Source {
  basis: 'CONTRACT' | 'EVENT';
  measure: Measure | 'MEMBERS';
  flow: boolean;
  amount: boolean;
  dimensions: readonly Dimension[];
  /** Restrictions that are part of the metric's meaning. */
  fixed: Partial<Record<Dimension, string>>;
}

const loans = {
  basis: 'CONTRACT',
  flow: false,
  amount: true,
  fixed: {},
  dimensions: ['reporter', 'area', 'product', 'guarantee', 'term', 'lifecycle'],
} as const;
const covers = {
  basis: 'CONTRACT',
  amount: true,
  fixed: {},
  dimensions: ['reporter', 'area', 'product', 'lifecycle'],
} as const;

/** Metrics whose values are folds of facts: each fold is code (`Measure`), what it is called is data. */
export const SOURCES: Record<string, Source> = {
  LN_BAL: { ...loans, measure: 'BALANCE' },
  LN_BAL_MLT: { ...loans, measure: 'BALANCE', fixed: { term: 'MEDIUM_LONG' } },
  LN_BAL_UNSEC: { ...loans, measure: 'BALANCE', fixed: { guarantee: 'CREDIT' } },
  LN_BAL_NPL: { ...loans, measure: 'NPL' },
  LN_BRW: { ...loans, measure: 'BORROWERS', amount: false },
  LN_DISB: { ...loans, measure: 'DRAWN', flow: true },
  LN_DISB_BRW: { ...loans, measure: 'DRAWN_BORROWERS', flow: true, amount: false },
  INS_COVER_WRITTEN: { ...covers, measure: 'WRITTEN', flow: true },
  INS_COVER_INFORCE: { ...covers, measure: 'IN_FORCE', flow: false },
  KDT_FILED_BAL: {
    basis: 'EVENT',
    measure: 'FILED',
    flow: false,
    amount: true,
    dimensions: ['reporter', 'area', 'lifecycle', 'programme'],
    fixed: { programme: 'KDT' },
  },
  LST_MEM: {
    basis: 'EVENT',
    measure: 'MEMBERS',
    flow: false,
    amount: false,
    dimensions: ['area', 'lifecycle'],
    fixed: {},
  },
};
