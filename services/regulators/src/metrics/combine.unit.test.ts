import { METRIC_DEFINITIONS } from '@qianfan/schema/catalogue/seed';
import { TF01 } from '@qianfan/schema/returns/tf01';
import { expect, it } from 'vitest';
import { factOf, remembered } from '../testing/memory.ts';
import { bank, submission } from '../testing/observed.ts';
import { checkCombination, type Combination } from './additivity.ts';
import { combine } from './combine.ts';
import { type Figure, figureOf, type FigureQuery } from './figure.ts';
import { FigureError } from './refusal.ts';

const BANKS = ['BNK_A', 'BNK_B', 'BNK_C'];
const from = remembered([
  ...METRIC_DEFINITIONS.map((it) => factOf('regulators.MetricDefined.v1', it.code, it)),
  factOf('regulators.ReturnDefined.v1', 'TF01', TF01),
  ...BANKS.map((code) => bank(code)),
  ...BANKS.map((code) =>
    submission(code, '2024-12', { '1.1.1/D': '100.00' }, { borrowers: ['E1', 'E2'] }),
  ),
]);

/** Of one agency and one basis here: that is asked before. */
const figure = (more: Partial<FigureQuery>): Figure =>
  figureOf(
    { metric: 'LN_BAL', period: '2024-12', ...more },
    { agency: 'REG_NFRA_JX', basis: 'RETURN' },
  );

function refused(how: Combination, ...figures: Figure[]): string | undefined {
  try {
    checkCombination(from.catalogue, how, figures);
    return undefined;
  } catch (error) {
    if (error instanceof FigureError) return error.code;
    throw error;
  }
}

/** One metric of every kind and unit that there is, over scopes that never meet. */
const KINDS = [
  ...new Map(METRIC_DEFINITIONS.map((it) => [`${it.additivity} ${it.unit}`, it])).values(),
];
const pairs = KINDS.flatMap((above) => KINDS.map((below) => [above, below] as const)).map(
  (both) => [both.map(({ code, unit }) => `${code} (${unit})`).join(' by '), ...both] as const,
);

it.each(pairs)('%s: is a quotient of amounts or numbers, and nothing else', (_, above, below) => {
  const both = [above, below];
  const figures = both.map(({ code: metric }) => figure({ metric }));
  const isRatio = both.some(
    ({ unit, additivity }) => unit === 'RATIO' || /^(RATIO|WAVG)$/.test(additivity),
  );
  const isPlace = both.some(({ additivity }) => /^(RANK|INDEX)$/.test(additivity));
  const isUpside = above.unit === 'COUNT' && below.unit === 'YUAN';
  const found = refused('QUOTIENT', ...figures);
  if (isRatio || isPlace || isUpside) {
    expect(found).toMatch(/^(AVERAGE_OF_AVERAGES|ADDITIVITY)$/);
  } else expect(found).toBeUndefined();
  const differ = above.unit !== below.unit;
  for (const how of ['SUM', 'DIFFERENCE'] as const) {
    if (differ) expect(refused(how, ...figures)).toMatch(/^(ADDITIVITY|MIXED_INSTRUMENTS)$/);
  }
});

it('money by a number is an average amount, in yuan', async () => {
  const of = (metric: string) => figure({ metric, population: 'HNTE' });
  const found = await combine(from, 'QUOTIENT', [of('LN_BAL'), of('LN_BRW')]);
  expect(found).toMatchObject({ unit: 'YUAN', status: 'REPORTED' });
  const { numerator, denominator } = found.value!;
  expect(numerator / denominator).toBe(150_000_000n);
  const share = await combine(from, 'QUOTIENT', [
    figure({ population: 'HNTE', reporter: 'BNK_A' }),
    of('LN_BAL'),
  ]);
  expect(share.unit).toBe('RATIO');
});
