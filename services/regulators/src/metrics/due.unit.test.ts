import { type Basis, BASES } from '@qianfan/schema/catalogue/definition';
import { METRIC_DEFINITIONS } from '@qianfan/schema/catalogue/seed';
import { parseInstant } from '@qianfan/schema/kernel/instant';
import { RETURN_FORMS } from '@qianfan/schema/seed';
import { describe, expect, test } from 'vitest';
import { factOf, remembered } from '../testing/memory.ts';
import { bank, list, submission } from '../testing/observed.ts';
import { combine } from './combine.ts';
import { lastDayOf, returnAwaits, stageOf } from './due.ts';
import { figureOf } from './figure.ts';
import { observe, type Observation } from './observe.ts';
import { reasonOf } from './reason.ts';
import { FigureError } from './refusal.ts';

const at = (text: string) => ({
  knownAt: parseInstant(text)!,
  deadlines: new Map<string, number>(),
});

describe('where a period stands', () => {
  test.each([
    ['2024-12', '2024-11-30T15:59:59Z', 'NOT_BEGUN'],
    ['2024-12', '2024-11-30T16:00:00Z', 'RUNNING'],
    ['2024-12', '2024-12-31T15:59:59Z', 'RUNNING'],
    ['2024-12', '2024-12-31T16:00:00Z', 'OVER'],
    ['2024-Q4', '2024-09-30T15:59:59Z', 'NOT_BEGUN'],
    ['2024-Q4', '2024-12-31T15:59:59Z', 'RUNNING'],
    ['2024', '2023-12-31T16:00:00Z', 'RUNNING'],
    ['2199-12', '2024-12-31T16:00:00Z', 'NOT_BEGUN'],
  ])('%s on %s is %s, by the day of Shanghai', (period, now, stage) => {
    expect(stageOf(at(now), period)).toBe(stage);
  });

  test('what is known of it ends today, while it runs', () => {
    expect(lastDayOf(at('2024-12-09T16:00:00Z'), '2024-12')).toBe('2024-12-10');
    expect(lastDayOf(at('2025-12-09T16:00:00Z'), '2024-12')).toBe('2024-12-31');
  });

  test('a return is late after its deadline, and by no deadline at all', () => {
    const deadline = parseInstant('2025-01-13T12:00:00+08:00')!;
    const due = (knownAt: number) =>
      returnAwaits(
        { knownAt, deadlines: new Map([['TF01/2024-12', deadline]]) },
        'TF01',
        '2024-12',
      );
    expect(due(deadline)?.code).toBe('RETURN_NOT_DUE');
    expect(due(deadline + 1)).toBe(null);
    expect(returnAwaits(at('2025-01-01T00:00:00Z'), 'TF01', '2024-12')).toBe(null);
  });
});

/** Seen from the first day of 2026, after whose beginning the deadline of 2025-12 comes. */
const TODAY = 1_000;
const LOAN = { loan: 'L1', enterprise: 'E1', county: '360102', guarantee: 'CREDIT', term: 'SHORT' };
const FACTS = [
  ...METRIC_DEFINITIONS.map((body) => factOf('regulators.MetricDefined.v1', body.code, body)),
  ...RETURN_FORMS.map((form) => factOf('regulators.ReturnDefined.v1', form.form, form)),
  ...['BNK_A', 'BNK_B'].map((code) =>
    bank(code, {
      group: 'GRP',
      obligations: RETURN_FORMS.map(({ form }) => ({ form, from: '2023-01' })),
    }),
  ),
  bank('GRP', { kind: 'BANK_GROUP', obligations: [] }),
  ...RETURN_FORMS.map(({ form, frequency }) =>
    factOf('regulators.ReportingPeriodOpened.v1', form, {
      form,
      period: frequency === 'M' ? '2025-12' : '2025-Q4',
      deadline: 5_000,
      release: 6_000,
    }),
  ),
  list('HNTE', 1, '2023-01-01', ['E1', 'E2']),
  submission('BNK_A', '2024-12', { '1.1.1/D': '5.00' }),
  factOf('banks.LoanDrawn.v1', 'BNK_A', { ...LOAN, amount: '9.00', drawnOn: '2025-12-01' }, 10, 1),
  factOf(
    'banks.LoanDrawn.v1',
    'BNK_A',
    { ...LOAN, loan: 'L2', amount: '1.00', drawnOn: '2026-01-01' },
    11,
    2,
  ),
  factOf(
    'banks.LoanDrawn.v1',
    'BNK_A',
    { ...LOAN, loan: 'L3', amount: '7.00', drawnOn: '2026-01-20' },
    12,
    3,
  ),
];

