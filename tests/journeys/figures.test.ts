import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Answer, startSystem, type TestSystem } from '../support/system.ts';

let system: TestSystem;
beforeAll(async () => {
  system = await startSystem();
});
afterAll(() => system?.stop());

type Options = Parameters<TestSystem['query']>[2];

const ask = (fields: string, options?: Options): Promise<Answer> =>
  system.query(`{ ${fields} }`, {}, options);

const of = (figure: string, fields: string): string =>
  `observation(figure: {${figure}}) { ${fields} }`;

const HNTE = 'metric: "LN_BAL", population: "HNTE", period: "2024-12"';

async function codeOf(fields: string, options?: Options): Promise<unknown> {
  const { errors } = await ask(fields, options);
  return errors?.[0]?.extensions['code'];
}

describe('the dashboard asks', () => {
  test('for a total with its growth, from a base of either vintage', async () => {
    const { data } = await ask(
      of(
        HNTE,
        `status value expected received unit listVersion definitionVersion
         growth(kind: YTD) { value base basePeriod baseVintage baseFigureId status }
         published: growth(kind: YTD, base: AS_PUBLISHED) { value base baseVintage baseKnownAt }`,
      ),
    );
    expect(data.observation).toMatchObject({
      status: 'REPORTED',
      expected: 4,
      received: 4,
      unit: 'YUAN',
      listVersion: 'HNTE/2',
      definitionVersion: 1,
      growth: { basePeriod: '2023-12', baseVintage: 'COMPARABLE', status: 'REPORTED' },
      published: { baseVintage: 'AS_PUBLISHED' },
    });
    const { value, growth } = data.observation;
    expect(Number(growth.value)).toBeCloseTo(Number(value) / Number(growth.base) - 1, 6);
  });

  test('in another unit, exactly', async () => {
    const { data } = await ask(of(HNTE, 'value wan: value(unit: WAN) yi: value(unit: YI)'));
    const { value, wan, yi } = data.observation;
    expect(BigInt(Math.round(Number(yi) * 1e10))).toBe(BigInt(Math.round(Number(wan) * 1e6)));
    expect(Number(wan) * 10_000).toBe(Number(value));
  });

  test('for shares of all banks, which add up to one, and for places', async () => {
    const { data } = await ask(
      `ranking(metric: "LN_BAL", population: "HNTE", period: "2024-12") {
        n expected scope rows { rank ties observation { reporter value share { value } rank(peerGroup: "_T") { rank n } } }
      }`,
    );
    const { rows, n, scope } = data.ranking;
    expect([n, scope, rows.length]).toEqual([4, 'ALL', 4]);
    const shares = rows.map((row: any) => Number(row.observation.share.value));
    expect(shares.reduce((a: number, b: number) => a + b, 0)).toBeCloseTo(1, 5);
    for (const { rank, observation } of rows) expect(observation.rank).toEqual({ rank, n: 4 });
    const values = rows.map((row: any) => Number(row.observation.value));
    expect(values).toEqual(values.toSorted((a: number, b: number) => b - a));
  });

  test('for the coverage of a list, a ratio with its parts, and a change in points', async () => {
    const { data } = await ask(
      of(
        'metric: "R_COV_LOAN", population: "HNTE", period: "2024-12"',
        'value unit numerator { value unit } denominator { value } change(kind: YTD) { value base status }',
      ),
    );
    const { value, numerator, denominator, change, unit } = data.observation;
    expect([unit, numerator.unit, change.status]).toEqual(['RATIO', 'COUNT', 'REPORTED']);
    expect(Number(value)).toBeCloseTo(Number(numerator.value) / Number(denominator.value), 6);
    expect(Number(change.value)).toBeCloseTo(Number(value) - Number(change.base), 5);
  });

  test('how many institutions meet a predicate', async () => {
    const { data } = await ask(
      of(
        'metric: "R_NPL", population: "HNTE", period: "2024-12", transform: "COUNT-GE-0"',
        'value unit expected',
      ),
    );
    expect(data.observation).toEqual({ value: '4', unit: 'COUNT', expected: 4 });
  });

  test('for a series, with what is missing said and never zero', async () => {
    const { data } = await ask(
      `series(figure: {${HNTE}}, from: "2024-10", to: "2024-12") { period status value }`,
    );
    expect(data.series.map((it: any) => [it.period, it.status, it.value === null])).toEqual([
      ['2024-10', 'MISSING', true],
      ['2024-11', 'REPORTED', false],
      ['2024-12', 'REPORTED', false],
    ]);
  });

  test('across a break: the value has the flag, and so has its growth', async () => {
    const { data } = await ask(
      of('metric: "INS_COVER_WRITTEN", period: "2024"', 'value flags growth { value flag status }'),
    );
    expect(data.observation).toMatchObject({
      flags: ['b'],
      growth: { flag: 'b', status: 'REPORTED' },
    });
  });

  test('what a form has no split for: not collected', async () => {
    const { data } = await ask(of(`${HNTE}, area: "3601"`, 'status value'));
    expect(data.observation).toEqual({ status: 'NOT_COLLECTED', value: null });
    const contract = await ask(of(`${HNTE}, area: "3601", basis: CONTRACT`, 'status'));
    expect(contract.data.observation.status).toBe('REPORTED');
  });

  test('as of an earlier day: the total was incomplete then, with its partial sum', async () => {
    const { data } = await ask(of(HNTE, 'status value partial expected received'), {
      asOf: '2025-01-12',
    });
    expect(data.observation).toMatchObject({ status: 'INCOMPLETE', value: null, expected: 4 });
    expect(data.observation.received).toBeLessThan(4);
    expect(data.observation.partial).not.toBeNull();
  });
});

