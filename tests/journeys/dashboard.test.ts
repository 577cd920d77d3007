import type { Instant } from '@qianfan/schema/kernel/instant';
import { formatYuan } from '@qianfan/schema/kernel/money';
import { formatRatio } from '@qianfan/schema/kernel/ratio';
import { describe, expect, test } from 'vitest';
import type { Answer } from '../support/system.ts';
import { objectsIn } from '../support/walk.ts';
import { cutOf, facts, factsSuite, system } from './facts.fixture.ts';
import { naive } from './naive/figure.ts';
import { knownAt } from './naive/known.ts';

factsSuite();

/** A figure's value by the naive fold, as the API writes it: yuan, a whole number, or six places. */
function byFold(id: string, cut: Instant): { status: string; value: string | null } {
  const known = knownAt(facts, cut);
  const found = naive(known, id, cut);
  const [metric] = id.split('.') as [string];
  const transform = id.split(':')[1]!;
  // a place among those who reported is shown even where some did not
  const { status } = found;
  const value = transform.startsWith('RANK') ? (found.value ?? found.partial) : found.value;
  if (value === null) return { status, value };
  if (/^(RANK|COUNT)/.test(transform)) return { status, value: formatRatio(value, 0)! };
  const unit = facts.find(
    ({ type, body }) => type === 'regulators.MetricDefined.v1' && body.code === metric,
  )!.body.unit;
  if (transform !== 'LEVEL' || unit === 'RATIO') return { status, value: formatRatio(value, 6)! };
  return { status, value: unit === 'YUAN' ? formatYuan(value.numerator) : formatRatio(value, 0)! };
}

/** Every number of an answer that says which figure it is, beside the fold's: id by id. */
function compared(answer: Answer): { found: object; expected: object } {
  expect(answer.errors).toBeUndefined();
  const cut = cutOf(answer);
  const found: Record<string, unknown> = {};
  const expected: Record<string, unknown> = {};
  for (const { object } of objectsIn(answer.data)) {
    const { figureId, baseFigureId } = object as { figureId?: string; baseFigureId?: string };
    if (figureId === undefined) continue;
    const number = 'rank' in object && !('value' in object) ? object['rank'] : object['value'];
    const value = typeof number === 'number' ? String(number) : number;
    found[figureId] = { status: object['status'], value };
    expected[figureId] = byFold(figureId, cut);
    if (baseFigureId === undefined || object['baseVintage'] !== 'COMPARABLE') continue;
    found[baseFigureId] = { status: object['baseStatus'], value: object['base'] };
    expected[baseFigureId] = byFold(baseFigureId, cut);
  }
  return { found, expected };
}

const HNTE = 'population: "HNTE", period: "2024-12"';
const GROWTH = 'figureId value status base baseFigureId baseStatus baseVintage';
const BANKS = ['BNK_JJB', 'BNK_ICBC_JX'];

const bankShare = (code: string): string =>
  `${code}: observation(figure: {metric: "LN_BAL", ${HNTE}, reporter: "${code}"}) {
    figureId value status share { figureId value status } rank(peerGroup: "_T") { figureId rank status }
  }`;

const dashboard = (banks: readonly string[]): string => `{
  balance: observation(figure: {metric: "LN_BAL", ${HNTE}}) {
    figureId value status growth { ${GROWTH} } sinceYearEnd: growth(kind: YTD) { ${GROWTH} }
    onMonth: growth(kind: MOM) { ${GROWTH} } published: growth(base: AS_PUBLISHED) { ${GROWTH} }
  }
  ${banks.map(bankShare).join('\n')}
  coverage: observation(figure: {metric: "R_COV_LOAN", ${HNTE}}) {
    figureId value status numerator { value } denominator { value } change { ${GROWTH} }
  }
  npl: observation(figure: {metric: "R_NPL", ${HNTE}}) {
    figureId value status numerator { value } denominator { value } change { ${GROWTH} }
  }
  table: ranking(metric: "LN_BAL", population: "HNTE", period: "2024-12") {
    n expected scope
    rows { rank observation { figureId value status growth { ${GROWTH} } rank(peerGroup: "_T") { figureId rank status } } }
  }
}`;

describe('the dashboard of December 2024', () => {
  test('shows balance, growth, shares, coverage, NPL ratio and places: each equals the fold', async () => {
    const answer = await system.query(dashboard(BANKS));
    const { found, expected } = compared(answer);
    expect(found).toEqual(expected);
    expect(Object.keys(found).length).toBeGreaterThan(25);

    const { balance, table, coverage, npl, ...rest } = answer.data;
    for (const one of [balance, balance.growth, coverage, npl]) {
      expect(one).toMatchObject({ status: 'REPORTED', value: expect.any(String) });
    }
    const shares = BANKS.map((code) => Number(rest[code].share.value));
    expect(shares.every((share) => share > 0 && share < 1)).toBe(true);
    expect(table).toMatchObject({ n: 4, expected: 4, scope: 'ALL' });
    for (const [part, of] of [
      ['LN_BRW.HNTE', coverage.numerator],
      ['LN_BAL_NPL.HNTE', npl.numerator],
      ['LN_BAL.HNTE', npl.denominator],
    ]) {
      const id = `${part}._T.36._T._T._T._T._T.REG_NFRA_JX.RETURN.M:LEVEL:2024-12`;
      // borrowers of the ratio are those on the list alone, and may be fewer
      if (part !== 'LN_BRW.HNTE') expect(of.value).toBe(byFold(id, cutOf(answer)).value);
      else expect(Number(of.value)).toBeLessThanOrEqual(Number(byFold(id, cutOf(answer)).value));
    }
  });

  test.each(['2025-01-12', '2025-01-16', '2025-01-31', '2025-02-12', '2025-02-25'])(
    'shows what was known at the end of %s',
    async (asOf) => {
      const answer = await system.query(dashboard(BANKS), {}, { asOf });
      const { found, expected } = compared(answer);
      expect(found).toEqual(expected);
    },
  );

  test('shows a bank its own share and place, and the same totals', async () => {
    const mine = await system.query(dashboard(['BNK_JJB']), {}, { as: 'jjb' });
    const all = await system.query(dashboard(['BNK_JJB']));
    const { found, expected } = compared(mine);
    expect(found).toEqual(expected);
    const { table: own, ...ownRest } = mine.data;
    const { table, ...rest } = all.data;
    expect(ownRest).toEqual(rest);
    expect(own.scope).toBe('OWN');
    expect(own.rows).toEqual(
      table.rows.filter((row: any) => row.observation.figureId.includes('.BNK_JJB.')),
    );
  });
});
