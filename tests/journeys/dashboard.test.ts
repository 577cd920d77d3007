import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { type DemoAccount, demoAccounts } from '@qianfan/kit/identity/accounts';
import { createPool } from '@qianfan/kit/postgres/pool';
import { type Fact, type Service, SERVICES } from '@qianfan/schema/kernel/fact';
import { type Instant, parseInstant } from '@qianfan/schema/kernel/instant';
import { formatYuan, parseYuan } from '@qianfan/schema/kernel/money';
import { formatRatio } from '@qianfan/schema/kernel/ratio';
import type { Pool } from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { allFacts } from '../support/facts.ts';
import { type Answer, startSystem, type TestSystem } from '../support/system.ts';
import { remaining } from '../support/told.ts';
import { objectsIn } from '../support/walk.ts';
import { naive } from './naive/figure.ts';
import { knownAt } from './naive/known.ts';

let system: TestSystem;
let journals: Pool;
let facts: Fact<any>[];

beforeAll(async () => {
  system = await startSystem();
  journals = createPool(system.database.adminUrl);
  facts = await allFacts(journals);
});
afterAll(async () => {
  await journals?.end();
  await system?.stop();
});

const cutOf = ({ extensions }: Answer): Instant => parseInstant(extensions!.cut!.at)!;

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

/** The GraphQL requests that the gateway sends to each service while something runs. */
async function callsDuring<T>(work: () => Promise<T>): Promise<{ result: T; calls: Calls }> {
  const calls: Calls = { regulators: [], banks: [], programmes: [] };
  const listen = (message: unknown) => {
    const { request } = message as { request: { origin: string; path: string; body: unknown } };
    const service = SERVICES.find((name) => system.services[name].url === String(request.origin));
    if (service && request.path === '/graphql') calls[service].push(String(request.body));
  };
  subscribe('undici:request:create', listen);
  try {
    return { result: await work(), calls };
  } finally {
    unsubscribe('undici:request:create', listen);
  }
}
type Calls = Record<Service, string[]>;

const ENTERPRISE = `query ($id: ID!) {
  enterprise(id: $id) {
    id name { zh } county { code name { zh } }
    lists(on: "2024-12-31") { code version } classes(on: "2024-12-31") { code }
    loans(first: 500) { totalCount scope nodes { id balance { amount } enterprise { id } } }
    covers(first: 500) { totalCount scope nodes { id sumInsured { amount } } }
    filings(first: 500) { totalCount scope nodes { id balance { amount } loan { id } } }
  }
}`;

/** Enterprises with something of each kind, those with most first. */
function wellKnown(): string[] {
  const kinds = ['banks.LoanDrawn.v1', 'banks.CoverIssued.v1', 'programmes.LoanFiled.v1'];
  const by = Map.groupBy(
    facts.filter(({ type }) => kinds.includes(type)),
    ({ body }) => String(body.enterprise),
  );
  return [...by]
    .filter(([, all]) => new Set(all.map(({ type }) => type)).size === kinds.length)
    .toSorted(([, a], [, b]) => b.length - a.length)
    .map(([id]) => id);
}

/** What the raw facts say of an enterprise, to whoever may see contracts of these institutions. */
function enterpriseByFold(id: string, cut: Instant, seen: (institution: string) => boolean) {
  const known = knownAt(facts, cut).filter(
    ({ service, key, body }) =>
      service === 'regulators' || seen(service === 'banks' ? key : (body.bank ?? key)),
  );
  const lists = new Map<string, any>();
  for (const { type, body } of known) {
    const valid = body.validFrom <= '2024-12-31' && !(body.validTo <= '2024-12-31');
    if (type === 'regulators.EnterpriseListPublished.v1' && valid) lists.set(body.list, body);
  }
  const covers = new Map<string, bigint>();
  for (const { type, key, body } of known) {
    if (!/CoverIssued|CoverEndorsed/.test(type) || body.enterprise !== id) continue;
    const cover = `${key}/${body.cover}`;
    const change = parseYuan(body.sumInsured ?? body.sumInsuredChange)!;
    covers.set(cover, (covers.get(cover) ?? 0n) + change);
  }
  const loans = remaining(
    known,
    id,
    ['banks.LoanDrawn.v1', 'banks.LoanRepaid.v1', 'banks.LoanWrittenOff.v1'],
    ({ key, body }) => `${key}/${body.loan}`,
  );
  const filings = remaining(
    known,
    id,
    ['programmes.LoanFiled.v1', 'programmes.FilingSettled.v1'],
    ({ body }) => `${body.bank}/${body.programme}/${body.loan}`,
  );
  return {
    lists: new Map(
      [...lists.values()]
        .filter(({ members }) => members.includes(id))
        .map(({ list, version }) => [list, version]),
    ),
    loans,
    covers: [...covers]
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([cover, fen]) => ({ id: cover, sumInsured: { amount: formatYuan(fen) } })),
    filings,
  };
}