const TRANSFORMS = [
  'LEVEL',
  ...['YOY', 'YTD', 'MOM', 'QOQ'].flatMap((over) => [over, `${over}.AS_PUBLISHED`, `PP_${over}`]),
  'GAP_ALL',
  'X_COHORT',
  'X_LIST_EFFECT',
  'SHARE-_T',
  'SHARE-ALL',
  'SHARE-36',
  'RANK-_T',
  'RANK-GRP',
  'COUNT-GT-0',
  'COUNT-LT-ALL',
];

const observatory = remembered(FACTS, TODAY);

/** Every figure of a period that is not refused for what it means. */
async function walk(period: string, basis: Basis): Promise<Observation[]> {
  // Populations and reporters take turns: all of them with all others would be asked for half a minute.
  const asked = METRIC_DEFINITIONS.flatMap(({ code, agency }, m) =>
    TRANSFORMS.flatMap((transform, n) =>
      ['_T', 'BNK_A', 'GRP'].flatMap((reporter, k) => {
        const population = (m + n + k) % 2 ? 'HNTE' : '_T';
        return (m + n + k) % 3 === 0 && reporter === 'GRP'
          ? []
          : [
              figureOf(
                { metric: code, population, reporter, period, transform },
                { agency, basis },
              ),
            ];
      }),
    ),
  );
  const found: Observation[] = [];
  for (const figure of asked) {
    try {
      found.push(await observe(observatory, figure));
    } catch (error) {
      if (!(error instanceof FigureError)) throw error;
    }
  }
  expect(found.length).toBeGreaterThan(500);
  return found;
}

describe.each(BASES)('a period on basis %s', (basis) => {
  test.each(['2026-02', '2026-Q2', '2199-12'])(
    '%s has not begun: no figure, whatever is asked, and nobody is behind',
    async (period) => {
      const wrong = (await walk(period, basis)).filter(
        (it) =>
          it.value !== null ||
          it.partial !== null ||
          !/^NOT_(DUE|COLLECTED|DERIVABLE)$/.test(it.status) ||
          !reasonOf(it) ||
          (it.status === 'NOT_DUE' && reasonOf(it)?.code !== 'PERIOD_NOT_BEGUN'),
      );
      expect(wrong.map(({ id, status }) => `${id} ${status}`)).toEqual([]);
    },
  );

  test.each(['2026-01', '2026'])(
    '%s runs: what stands is marked, what flows is a part, and nobody is behind with a return',
    async (period) => {
      const found = await walk(period, basis);
      const wrong = found.filter((it) =>
        basis === 'RETURN'
          ? it.value !== null || it.status === 'MISSING'
          : it.value !== null && !it.flags.includes('p'),
      );
      expect(wrong.map(({ id, status }) => `${id} ${status}`)).toEqual([]);
    },
  );
});

test('2025-12 is over and its returns are not due: who has not filed is not behind', async () => {
  for (const period of ['2025-12', '2025-Q4', '2025']) {
    const wrong = (await walk(period, 'RETURN')).filter(({ status }) => status === 'MISSING');
    expect(wrong.map(({ id }) => id)).toEqual([]);
  }
});

test('what single contracts say of a running month ends today', async () => {
  const seen = async (metric: string, transform = 'LEVEL') => {
    const defaults = { agency: 'REG_NFRA_JX', basis: 'CONTRACT' } as const;
    const found = await observe(
      observatory,
      figureOf({ metric, period: '2026-01', transform }, defaults),
    );
    const { status, value, partial, flags } = found;
    return { status, value: value?.numerator, partial: partial?.numerator, flags };
  };
  const flags = ['p'];
  expect(await seen('LN_BAL')).toMatchObject({ status: 'REPORTED', value: 1000n, flags });
  expect(await seen('LN_BAL', 'MOM')).toMatchObject({ status: 'REPORTED', flags });
  expect(await seen('LN_DISB')).toMatchObject({ status: 'INCOMPLETE', partial: 100n, flags });
  expect((await seen('LN_DISB', 'MOM')).status).toBe('INCOMPLETE');
  const both = ['2026-01', '2025-12'].map((period) =>
    figureOf({ metric: 'LN_BAL', period }, { agency: 'REG_NFRA_JX', basis: 'CONTRACT' }),
  );
  expect(await combine(observatory, 'DIFFERENCE', both)).toMatchObject({
    value: { numerator: 100n },
    flags,
  });
});
