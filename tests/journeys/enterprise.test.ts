import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { type DemoAccount, demoAccounts } from '@qianfan/kit/identity/accounts';
import { type Service, SERVICES } from '@qianfan/schema/kernel/fact';
import type { Instant } from '@qianfan/schema/kernel/instant';
import { formatYuan, parseYuan } from '@qianfan/schema/kernel/money';
import { describe, expect, test } from 'vitest';
import { remaining } from '../support/told.ts';
import { cutOf, facts, factsSuite, system } from './facts.fixture.ts';
import { knownAt } from './naive/known.ts';

factsSuite();

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

  test('a loan that a filing names is read, or it is said that its bank has not told of it', async () => {
    const drawn = new Set(
      facts
        .filter(({ type }) => type === 'banks.LoanDrawn.v1')
        .map(({ key, body }) => `${key}/${body.loan}`),
    );
    const named = '{ filings(first: 500) { nodes { id loan { id } } } }';
    const read = '{ filings(first: 500) { nodes { id loan { id guarantee } } } }';
    const ids = (await system.query(named)).data.filings.nodes.map(({ loan }: any) => loan.id);
    const { data, errors = [] } = await system.query(read);
    const missing: string[] = ids.flatMap((id: string, i: number) =>
      drawn.has(id) ? [] : [`${i}`],
    );
    data.filings.nodes.forEach(({ loan }: any, i: number) => {
      if (drawn.has(ids[i]))
        expect(loan).toMatchObject({ id: ids[i], guarantee: expect.anything() });
      else expect(loan).toBeNull();
    });
    const told = errors.filter(({ extensions }) => extensions['code'] === 'NOT_FOUND');
    expect(told.map(({ path }: any) => path.join('.'))).toEqual(
      missing.slice(0, 50).map((i) => `filings.nodes.${i}.loan.guarantee`),
    );
    const rest = errors.filter(({ extensions }) => extensions['code'] !== 'NOT_FOUND');
    expect(rest.map(({ message }) => message)).toEqual(
      missing.length > 50 ? [expect.stringContaining(String(missing.length - 50))] : [],
    );
  });
});
