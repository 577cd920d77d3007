import { areaCode } from '@qianfan/schema/codelists/areas';
import {
  frequencyOf,
  type Period,
  previousPeriod,
  sameLastYear,
  shiftPeriod,
  yearEndBefore,
} from '@qianfan/schema/kernel/period';

export const GROWTHS = ['YOY', 'YTD', 'MOM', 'QOQ'] as const;
/** 同比, 较年初, 环比 (month on month), 环比 (quarter on quarter). */
export type Growth = (typeof GROWTHS)[number];

export const VINTAGES = ['COMPARABLE', 'AS_PUBLISHED'] as const;
/** The base as known now, or as it was known when its own period was made public. */
export type Vintage = (typeof VINTAGES)[number];

export const PREDICATES = ['GT', 'GE', 'LT', 'LE', 'EQ'] as const;
export type Predicate = (typeof PREDICATES)[number];

export const SPLITS = ['GAP_ALL', 'X_COHORT', 'X_LIST_EFFECT'] as const;
/**
 * Growth beside other growth. GAP_ALL: less that of 各项贷款. X_COHORT: of the enterprises on both lists.
 * X_LIST_EFFECT: growth by the rolling list, less that of the cohort.
 */
export type SplitKind = (typeof SPLITS)[number];

/** What is done with the value of a series at a period. */
export type Transform =
  | { kind: 'LEVEL' }
  | { kind: 'GROWTH'; over: Growth; vintage: Vintage }
  /** 百分点: the difference of two values of a ratio. */
  | { kind: 'POINTS'; over: Growth; vintage: Vintage }
  | { kind: 'SPLIT'; what: SplitKind; over: Growth }
  /** Of the same series with another population, reporter (`_T` = all) or area. */
  | { kind: 'SHARE'; of: string }
  /** Place of the reporter among a peer group (`_T` = all reporters), the largest first. */
  | { kind: 'RANK'; among: string }
  /** How many institutions meet it; `than` is a number or a population (their own value for it). */
  | { kind: 'COUNT'; is: Predicate; than: string };

export const LEVEL: Transform = { kind: 'LEVEL' };

const CHANGE = /^(PP_)?(YOY|YTD|MOM|QOQ)(\.AS_PUBLISHED)?$/;
const SPLIT = /^(GAP_ALL|X_COHORT|X_LIST_EFFECT)(?:\.(YTD|MOM|QOQ))?$/;
const OF = /^(SHARE|RANK)-([A-Z0-9_]{1,64})$/;
const COUNT = /^COUNT-(GT|GE|LT|LE|EQ)-(-?\d{1,18}(?:\.\d{1,6})?|[A-Z][A-Z0-9_]{0,63})$/;

/** `LEVEL`, `YOY`, `YTD.AS_PUBLISHED`, `PP_YOY`, `GAP_ALL`, `SHARE-HNTE`, `RANK-CITY_BANK`, `COUNT-LT-0.02`; undefined for anything else. */
export function parseTransform(text: string): Transform | undefined {
  if (text === 'LEVEL') return LEVEL;
  const change = CHANGE.exec(text);
  if (change) {
    return {
      kind: change[1] ? 'POINTS' : 'GROWTH',
      over: change[2] as Growth,
      vintage: change[3] ? 'AS_PUBLISHED' : 'COMPARABLE',
    };
  }
  const split = SPLIT.exec(text);
  if (split) {
    return { kind: 'SPLIT', what: split[1] as SplitKind, over: (split[2] as Growth) ?? 'YOY' };
  }
  // 增长 N 倍 is the growth itself, counted in wholes: 15 times = 1500 %.
  if (text === 'MULTIPLE') return { kind: 'GROWTH', over: 'YOY', vintage: 'COMPARABLE' };
  const of = OF.exec(text);
  if (of) {
    return of[1] === 'SHARE' ? shareOf(of[2]!) : { kind: 'RANK', among: of[2]! };
  }
  const count = COUNT.exec(text);
  return count ? { kind: 'COUNT', is: count[1] as Predicate, than: count[2]! } : undefined;
}

/** In the one spelling of an area, where it is one. */
export const shareOf = (whole: string): Transform => ({ kind: 'SHARE', of: areaCode(whole) });

export function formatTransform(transform: Transform): string {
  switch (transform.kind) {
    case 'LEVEL':
      return 'LEVEL';
    case 'SPLIT':
      return transform.over === 'YOY' ? transform.what : `${transform.what}.${transform.over}`;
    case 'SHARE':
      return `SHARE-${transform.of}`;
    case 'RANK':
      return `RANK-${transform.among}`;
    case 'COUNT':
      return `COUNT-${transform.is}-${transform.than}`;
    default: {
      const suffix = transform.vintage === 'AS_PUBLISHED' ? '.AS_PUBLISHED' : '';
      return `${transform.kind === 'POINTS' ? 'PP_' : ''}${transform.over}${suffix}`;
    }
  }
}

/** The period that a growth compares with; undefined where the period is too long to have one (a year has no month before). */
export function basePeriod(period: Period, over: Growth): Period | undefined {
  const frequency = frequencyOf(period);
  if (over === 'YOY') return sameLastYear(period);
  if (over === 'YTD') return yearEndBefore(period);
  if (over === 'MOM') return frequency === 'M' ? previousPeriod(period) : undefined;
  if (frequency === 'A') return undefined;
  return shiftPeriod(period, frequency === 'M' ? -3 : -1);
}