describe('from an enterprise to its lists, loans, covers and filings', () => {
  async function check(id: string, as: DemoAccount, seen: (institution: string) => boolean) {
    const { result: answer, calls } = await callsDuring(() =>
      system.query(ENTERPRISE, { id }, { as }),
    );
    expect(answer.errors).toBeUndefined();
    expect(calls).toMatchObject({
      regulators: [expect.not.stringContaining('_entities')],
      banks: [expect.stringContaining('_entities')],
      programmes: [expect.stringContaining('_entities')],
    });
    const { enterprise } = answer.data;
    const expected = enterpriseByFold(id, cutOf(answer), seen);
    const contracts = ({ nodes, totalCount }: any) => ({
      totalCount,
      nodes: nodes.map(({ id: one, balance }: any) => ({ id: one, balance })),
    });
    expect(new Map(enterprise.lists.map(({ code, version }: any) => [code, version]))).toEqual(
      expected.lists,
    );
    expect(contracts(enterprise.loans)).toEqual(expected.loans);
    expect(enterprise.covers.nodes).toEqual(expected.covers);
    expect(contracts(enterprise.filings)).toEqual(expected.filings);
    return enterprise;
  }

  test('in one query, with one call to each service', async () => {
    const ids = wellKnown();
    expect(ids.length).toBeGreaterThan(0);
    for (const id of ids.slice(0, 5)) {
      const found = await check(id, 'regulator', () => true);
      expect(found.loans.totalCount).toBeGreaterThan(0);
      expect(found.covers.totalCount).toBeGreaterThan(0);
      expect(found.filings.totalCount).toBeGreaterThan(0);
      for (const { id: filing, loan } of found.filings.nodes) {
        const [bank, , local] = filing.split('/');
        expect(loan.id).toBe(`${bank}/${local}`);
      }
    }
  });

  test('of all lenders for a regulator, of its own for a bank, which is told so', async () => {
    const [id] = wellKnown() as [string];
    const seen = await check(id, 'regulator', () => true);
    expect(seen.loans.scope).toBe('ALL');
    for (const as of ['jjb', 'gzrcb', 'picc'] as const) {
      const { institution } = demoAccounts[as];
      const own = await check(id, as, (code) => code === institution);
      for (const list of [own.loans, own.covers, own.filings]) expect(list.scope).toBe('OWN');
      expect(own.loans.totalCount).toBeLessThan(seen.loans.totalCount);
    }
  });

  test('of a whole page of enterprises, still with one call to each service', async () => {
    const { result, calls } = await callsDuring(() =>
      system.query(`{
        enterprises(first: 30) { nodes {
          id lists { code } loans(first: 5) { totalCount } covers(first: 5) { totalCount }
          filings(first: 5) { totalCount }
        } }
      }`),
    );
    expect(result.errors).toBeUndefined();
    expect(result.data.enterprises.nodes).toHaveLength(30);
    expect(SERVICES.map((service) => calls[service].length)).toEqual([1, 1, 1]);
    for (const node of result.data.enterprises.nodes) {
      const expected = enterpriseByFold(node.id, cutOf(result), () => true);
      expect([node.id, node.loans, node.covers, node.filings]).toEqual([
        node.id,
        { totalCount: expected.loans.totalCount },
        { totalCount: expected.covers.length },
        { totalCount: expected.filings.totalCount },
      ]);
    }
  });
});