const SUM = (figures: string): string =>
  `combined(how: SUM, figures: [${figures}]) { value status }`;

describe('what does not add up is refused, and says why', () => {
  test.each([
    [
      'overlapping populations',
      `{${HNTE}}, {metric: "LN_BAL", population: "TSME", period: "2024-12"}`,
      'OVERLAPPING_POPULATIONS',
    ],
    [
      'distinct counts',
      `{metric: "LN_BRW", population: "HNTE", period: "2024-12", reporter: "BNK_JJB"}, {metric: "LN_BRW", population: "HNTE", period: "2024-12", reporter: "BNK_ICBC_JX"}`,
      'SUM_OF_DISTINCT',
    ],
    [
      'averages',
      `{metric: "R_NPL", period: "2024-12", reporter: "BNK_JJB"}, {metric: "R_NPL", period: "2024-12", reporter: "BNK_ICBC_JX"}`,
      'AVERAGE_OF_AVERAGES',
    ],
    ['bases', `{${HNTE}}, {${HNTE}, basis: CONTRACT}`, 'MIXED_BASES'],
    ['agencies', `{${HNTE}}, {metric: "KDT_FILED_BAL", period: "2024-12"}`, 'MIXED_AGENCIES'],
    [
      'dates of a stock',
      `{${HNTE}}, {metric: "LN_BAL", population: "HNTE", period: "2023-12"}`,
      'MIXED_DATES',
    ],
    ['a part and its whole', `{${HNTE}}, {${HNTE}, reporter: "BNK_JJB"}`, 'ADDITIVITY'],
    [
      'different things',
      `{${HNTE}}, {metric: "LN_DISB", population: "HNTE", period: "2024-12"}`,
      'MIXED_INSTRUMENTS',
    ],
  ])('%s', async (_, figures, code) => {
    expect(await codeOf(SUM(figures))).toBe(code);
  });

  test('disjoint reporters do, and so do months of a flow', async () => {
    const banks = ['BNK_JJB', 'BNK_ICBC_JX', 'BNK_CMB_NC', 'BNK_GZRCB'];
    const { data } = await ask(
      `${SUM(banks.map((reporter) => `{${HNTE}, reporter: "${reporter}"}`).join())} ${of(HNTE, 'value')}`,
    );
    expect(data.combined).toEqual({ value: data.observation.value, status: 'REPORTED' });
    const flows = ['2024-11', '2024-12'].map(
      (period) => `{metric: "LN_DISB", basis: CONTRACT, period: "${period}"}`,
    );
    expect((await ask(SUM(flows.join()))).data.combined.status).toBe('REPORTED');
  });

  test('points of an amount, growth of a ratio', async () => {
    expect(await codeOf(of(HNTE, 'change { value }'))).toBe('POINTS_OF_AMOUNT');
    const ratio = 'metric: "R_NPL", population: "HNTE", period: "2024-12"';
    expect(await codeOf(of(ratio, 'growth { value }'))).toBe('GROWTH_OF_RATIO');
  });

  test.each([
    'nonsense',
    'LN_BAL:LEVEL:2024-12',
    'LN_BAL.HNTE._T.36._T._T._T._T._T.REG_NFRA_JX.RETURN.M:UP:2024-12',
  ])('an id that is none: %s', async (id) =>
    expect(await codeOf(`figure(id: "${id}") { value }`)).toBe('BAD_FIGURE_ID'),
  );

  test('a metric, a population, a reporter that nobody has defined', async () => {
    for (const [figure, code] of [
      ['metric: "NOPE", period: "2024-12"', 'NOT_FOUND'],
      ['metric: "LN_BAL", population: "NOPE", period: "2024-12"', 'UNKNOWN_POPULATION'],
      [`${HNTE}, reporter: "BNK_NOPE"`, 'UNKNOWN_ORGANISATION'],
    ] as const) {
      expect(await codeOf(of(figure, 'value'))).toBe(code);
    }
  });
});

