import type { Additivity } from '@qianfan/schema/catalogue/definition';
import { SPOKEN } from '@qianfan/schema/catalogue/spoken';
import { type Frequency, frequencyOf, type Period } from '@qianfan/schema/kernel/period';
import type { Catalogue } from './catalogue.ts';
import { metricOf } from './level.ts';
import type { Growth } from './transform.ts';

export const SPANS = ['POINT', 'PERIOD', 'SINCE_START', 'NONE'] as const;
/**
 * Of what time a value is. POINT: of the period's end (截至…末). PERIOD: of the whole period and nothing before it (当月,
 * 当季, 当年累计). SINCE_START: from the beginning to the period's end (累计). NONE: of places and indices, of no time.
 */
export type Span = (typeof SPANS)[number];

const OF_CLASS: Record<Additivity, Span> = {
  STOCK: 'POINT',
  UNIQ_STOCK: 'POINT',
  CUM: 'SINCE_START',
  FLOW: 'PERIOD',
  UNIQ_FLOW: 'PERIOD',
  RATIO: 'POINT',
  WAVG: 'POINT',
  COUNT_OF_REPORTERS: 'POINT',
  RANK: 'NONE',
  INDEX: 'NONE',
};

/** Different ones since the beginning are counted as a flow is, within a window that never began anew. */
const isEver = (code: string): boolean => code.endsWith('_CUM');

/** A quotient with a flow in it is of the flow's period, whatever it is divided by. */
export function spanOf(catalogue: Catalogue, code: string): Span {
  const { additivity, numerator, denominator, formula } = metricOf(catalogue, code)[0];
  const parts = [numerator, denominator, formula?.left.metric, formula?.right.metric];
  const spans = new Set(parts.flatMap((part) => (part ? [spanOf(catalogue, part)] : [])));
  if (spans.has('PERIOD')) return 'PERIOD';
  if (spans.has('SINCE_START')) return 'SINCE_START';
  if (additivity === 'UNIQ_FLOW' && isEver(code)) return 'SINCE_START';
  return OF_CLASS[additivity];
}

const OVER: Record<Exclude<Span, 'NONE'>, readonly Growth[]> = {
  POINT: ['YOY', 'YTD', 'MOM', 'QOQ'],
  SINCE_START: ['YOY', 'YTD', 'MOM', 'QOQ'],
  // What flowed in a month has not grown since December's: a flow begins anew.
  PERIOD: ['YOY', 'MOM', 'QOQ'],
};
const WITHIN: Record<Frequency, readonly Growth[]> = {
  M: ['YOY', 'YTD', 'MOM'],
  Q: ['YOY', 'YTD', 'QOQ'],
  A: ['YOY', 'YTD'],
};

/** The comparisons that say something of values of a span in a period of this length. */
export function comparisonsOf(span: Span, period: Period): Growth[] {
  if (span === 'NONE') return [];
  const within = WITHIN[frequencyOf(period)];
  return OVER[span].filter((over) => within.includes(over));
}

const WORDS: Record<Frequency, { zh: string; en: string }> = {
  M: { zh: '当月', en: 'in the month' },
  Q: { zh: '当季', en: 'in the quarter' },
  A: { zh: '当年累计', en: 'in the year' },
};

interface Text {
  zh: string;
  en: string;
}

/** What a metric is called for a period: of what flowed within it, the name says within what. */
export function labelOf(code: string, name: Text, span: Span, period: Period): Text {
  if (span !== 'PERIOD') return name;
  const frequency = frequencyOf(period);
  const { zh, en } = WORDS[frequency];
  const spoken = SPOKEN[code] ?? name;
  // A year's own name may say already that it is since January.
  const ofYear = frequency === 'A';
  return {
    zh: ofYear && name.zh.includes('当年') ? name.zh : `${zh}${spoken.zh}`,
    en: ofYear && name.en.includes('year') ? name.en : `${spoken.en} ${en}`,
  };
}
