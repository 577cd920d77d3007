import { METRIC_DEFINITIONS } from '@qianfan/schema/catalogue/seed';
import { METRIC_DIMENSIONS, PROVINCE, TOTAL } from '@qianfan/schema/catalogue/dimensions';
import { areaOf, countiesOf } from '@qianfan/schema/codelists/areas';
import { monthsOf } from '@qianfan/schema/kernel/period';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bank } from '../testing/observed.ts';
import { factOf, remembered } from '../testing/memory.ts';
import { checkCombination, type Combination } from './additivity.ts';
import { ALL, type Figure, figureOf, type FigureQuery } from './figure.ts';
import { FigureError } from './refusal.ts';

const GREEN = { ...METRIC_DEFINITIONS.find(({ code }) => code === 'LN_BAL')!, code: 'GREEN' };
const { catalogue } = remembered([
  ...METRIC_DEFINITIONS.map((body) => factOf('regulators.MetricDefined.v1', body.code, body)),
  factOf('regulators.MetricDefined.v1', 'GREEN', GREEN),
  factOf('regulators.MetricDefined.v1', 'GREEN', {
    ...GREEN,
    version: 2,
    effectiveFrom: '2024-07',
  }),
  bank('BNK_A'),
  bank('BNK_B', { group: 'GRP' }),
  bank('BNK_C', { group: 'GRP' }),
  bank('GRP', { kind: 'BANK_GROUP', obligations: [] }),
]);

const figure = (more: Partial<FigureQuery> = {}): Figure => {
  const query = { metric: 'LN_DISB', period: '2024-12', ...more };
  const { agency, bases } = catalogue.metrics.get(query.metric)!.at(-1)!;
  return figureOf(query, { agency, basis: bases[0] ?? 'RETURN' });
};

/** The code with which figures are refused; undefined where they may be combined. */
function refused(how: Combination, ...figures: Figure[]): string | undefined {
  try {
    checkCombination(catalogue, how, figures);
    return undefined;
  } catch (error) {
    if (error instanceof FigureError) return error.code;
    throw error;
  }
}

/** The union that is named as what to ask instead. */
function unionToldFor(...figures: Figure[]): unknown {
  try {
    checkCombination(catalogue, 'SUM', figures);
    return undefined;
  } catch (error) {
    return (error as FigureError<'OVERLAPPING_POPULATIONS'>).parameters[0].union;
  }
}

/** Values of each dimension that splits, with what is counted in each: a total has everything. */
const MONTHS = monthsOf('2024');
const ATOMS: Record<string, Record<string, readonly string[]>> = {
  reporter: {
    [TOTAL]: ['BNK_A', 'BNK_B', 'BNK_C', 'another'],
    GRP: ['BNK_B', 'BNK_C'],
    BNK_A: ['BNK_A'],
    BNK_B: ['BNK_B'],
    BNK_C: ['BNK_C'],
  },
  area: Object.fromEntries(
    [PROVINCE, '3601', '3604', '360102', '360103', '360402'].map((code) => [
      code,
      countiesOf(code).map((county) => county.code),
    ]),
  ),
  product: { [TOTAL]: ['P1', 'P2', 'none'], P1: ['P1'], P2: ['P2'] },
  guarantee: { [TOTAL]: ['CREDIT', 'PLEDGE', 'other'], CREDIT: ['CREDIT'], PLEDGE: ['PLEDGE'] },
  term: { [TOTAL]: ['SHORT', 'MEDIUM_LONG'], SHORT: ['SHORT'], MEDIUM_LONG: ['MEDIUM_LONG'] },
  lifecycle: { [TOTAL]: ['SEED', 'GROWTH', 'none'], SEED: ['SEED'], GROWTH: ['GROWTH'] },
  programme: { [TOTAL]: ['KDT', 'OTHER', 'none'], KDT: ['KDT'], OTHER: ['OTHER'] },
  period: Object.fromEntries(
    ['2024', '2024-Q1', '2024-Q4', ...MONTHS].map((period) => [period, monthsOf(period)]),
  ),
};
const NAMES = Object.keys(ATOMS);

/** Whether something is counted in both: they meet in every dimension. */
const meet = (a: Record<string, string>, b: Record<string, string>): boolean =>
  NAMES.every((name) => ATOMS[name]![a[name]!]!.some((it) => ATOMS[name]![b[name]!]!.includes(it)));

const scope = fc.record(
  Object.fromEntries(NAMES.map((name) => [name, fc.constantFrom(...Object.keys(ATOMS[name]!))])),
) as fc.Arbitrary<Record<string, string>>;

