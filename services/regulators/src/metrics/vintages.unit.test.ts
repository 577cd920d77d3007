import { METRIC_DEFINITIONS } from '@qianfan/schema/catalogue/seed';
import { formatRatio } from '@qianfan/schema/kernel/ratio';
import { TF01 } from '@qianfan/schema/returns/tf01';
import { describe, expect, test } from 'vitest';
import { factOf, remembered } from '../testing/memory.ts';
import { figureOf } from './figure.ts';
import { observe } from './observe.ts';
import { reasonOf } from './reason.ts';
import { LEVEL } from './transform.ts';
import { vintagesOf } from './vintages.ts';

const PLACE =
  TF01.rows.findIndex(({ code }) => code === '1.1.1') * TF01.columns.length +
  TF01.columns.findIndex(({ code }) => code === 'D');

const submitted = (period: string, wan: string, knownAt: number, revision = 1) =>
  factOf(
    'banks.ReturnAccepted.v1',
    'BNK_A',
    {
      form: 'TF01',
      formVersion: 1,
      period,
      revision,
      digest: 'd',
      cells: Array.from({ length: TF01.rows.length * TF01.columns.length }, (_, n) =>
        n === PLACE ? wan : '0.00',
      ),
      annex: { ids: [], masks: [[], []] },
      late: false,
    },
    knownAt,
  );

const opened = (period: string, release: number) =>
  factOf('regulators.ReportingPeriodOpened.v1', 'TF01', { form: 'TF01', period, release });

const FACTS = [
  ...METRIC_DEFINITIONS.map((body) => factOf('regulators.MetricDefined.v1', body.code, body)),
  factOf('regulators.ReturnDefined.v1', 'TF01', TF01),
  factOf('regulators.OrganisationRegistered.v1', 'BNK_A', {
    code: 'BNK_A',
    kind: 'BANK',
    area: '36',
    obligations: [{ form: 'TF01', from: '2023-01' }],
  }),
  opened('2024-01', 100),
  opened('2024-02', 200),
  opened('2024-03', 300),
  submitted('2024-01', '10.00', 90),
  submitted('2024-02', '20.00', 190),
  submitted('2024-01', '11.00', 195, 2),
  submitted('2024-03', '30.00', 290),
  submitted('2024-02', '21.00', 310, 2),
];
const DEFAULTS = { agency: 'REG_NFRA_JX', basis: 'RETURN' } as const;
const asked = (period: string, transform = 'LEVEL') =>
  figureOf({ metric: 'LN_BAL', population: 'HNTE', period, transform }, DEFAULTS);
const { series } = asked('2024-01');

const triangle = async (knownAt: number) =>
  Object.fromEntries(
    (
      await vintagesOf(remembered(FACTS, knownAt), series, LEVEL, ['2024-01', '2024-02', '2024-03'])
    ).map(({ period, vintages }) => [
      period,
      vintages.map(({ release, observation: { value } }) => [
        release,
        value && Number(value.numerator) / 1_000_000,
      ]),
    ]),
  );

describe('the vintages of a series', () => {
  test('are each period as known at its own release, at every later one, and now', async () => {
    expect(await triangle(400)).toEqual({
      '2024-01': [
        ['2024-01', 10],
        ['2024-02', 11],
        ['2024-03', 11],
        [null, 11],
      ],
      '2024-02': [
        ['2024-02', 20],
        ['2024-03', 20],
        [null, 21],
      ],
      '2024-03': [
        ['2024-03', 30],
        [null, 30],
      ],
    });
  });

  test('end with the releases that were made by the instant from which they are seen', async () => {
    expect(await triangle(150)).toEqual({
      '2024-01': [
        ['2024-01', 10],
        [null, 10],
      ],
      '2024-02': [[null, null]],
      '2024-03': [[null, null]],
    });
  });
});

describe('why there is no value', () => {
  const reason = async (period: string, transform: string, more: object = {}) => {
    const figure = asked(period, transform);
    const found = await observe(remembered(FACTS, 400), {
      ...figure,
      series: { ...figure.series, ...more },
    });
    return reasonOf(found)?.code ?? null;
  };

  test.each([
    ['2024-02', 'MOM', {}, null],
    ['2024-01', 'MOM', {}, 'MISSING_BASE'],
    ['2024-02', 'YOY', {}, 'MISSING_BASE'],
    ['2024-02', 'YOY', { area: '3601' }, 'NOT_COLLECTED'],
    ['2023-12', 'YOY', {}, null],
    ['2024-02', 'YOY.AS_PUBLISHED', {}, 'NOT_PUBLISHED'],
    ['2024-02', 'LEVEL', { area: '3601' }, 'NOT_COLLECTED'],
    ['2024-04', 'LEVEL', {}, null],
  ])('%s %s %j: %s', async (period, transform, more, code) => {
    expect(await reason(period, transform, more)).toBe(code);
  });

  test('says growth in times, and above that of all loans, by their own names', async () => {
    const facts = [...FACTS, submitted('2023-02', '3.00', 50)];
    const growth = async (transform: string) =>
      observe(remembered(facts, 400), asked('2024-02', transform));
    expect(formatRatio((await growth('MULTIPLE')).value!)).toBe('6.000000');
    expect((await growth('MULTIPLE')).id).toContain(':YOY:2024-02');
    expect((await growth('GAP_ALL')).status).toBe('NOT_COLLECTED');
  });
});