test('a league table of an area, by single contracts', async () => {
  const { data } = await ask(`
    city: ranking(metric: "LN_BAL", period: "2024-12", area: "3604", basis: CONTRACT) {
      n rows { observation { area reporter value } } }
    ${of('metric: "LN_BAL", period: "2024-12", area: "3604", basis: CONTRACT', 'value')}`);
  const { rows } = data.city;
  expect(new Set(rows.map(({ observation }: any) => observation.area))).toEqual(new Set(['3604']));
  const sum = rows.reduce((all: number, it: any) => all + Number(it.observation.value), 0);
  expect(sum).toBeCloseTo(Number(data.observation.value), 2);
});

describe('a bank', () => {
  test('names another: forbidden, whether there is such a one or not', async () => {
    for (const figure of [
      `${HNTE}, reporter: "BNK_ICBC_JX"`,
      `${HNTE}, reporter: "BNK_NOPE"`,
      `metric: "NOPE", period: "2024-12", reporter: "BNK_ICBC_JX"`,
      `${HNTE}, transform: "SHARE-BNK_ICBC_JX"`,
      `${HNTE}, transform: "SHARE-BNK_NOPE"`,
      'metric: "KDT_FILED_BAL", period: "2024-12", reporter: "BNK_ICBC_JX"',
    ]) {
      expect(await codeOf(of(figure, 'value'), { as: 'jjb' })).toBe('FORBIDDEN');
    }
    const id = 'LN_BAL.HNTE.BNK_ICBC_JX.36._T._T._T._T._T.REG_NFRA_JX.RETURN.M:LEVEL:2024-12';
    expect(await codeOf(`figure(id: "${id}") { value }`, { as: 'jjb' })).toBe('FORBIDDEN');
  });

  test('sees its own row of a league table, and its place among all', async () => {
    const { data } = await ask(
      `ranking(metric: "LN_BAL", population: "HNTE", period: "2024-12") { n scope rows { rank observation { reporter } } }
       ${of(`${HNTE}, reporter: "BNK_JJB"`, 'value rank { rank n } share { value }')}`,
      { as: 'jjb' },
    );
    expect(data.ranking).toMatchObject({
      n: 4,
      scope: 'OWN',
      rows: [{ observation: { reporter: 'BNK_JJB' } }],
    });
    expect(data.observation.value).not.toBeNull();
  });

  test('sees totals', async () => {
    const { data, errors } = await ask(of(HNTE, 'value growth { value }'), { as: 'jjb' });
    expect(errors).toBeUndefined();
    expect(data.observation.value).not.toBeNull();
  });
});

test('a programme may not ask for what banks report one by one', async () => {
  const one = of(`${HNTE}, reporter: "BNK_JJB"`, 'value');
  expect(await codeOf(one, { as: 'dost' })).toBe('FORBIDDEN');
  const filed = of('metric: "KDT_FILED_BAL", period: "2024-12", reporter: "BNK_JJB"', 'status');
  expect(await codeOf(filed, { as: 'dost' })).toBeUndefined();
});