describe('a sum of flows', () => {
  it('has a table for every dimension that may be restricted, but for classes, which overlap', () => {
    const restricted = METRIC_DIMENSIONS.filter((name) => name !== 'population');
    expect(NAMES.filter((name) => name !== 'period').toSorted()).toEqual(restricted.toSorted());
    for (const code of Object.keys(ATOMS['area']!)) expect(areaOf(code)).toBeDefined();
  });

  it('is made where nothing is counted twice, and nowhere else', () => {
    fc.assert(
      fc.property(scope, scope, (a, b) => {
        const expected = meet(a, b) ? 'ADDITIVITY' : undefined;
        expect(refused('SUM', figure(a), figure(b))).toBe(expected);
        expect(refused('SUM', figure(b), figure(a))).toBe(expected);
      }),
      { numRuns: 2000 },
    );
  });

  it('is refused for any two of many that meet, wherever they stand', () => {
    const cities = ['3601', '3604'].map((area) => figure({ area }));
    expect(refused('SUM', ...cities)).toBeUndefined();
    for (const place of [0, 1, 2]) {
      expect(refused('SUM', ...cities.toSpliced(place, 0, figure({ area: '360102' })))).toBe(
        'ADDITIVITY',
      );
    }
    expect(refused('SUM', ...cities, figure({ area: '360102', reporter: 'BNK_A' }))).toBe(
      'ADDITIVITY',
    );
  });

  it.each(NAMES)('never adds a part to its whole: %s', (name) => {
    const values = Object.entries(ATOMS[name]!);
    let parts = 0;
    for (const [whole, all] of values) {
      for (const [part, some] of values) {
        if (!some.every((it) => all.includes(it))) continue;
        parts += 1;
        const both = [figure({ [name]: part }), figure({ [name]: whole })] as const;
        expect([part, whole, refused('SUM', ...both)]).toEqual([part, whole, 'ADDITIVITY']);
      }
    }
    expect(parts).toBeGreaterThan(values.length);
  });

  it('is refused over classes, which overlap, and says the union', () => {
    const classes = (...codes: string[]) => codes.map((population) => figure({ population }));
    expect(refused('SUM', ...classes('HNTE', 'TSME'))).toBe('OVERLAPPING_POPULATIONS');
    expect(refused('SUM', ...classes('HNTE', ALL))).toBe('OVERLAPPING_POPULATIONS');
    const apart = [
      figure({ population: 'HNTE', reporter: 'BNK_A' }),
      figure({ population: 'TSME', reporter: 'BNK_B' }),
    ];
    expect(refused('SUM', ...apart)).toBe('OVERLAPPING_POPULATIONS');
    expect(unionToldFor(...classes('HNTE', 'TSME'))).toBe('TECH_ENT');
    expect(unionToldFor(...classes('HNTE', 'HT_SERVICE'))).toBe('TECH_LOAN');
    expect(unionToldFor(...classes('HNTE', 'CHAIN'))).toBe(ALL);
  });
});

describe('what a metric is decides how it adds up', () => {
  const SUMS: Record<string, string | undefined> = {
    STOCK: undefined,
    FLOW: undefined,
    CUM: undefined,
    UNIQ_STOCK: 'SUM_OF_DISTINCT',
    UNIQ_FLOW: 'SUM_OF_DISTINCT',
    RATIO: 'AVERAGE_OF_AVERAGES',
    WAVG: 'AVERAGE_OF_AVERAGES',
    COUNT_OF_REPORTERS: 'ADDITIVITY',
    RANK: 'ADDITIVITY',
    INDEX: 'ADDITIVITY',
  };

  it.each(METRIC_DEFINITIONS.map(({ code, additivity }) => [code, additivity] as const))(
    '%s is %s: over two banks, two areas, two years',
    (metric, additivity) => {
      const over = (...both: Partial<FigureQuery>[]) =>
        refused('SUM', ...both.map((more) => figure({ metric, period: '2024', ...more })));
      expect(over({ reporter: 'BNK_A' }, { reporter: 'BNK_B' })).toBe(SUMS[additivity]);
      expect(over({ area: '3601' }, { area: '3604' })).toBe(SUMS[additivity]);
      const years = over({ period: '2023' }, { period: '2024' });
      const apart = additivity === 'FLOW' ? [undefined, 'MIXED_DEFINITIONS'] : ['MIXED_DATES'];
      expect(SUMS[additivity] ? [SUMS[additivity]] : apart).toContain(years);
    },
  );

  it('a place is no amount, whatever calls it one', () => {
    const ranked = { ...GREEN, code: 'RANKED', additivity: 'RANK' } as const;
    const known = { ...catalogue, metrics: new Map([['RANKED', [ranked]]]) };
    const both = ['BNK_A', 'BNK_B'].map((reporter) =>
      figureOf(
        { metric: 'RANKED', period: '2024', reporter },
        { agency: ranked.agency, basis: 'RETURN' },
      ),
    );
    expect(() => checkCombination(known, 'SUM', both)).toThrow('RANK');
  });
});

