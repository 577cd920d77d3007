import { METRIC_DEFINITIONS } from '@qianfan/schema/catalogue/seed';
import { TF01 } from '@qianfan/schema/returns/tf01';
import { describe, expect, test } from 'vitest';
import { factOf } from '../testing/memory.ts';
import { bank, COLUMNS, id, seen, submission } from '../testing/observed.ts';
import type { FigureError } from './refusal.ts';

const BALANCE = id('LN_BAL', 'HNTE', '_T', 'M:LEVEL:2024-12');
const ALL_THREE = [
  submission(
    'BNK_A',
    '2024-12',
    { '1.1.1/D': '100.00', '1.1.1/G': '2.00' },
    { borrowers: ['E1', 'E2'] },
  ),
  submission(
    'BNK_B',
    '2024-12',
    { '1.1.1/D': '50.50', '1.1.1/G': '1.00' },
    { borrowers: ['E2', 'E3'] },
  ),
  submission('BNK_C', '2024-12', { '1.1.1/D': '50.50' }, { borrowers: ['E9'] }),
];

describe('a total of returns', () => {
  test('given all that owe it, then their sum in fen', async () => {
    expect(await seen(ALL_THREE, BALANCE)).toMatchObject({
      status: 'REPORTED',
      value: '201000000',
      expected: 3,
      received: 3,
    });
  });

  test('given one missing, then no value but a partial sum', async () => {
    expect(await seen(ALL_THREE.slice(0, 2), BALANCE)).toEqual({
      status: 'INCOMPLETE',
      value: null,
      partial: '150500000',
      expected: 3,
      received: 2,
      lacks: null,
      flags: [],
    });
  });

  test('given nothing, then missing and never zero', async () => {
    expect(await seen([], BALANCE)).toMatchObject({
      status: 'MISSING',
      value: null,
      partial: null,
    });
  });

  test('given a correction known later, then each instant has its own value', async () => {
    const facts = [
      ...ALL_THREE,
      submission('BNK_A', '2024-12', { '1.1.1/D': '110.00' }, { knownAt: 20, revision: 2 }),
    ];
    expect((await seen(facts, BALANCE, 19)).value).toBe('201000000');
    expect((await seen(facts, BALANCE, 20)).value).toBe('211000000');
  });

  test('given a fact of one reporter that could not be applied, then it is incomplete', async () => {
    const found = await seen(ALL_THREE, BALANCE, undefined, ['banks/BNK_B']);
    expect(found).toMatchObject({ status: 'INCOMPLETE', value: null, partial: '201000000' });
  });

  test('given a group, then its members that owe the form', async () => {
    expect(await seen(ALL_THREE, id('LN_BAL', 'HNTE', 'GRP', 'M:LEVEL:2024-12'))).toMatchObject({
      value: '101000000',
      expected: 2,
    });
  });

  test('given borrowers of several banks, then each is counted once', async () => {
    expect((await seen(ALL_THREE, id('LN_BRW', 'HNTE', '_T', 'M:LEVEL:2024-12'))).value).toBe('4');
    expect((await seen(ALL_THREE, id('LN_BRW', 'TECH_LOAN', '_T', 'M:LEVEL:2024-12'))).value).toBe(
      '4',
    );
  });

  test('given a split that the form lacks, or another agency, then it is not collected', async () => {
    const county = BALANCE.replace('.36.', '.3601.');
    expect((await seen(ALL_THREE, county)).status).toBe('NOT_COLLECTED');
    const agency = BALANCE.replace('NFRA', 'PBC');
    expect((await seen(ALL_THREE, agency)).status).toBe('NOT_COLLECTED');
    const all = id('LN_BAL', '_T', '_T', 'M:LEVEL:2024-12');
    expect((await seen(ALL_THREE, all)).status).toBe('NOT_COLLECTED');
  });

  test('given a form version with a new row, then the new population needs no code', async () => {
    const row = { code: '2', population: 'ALL', name: { zh: '各项贷款', en: 'All loans' } };
    const form = { ...TF01, version: 2, effectiveFrom: '2024-12', rows: [...TF01.rows, row] };
    const defined = factOf('regulators.ReturnDefined.v1', 'TF01', form);
    const facts = ['BNK_A', 'BNK_B', 'BNK_C'].map((code) => {
      const fact = submission(code, '2024-12', {});
      const more = COLUMNS.map((column) => (column === 'D' ? '7.00' : '0.00'));
      return {
        ...fact,
        body: { ...fact.body, formVersion: 2, cells: [...fact.body.cells, ...more] },
      };
    });
    const all = id('LN_BAL', '_T', '_T', 'M:LEVEL:2024-12');
    expect((await seen([defined, ...facts], all)).value).toBe('21000000');
  });
});

