import { METRIC_DEFINITIONS } from '@qianfan/schema/catalogue/seed';
import type { Fact } from '@qianfan/schema/kernel/fact';
import { formatRatio, type Ratio } from '@qianfan/schema/kernel/ratio';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { factOf, remembered } from '../testing/memory.ts';
import { figureOf } from './figure.ts';
import { observe } from './observe.ts';
import { splitOf } from './split.ts';

const list = (version: number, validFrom: string, members: string[]) =>
  factOf('regulators.EnterpriseListPublished.v1', 'HNTE', {
    list: 'HNTE',
    version,
    validFrom,
    members,
  });

const DEFINITIONS = METRIC_DEFINITIONS.map((body) =>
  factOf('regulators.MetricDefined.v1', body.code, body),
);

/** Loans drawn: enterprise, day, yuan. */
type Drawn = readonly [enterprise: string, drawnOn: string, yuan: number];

const loans = (drawn: readonly Drawn[]): Fact<any>[] =>
  drawn.map(([enterprise, drawnOn, yuan], n) =>
    factOf(
      'banks.LoanDrawn.v1',
      'BNK_A',
      {
        loan: `L${n}`,
        enterprise,
        county: '360102',
        guarantee: 'CREDIT',
        term: 'SHORT',
        amount: `${yuan}.00`,
        drawnOn,
      },
      10,
      n + 1,
    ),
  );

const WHAT = { metric: 'LN_BAL', population: 'HNTE', period: '2024-12' };
const DEFAULTS = { agency: 'REG_NFRA_JX', basis: 'CONTRACT' } as const;
const { series, period } = figureOf(WHAT, DEFAULTS);

const splitIn = (facts: Fact<any>[], of = series) =>
  splitOf(remembered([...DEFINITIONS, ...facts]), of, period, '2023-12');

const yuan = (value: Ratio | null) => value && Number(value.numerator / value.denominator) / 100;