describe('figures of different kinds', () => {
  const A = { reporter: 'BNK_A' };
  const B = { reporter: 'BNK_B' };
  const all: Combination[] = ['SUM', 'QUOTIENT', 'DIFFERENCE'];

  it.each(all)('are too few or too many for a %s', (how) => {
    expect(refused(how, figure(A))).toBe('BAD_USER_INPUT');
    const three = refused(how, figure(A), figure(B), figure({ reporter: 'BNK_C' }));
    expect(three).toBe(how === 'SUM' ? undefined : 'BAD_USER_INPUT');
  });

  it.each(all)('a %s takes values, no growths of them', (how) => {
    const grown = figure({ ...A, transform: 'YOY' });
    expect(refused(how, grown, figure(B))).toBe('AVERAGE_OF_AVERAGES');
    expect(refused(how, figure(B), grown)).toBe('AVERAGE_OF_AVERAGES');
  });

  it.each(all)('a %s mixes neither agencies nor bases', (how) => {
    expect(refused(how, figure(A), figure({ ...B, agency: 'REG_PBC_JX' }))).toBe('MIXED_AGENCIES');
    expect(refused(how, figure(A), figure({ ...B, basis: 'CONTRACT' }))).toBe('MIXED_BASES');
  });

  it('a quotient is of two metrics, of one date', () => {
    const lower = { metric: 'LN_BAL' };
    expect(refused('QUOTIENT', figure({ metric: 'LN_BAL_NPL' }), figure(lower))).toBeUndefined();
    expect(refused('QUOTIENT', figure(lower), figure({ metric: 'LN_BRW' }))).toBeUndefined();
    expect(refused('QUOTIENT', figure({ metric: 'LN_BRW' }), figure(lower))).toBe('ADDITIVITY');
    expect(refused('QUOTIENT', figure(A), figure())).toBeUndefined();
    const earlier = { ...lower, period: '2024-11' };
    expect(refused('QUOTIENT', figure({ metric: 'LN_BAL_NPL' }), figure(earlier))).toBe(
      'MIXED_DATES',
    );
    expect(refused('QUOTIENT', figure(), figure({ period: '2024-11' }))).toBe('MIXED_DATES');
  });

  it('a sum and a difference are of one metric', () => {
    for (const how of ['SUM', 'DIFFERENCE'] as const) {
      const other = (metric: string) =>
        refused(how, figure({ ...A, metric: 'LN_BAL' }), figure({ ...B, metric }));
      expect(other('LN_BAL_NPL')).toBe('MIXED_INSTRUMENTS');
      expect(other('LN_BRW')).toBe('ADDITIVITY');
      const counts = [figure({ ...A, metric: 'LN_BRW' }), figure({ ...B, metric: 'LN_DISB_BRW' })];
      expect(refused(how, ...counts)).toBe('ADDITIVITY');
    }
  });

  it('a difference is of two dates or two scopes, whatever they have in common', () => {
    for (const metric of ['LN_BAL', 'LN_BRW', 'R_NPL']) {
      const of = (more: Partial<FigureQuery>) => figure({ metric, ...more });
      expect(refused('DIFFERENCE', of({}), of({ period: '2024-11' }))).toBeUndefined();
      expect(refused('DIFFERENCE', of({ area: '3601' }), of({}))).toBeUndefined();
      expect(refused('DIFFERENCE', of({ population: 'HNTE' }), of({}))).toBeUndefined();
    }
  });

  it('of two definitions of a metric are one number in no way', () => {
    const [before, after] = ['2024-06', '2024-07'].map((period) =>
      figure({ metric: 'GREEN', period }),
    );
    expect(refused('DIFFERENCE', before!, after!)).toBe('MIXED_DEFINITIONS');
    expect(
      refused('SUM', figure({ metric: 'GREEN', ...A }), figure({ metric: 'GREEN', ...B })),
    ).toBeUndefined();
  });
});