describe('a flow of a form that counts since January', () => {
  const drawn = (period: string, wan: string) => submission('BNK_A', period, { '1.1.1/B': wan });
  const of = (rest: string) => id('LN_DISB', 'HNTE', 'BNK_A', rest);
  const YEAR = [
    drawn('2024-01', '5.00'),
    drawn('2024-09', '60.00'),
    drawn('2024-11', '80.00'),
    drawn('2024-12', '95.00'),
  ];

  test.each([
    ['M:LEVEL:2024-12', '15000000', 'December less November'],
    ['M:LEVEL:2024-01', '5000000', 'January as it is'],
    ['A:LEVEL:2024', '95000000', 'the year as December tells it'],
    ['Q:LEVEL:2024-Q4', '35000000', 'the quarter as December less September'],
  ])('%s is %s: %s', async (rest, value) => {
    expect(await seen(YEAR, of(rest))).toMatchObject({ status: 'REPORTED', value });
  });

  test('given no return of the month before, then that is what is missing', async () => {
    const found = await seen([drawn('2024-12', '95.00')], of('M:LEVEL:2024-12'));
    expect(found).toMatchObject({ status: 'MISSING', value: null, lacks: '2024-11' });
    expect(found.received).toBe(found.expected);
    expect((await seen([], of('M:LEVEL:2024-12'))).lacks).toBe(null);
  });

  test('given borrowers since January, then one month alone cannot be told', async () => {
    const facts = [submission('BNK_A', '2024-12', {}), submission('BNK_A', '2024-11', {})];
    const figure = (rest: string) => id('LN_DISB_BRW', 'HNTE', 'BNK_A', rest);
    expect((await seen(facts, figure('M:LEVEL:2024-12'))).status).toBe('NOT_DERIVABLE');
    expect((await seen(facts, figure('A:LEVEL:2024'))).status).toBe('REPORTED');
  });
});

describe('growth', () => {
  const one = (rest: string) => id('LN_BAL', 'HNTE', 'BNK_A', rest);
  const base = submission('BNK_A', '2023-12', { '1.1.1/D': '80.00' }, { knownAt: 10 });
  const restated = submission(
    'BNK_A',
    '2023-12',
    { '1.1.1/D': '90.00' },
    { knownAt: 60, revision: 2 },
  );
  const now = submission('BNK_A', '2024-12', { '1.1.1/D': '100.00' }, { knownAt: 70 });

  test('names its vintage: as known now, or as published', async () => {
    const facts = [base, restated, now];
    expect((await seen(facts, one('M:YOY:2024-12'))).value).toBe('0.111111');
    expect((await seen(facts, one('M:YOY.AS_PUBLISHED:2024-12'))).value).toBe('0.250000');
  });

  test('given no release of the base, then it was not published', async () => {
    const facts = [submission('BNK_A', '2024-11', { '1.1.1/D': '80.00' }), now];
    expect((await seen(facts, one('M:MOM.AS_PUBLISHED:2024-12'))).status).toBe('NOT_PUBLISHED');
  });

  test('given no base, then missing; given a base of nothing, then undefined', async () => {
    expect((await seen([now], one('M:YOY:2024-12'))).status).toBe('MISSING');
    const nothing = submission('BNK_A', '2023-12', { '1.1.1/D': '0.00' });
    expect((await seen([nothing, now], one('M:YOY:2024-12'))).status).toBe('UNDEFINED');
  });

  test('of a ratio is refused, as are points of an amount', async () => {
    await expect(seen([], id('R_NPL', 'HNTE', '_T', 'M:YOY:2024-12'))).rejects.toMatchObject({
      code: 'GROWTH_OF_RATIO',
    });
    await expect(seen([], one('M:PP_YOY:2024-12'))).rejects.toMatchObject({
      code: 'POINTS_OF_AMOUNT',
    });
  });
});