describe('growth of a population that goes by lists', () => {
  const facts = [
    list(1, '2023-01-01', ['A', 'B']),
    list(2, '2024-07-01', ['B', 'C']),
    // A: 100 at the base, and gone; B: 50, then 60; C: 40 before it came onto the list, 90 now.
    ...loans([
      ['A', '2023-05-01', 100],
      ['B', '2023-06-01', 50],
      ['B', '2024-02-01', 10],
      ['C', '2023-07-01', 40],
      ['C', '2024-08-01', 50],
    ]),
  ];

  test('is that of the enterprises on both lists, and what the list adds', async () => {
    const split = await splitIn(facts);
    expect(split.status).toBe('REPORTED');
    expect([split.rolling.now.value, split.rolling.before.value].map(yuan)).toEqual([150, 150]);
    expect([split.cohort.now.value, split.cohort.before.value].map(yuan)).toEqual([60, 50]);
    expect([split.joined, split.left].map(yuan)).toEqual([90, 100]);
    expect(formatRatio(split.rolling.growth!)).toBe('0.000000');
    expect(formatRatio(split.cohort.growth!)).toBe('0.200000');
    expect(formatRatio(split.listEffect!)).toBe('-0.200000');
  });

  test('has figures of its own for both parts, with their bases', async () => {
    const from = remembered([...DEFINITIONS, ...facts]);
    const of = (transform: string) => observe(from, figureOf({ ...WHAT, transform }, DEFAULTS));
    const [cohort, effect] = [await of('X_COHORT'), await of('X_LIST_EFFECT')];
    expect(formatRatio(cohort.value!)).toBe('0.200000');
    expect(yuan(cohort.base!.level.value)).toBe(50);
    expect(formatRatio(effect.value!)).toBe('-0.200000');
    expect(effect.id).toContain(':X_LIST_EFFECT:2024-12');
  });

  test('given nobody on both lists, then the growth of a cohort is undefined', async () => {
    const others = [list(1, '2023-01-01', ['A']), list(2, '2024-07-01', ['C']), ...facts.slice(2)];
    const split = await splitIn(others);
    expect(split.status).toBe('UNDEFINED');
    expect(split.rolling.status).toBe('REPORTED');
  });

  test('given no list at the base, then missing', async () => {
    expect((await splitIn(facts.slice(1))).status).toBe('MISSING');
  });

  test('is refused for all loans, for purposes, for returns, for ratios', async () => {
    const refused = (more: object) => splitIn(facts, { ...series, ...more });
    await expect(refused({ population: '_T' })).rejects.toMatchObject({ code: 'NOT_BY_LIST' });
    await expect(refused({ population: 'TECH_IND' })).rejects.toMatchObject({
      code: 'NOT_BY_LIST',
    });
    await expect(refused({ basis: 'RETURN' })).rejects.toMatchObject({ code: 'NOT_COLLECTED' });
    await expect(refused({ metric: 'R_NPL' })).rejects.toMatchObject({ code: 'GROWTH_OF_RATIO' });
  });

  test('is what counting the members by hand gives, whatever the lists and loans', async () => {
    const firm = fc.constantFrom('A', 'B', 'C', 'D', 'E');
    const members = fc.uniqueArray(firm, { minLength: 1 });
    const drawn = fc.tuple(
      firm,
      fc.constantFrom('2023-03-01', '2024-03-01'),
      fc.integer({ min: 1, max: 1_000_000 }),
    );
    const world = fc.tuple(members, members, fc.array(drawn, { minLength: 1, maxLength: 12 }));
    await fc.assert(
      fc.asyncProperty(world, fc.constantFrom('LN_BAL', 'LN_BRW'), async ([a, b, all], metric) => {
        const split = await splitIn(
          [list(1, '2023-01-01', a), list(2, '2024-07-01', b), ...loans(all)],
          { ...series, metric },
        );
        /** Of these enterprises, at the end of a year. */
        const counted = (firms: readonly string[], year: string): bigint => {
          const theirs = all.filter(([it, on]) => firms.includes(it) && on.slice(0, 4) <= year);
          return metric === 'LN_BRW'
            ? BigInt(new Set(theirs.map(([it]) => it)).size)
            : theirs.reduce((sum, [, , amount]) => sum + BigInt(amount) * 100n, 0n);
        };
        const both = a.filter((it) => b.includes(it));
        const expected = {
          now: counted(b, '2024'),
          before: counted(a, '2023'),
          cohortNow: counted(both, '2024'),
          cohortBefore: counted(both, '2023'),
          joined: counted(
            b.filter((it) => !a.includes(it)),
            '2024',
          ),
          left: counted(
            a.filter((it) => !b.includes(it)),
            '2023',
          ),
        };
        const { rolling, cohort, joined, left } = split;
        const given = {
          now: rolling.now.value,
          before: rolling.before.value,
          cohortNow: cohort.now.value,
          cohortBefore: cohort.before.value,
          joined,
          left,
        };
        for (const [name, value] of Object.entries(given)) {
          // Before anything was drawn at all there is nothing to be told.
          if (value)
            expect([name, value]).toEqual([name, whole(expected[name as keyof typeof expected])]);
          else expect(all.some(([, on]) => on < '2024')).toBe(false);
        }
        const growth = (now: bigint, before: bigint) =>
          (Number(now) - Number(before)) / Number(before);
        const rolls = growth(expected.now, expected.before);
        const stays = growth(expected.cohortNow, expected.cohortBefore);
        if (rolling.growth) expect(fraction(rolling.growth)).toBeCloseTo(rolls, 9);
        if (cohort.growth) expect(fraction(cohort.growth)).toBeCloseTo(stays, 9);
        if (split.listEffect) expect(fraction(split.listEffect)).toBeCloseTo(rolls - stays, 6);
        expect(split.listEffect === null).toBe(rolling.growth === null || cohort.growth === null);
      }),
    );
  });
});

const whole = (value: bigint) => ({ numerator: value, denominator: 1n });
const fraction = ({ numerator, denominator }: Ratio) => Number(numerator) / Number(denominator);
