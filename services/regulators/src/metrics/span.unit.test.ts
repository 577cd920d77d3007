import { METRIC_DEFINITIONS } from '@qianfan/schema/catalogue/seed';
import { COUNTED } from '@qianfan/schema/catalogue/spoken';
import { describe, expect, test } from 'vitest';
import { catalogueOf } from './catalogue.ts';
import { SOURCES } from './sources.ts';
import { comparisonsOf, labelOf, spanOf } from './span.ts';
import { basePeriod } from './transform.ts';

const catalogue = catalogueOf({
  knownAt: 0,
  metrics: METRIC_DEFINITIONS,
  forms: [],
  organisations: [],
  lists: [],
  releases: [],
  parked: [],
});
const METRICS = [...new Map(METRIC_DEFINITIONS.map((one) => [one.code, one])).values()];
const PERIODS = ['2024-01', '2024-12', '2024-Q4', '2024'];
const WITHIN = { zh: /当月|当季|当年累计|当年累放/g, en: /in the (month|quarter|year)|this year/g };

describe.each(METRICS)('$code $name.zh', ({ code, name, unit, additivity }) => {
  const span = spanOf(catalogue, code);

  test.each(PERIODS)('in %s is called after its span, and after no other', (period) => {
    const label = labelOf(code, name, span, period);
    const said = [...label.zh.matchAll(WITHIN.zh)].map(([word]) => word);
    if (span !== 'PERIOD') return expect(label).toEqual(name);
    const right =
      period.length === 4 ? /^当年累[计放]$/ : period.includes('Q') ? /^当季$/ : /^当月$/;
    expect(said).toHaveLength(1);
    expect(said[0]).toMatch(right);
    if (period.length > 4) expect(label.zh).not.toMatch(/当年|当期|累放/);
    expect([...label.en.matchAll(WITHIN.en)], label.en).toHaveLength(1);
    return expect(label.en).toMatch(
      period.length === 4 ? /year/ : period.includes('Q') ? /in the quarter$/ : /in the month$/,
    );
  });

  test.each(PERIODS)(
    'in %s is compared with what has a base, a flow never with December',
    (period) => {
      const comparisons = comparisonsOf(span, period);
      for (const over of comparisons) expect(basePeriod(period, over)).toBeDefined();
      expect(comparisons.includes('YTD')).toBe(span === 'POINT' || span === 'SINCE_START');
      expect(comparisons.length === 0).toBe(span === 'NONE');
    },
  );

  test('is of the time that its source counts over', () => {
    const source = additivity === 'INDEX' ? undefined : SOURCES[code];
    expect(span === 'PERIOD').toBe(source?.flow ?? span === 'PERIOD');
    expect(span).toBe(name.zh.includes('累计') ? 'SINCE_START' : span);
  });

  test('is counted in something, where it is a number', () => {
    expect(COUNTED.has(code)).toBe(unit === 'COUNT');
  });
});

test.each([
  ['P_RATE', '2024-12', '当月发放贷款平均利率'],
  ['P_RATE', '2024', '平均利率（当年累放）'],
  ['LN_DISB', '2024-12', '当月贷款发放额'],
  ['LN_DISB', '2024-Q4', '当季贷款发放额'],
  ['LN_DISB', '2024', '当年累计贷款发放额'],
  ['INS_COVER_WRITTEN', '2024', '当年累计科技保险承保保障金额'],
  ['LN_BAL', '2024-12', '贷款余额'],
])('%s of %s is %s', (code, period, zh) => {
  const { name } = METRICS.find((one) => one.code === code)!;
  expect(labelOf(code, name, spanOf(catalogue, code), period).zh).toBe(zh);
});
