import type { FigureDimension } from '@qianfan/schema/catalogue/dimensions';
import type { Measure } from './terms.ts';

/** How a metric follows from single contracts or from registers. */
export interface Source {
  basis: 'CONTRACT' | 'EVENT';
  /** Whose facts they are. */
  of: 'banks' | 'programmes' | 'regulators';
  measure: Measure | 'MEMBERS';
  flow: boolean;
  dimensions: readonly FigureDimension[];
  /** Restrictions that are part of the metric's meaning. */
  fixed: Partial<Record<FigureDimension, string>>;
  /** Dimensions without which there is no one value. */
  named?: readonly FigureDimension[];
}

const contracts = { basis: 'CONTRACT', of: 'banks', flow: false, fixed: {} } as const;
const loans = {
  ...contracts,
  dimensions: ['population', 'reporter', 'area', 'product', 'guarantee', 'term', 'lifecycle'],
} as const;
const lines = {
  ...contracts,
  dimensions: ['population', 'reporter', 'area', 'product', 'lifecycle'],
} as const;
const covers = lines;
const kedaitong = {
  basis: 'EVENT',
  of: 'programmes',
  flow: false,
  fixed: { programme: 'KDT' },
} as const;
const filings = {
  ...kedaitong,
  dimensions: ['population', 'reporter', 'area', 'lifecycle', 'programme'],
} as const;

/** Metrics whose values are folds of facts: each fold is code (`Measure`), what it is called is data. */
export const SOURCES: Record<string, Source> = {
  LN_BAL: { ...loans, measure: 'BALANCE' },
  LN_BAL_MLT: { ...loans, measure: 'BALANCE', fixed: { term: 'MEDIUM_LONG' } },
  LN_BAL_UNSEC: { ...loans, measure: 'BALANCE', fixed: { guarantee: 'CREDIT' } },
  LN_BAL_NPL: { ...loans, measure: 'NPL' },
  LN_BRW: { ...loans, measure: 'BORROWERS' },
  LN_DISB: { ...loans, measure: 'DRAWN', flow: true },
  LN_DISB_BRW: { ...loans, measure: 'DRAWN_BORROWERS', flow: true },
  LN_LIMIT: { ...lines, measure: 'LIMIT' },
  LN_LIMIT_BRW: { ...lines, measure: 'LIMIT_BORROWERS' },
  LN_LIMIT_BRW_CUM: { ...lines, measure: 'LIMIT_BORROWERS_EVER' },
  INS_COVER_WRITTEN: { ...covers, measure: 'WRITTEN', flow: true },
  INS_COVER_INFORCE: { ...covers, measure: 'IN_FORCE' },
  KDT_FILED_BAL: { ...filings, measure: 'FILED' },
  KDT_FILED_ENT_CUM: { ...filings, measure: 'FILED_EVER' },
  KDT_REGION_CITY: { ...kedaitong, measure: 'CITIES', dimensions: ['area', 'programme'] },
  KDT_REGION_COUNTY: { ...kedaitong, measure: 'COUNTIES', dimensions: ['area', 'programme'] },
  KDT_BANK: { ...kedaitong, measure: 'BANKS', dimensions: ['reporter', 'programme'] },
  KDT_OUTLET: { ...kedaitong, measure: 'OUTLETS', dimensions: ['reporter', 'area', 'programme'] },
  KDT_AGR_CITY: {
    ...kedaitong,
    of: 'banks',
    measure: 'AGREEMENT_CITIES',
    dimensions: ['reporter', 'area', 'programme'],
  },
  PRG_AGE: {
    ...kedaitong,
    measure: 'AGE',
    dimensions: ['programme'],
    fixed: {},
    named: ['programme'],
  },
  LST_MEM: {
    basis: 'EVENT',
    of: 'regulators',
    measure: 'MEMBERS',
    flow: false,
    dimensions: ['population', 'area', 'lifecycle'],
    fixed: {},
  },
};