describe('quotients', () => {
  test('divide sums, they do not average', async () => {
    expect((await seen(ALL_THREE, id('R_NPL', 'HNTE', '_T', 'M:LEVEL:2024-12'))).value).toBe(
      '0.014925',
    );
  });

  test('coverage counts borrowers that are on the list, over the list of the day', async () => {
    expect((await seen(ALL_THREE, id('R_COV_LOAN', 'HNTE', '_T', 'M:LEVEL:2024-12'))).value).toBe(
      '0.666667',
    );
  });

  test('a share of what is no whole is refused', async () => {
    await expect(
      seen([], id('LN_BAL', 'HNTE', '_T', 'M:SHARE-TSME:2024-12')),
    ).rejects.toMatchObject({
      code: 'ADDITIVITY',
    });
    expect((await seen(ALL_THREE, id('LN_BAL', 'HNTE', 'BNK_A', 'M:SHARE-_T:2024-12'))).value).toBe(
      '0.497512',
    );
  });
});

describe('places and counts', () => {
  test('are dense: equal values share a place', async () => {
    const place = async (code: string) =>
      (await seen(ALL_THREE, id('LN_BAL', 'HNTE', code, 'M:RANK-_T:2024-12'))).value;
    expect([await place('BNK_A'), await place('BNK_B'), await place('BNK_C')]).toEqual([
      '1',
      '2',
      '2',
    ]);
  });

  test('are not certain while a peer is missing', async () => {
    const figure = id('LN_BAL', 'HNTE', 'BNK_A', 'M:RANK-_T:2024-12');
    expect(await seen(ALL_THREE.slice(0, 2), figure)).toMatchObject({
      status: 'INCOMPLETE',
      value: null,
      partial: '1',
    });
    expect(await seen(ALL_THREE.slice(0, 2), figure.replace('RANK-_T', 'RANK-CITY'))).toMatchObject(
      {
        status: 'REPORTED',
        value: '1',
      },
    );
  });

  test('count who meets a number, in yuan for amounts', async () => {
    const count = async (predicate: string) =>
      (await seen(ALL_THREE, id('LN_BAL', 'HNTE', '_T', `M:COUNT-${predicate}:2024-12`))).value;
    expect(await count('GE-505000')).toBe('3');
    expect(await count('GT-505000.00')).toBe('1');
  });
});

describe('a definition that is stored and says nothing', () => {
  const [balance] = METRIC_DEFINITIONS.filter(({ code }) => code === 'LN_BAL');
  const from = (code: string, of: string) =>
    factOf('regulators.MetricDefined.v1', code, {
      ...balance,
      code,
      formula: { operation: 'QUOTIENT', left: { metric: of }, right: { metric: 'LN_BAL' } },
    });
  const stored = [
    from('ZA', 'ZA'),
    from('ZD', 'ZE'),
    from('ZE', 'ZD'),
    from('ZG', 'ZD'),
    from('ZN', 'NOPE'),
    factOf('regulators.MetricDefined.v1', 'ZR', { ...balance, code: 'ZR', unit: 'RATIO' }),
  ];

  test.each([
    ['ZA', 'METRIC_CYCLE'],
    ['ZD', 'METRIC_CYCLE'],
    ['ZE', 'METRIC_CYCLE'],
    ['ZG', 'METRIC_CYCLE'],
    ['ZN', 'NOT_FOUND'],
    ['ZR', 'RATIO_PARTS'],
  ])('%s is refused as %s, however it is asked for', async (metric, code) => {
    for (const transform of ['LEVEL', 'YOY', 'PP_YOY', 'SHARE-_T', 'RANK-_T', 'COUNT-GT-0']) {
      const refused = seen(stored, id(metric, '_T', 'BNK_A', `M:${transform}:2024-12`));
      const found = await refused.then(
        () => 'a figure',
        (error: FigureError) => error.code,
      );
      const ofUnit = ['POINTS_OF_AMOUNT', 'GROWTH_OF_RATIO', 'AVERAGE_OF_AVERAGES'];
      expect(transform === 'LEVEL' ? [code] : [code, ...ofUnit]).toContain(found);
    }
    expect((await seen([...stored, ...ALL_THREE], BALANCE)).status).toBe('REPORTED');
  });
});

describe('an institution that is stored by the name of an area or a population', () => {
  test.each([
    ['36', 'SHARE-36'],
    ['TECH_ENT', 'SHARE-TECH_ENT'],
  ])('%s: what %s means stays', async (code, transform) => {
    const figure = id('LN_BAL', 'HNTE', 'BNK_A', `M:${transform}:2024-12`);
    const facts = ALL_THREE.map((fact, n) =>
      n > 0 ? fact : submission('BNK_A', '2024-12', { '1.1.1/D': '100.00', '1.1/D': '400.00' }),
    );
    const before = await seen(facts, figure);
    expect(before.status).toBe('REPORTED');
    expect(await seen([...facts, bank(code, { obligations: [] })], figure)).toEqual(before);
  });
});
