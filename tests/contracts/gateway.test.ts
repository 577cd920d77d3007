import { demoAccounts } from '@qianfan/kit/identity/accounts';
import type { Principal } from '@qianfan/kit/identity/principal';
import { dayOf, formatInstant, parseInstant } from '@qianfan/schema/kernel/instant';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type House, openHouse } from './gateway.fixture.ts';

const MINUTE = 60_000_000;
const { regulator } = demoAccounts;
const bankA: Principal = { ...demoAccounts.icbc, institution: 'BNK_A' };

let house: House;

beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house.stop());

interface Answer {
  status: number;
  data?: Record<string, any>;
  errors?: { message: string; path?: (string | number)[]; extensions: Record<string, any> }[];
  extensions?: { cut?: { at: string; asOf?: string; unavailable?: string[] } };
}

interface Request {
  principal?: Principal;
  headers?: Record<string, string>;
  body?: object;
}

async function ask(query: string, { principal, headers, body }: Request = {}): Promise<Answer> {
  const token = principal && (await house.issuer.mintToken(principal));
  const response = await fetch(`${house.gateway}/graphql`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...(token ? { authorization: `Bearer ${token}` } : {}),
      ...headers,
    },
    body: JSON.stringify({ query, ...body }),
  });
  return { status: response.status, ...((await response.json()) as object) };
}

const codes = ({ errors = [] }: Answer) => errors.map(({ extensions }) => extensions['code']);
const everywhere = '{ institution(code: "BNK_A") { name loans { nodes { id } scope } schemes } }';

describe('one query over three services', () => {
  it('joins what each of them knows of an entity', async () => {
    expect((await ask(everywhere, { principal: bankA })).data).toEqual({
      institution: {
        name: 'name of BNK_A',
        loans: { nodes: [{ id: 'BNK_A/1' }, { id: 'BNK_A/2' }], scope: 'OWN' },
        schemes: ['KDT of BNK_A'],
      },
    });
  });

  it('refuses another institution with FORBIDDEN and its path, and answers the rest', async () => {
    const answer = await ask(everywhere.replace('BNK_A', 'BNK_B'), { principal: bankA });
    expect(answer.data!['institution']).toMatchObject({ name: 'name of BNK_B', loans: null });
    expect(answer.errors).toMatchObject([
      { path: ['institution', 'loans'], extensions: { code: 'FORBIDDEN' } },
    ]);
  });

  it('needs a token for everything but the name of the root type', async () => {
    expect(await ask('{ __typename }')).toEqual({ status: 200, data: { __typename: 'Query' } });
    for (const query of [everywhere, '{ __schema { queryType { name } } }']) {
      const answer = await ask(query);
      expect([answer.status, codes(answer), answer.data]).toEqual([
        401,
        ['UNAUTHENTICATED'],
        undefined,
      ]);
    }
    const introspection = await ask('{ __schema { queryType { name } } }', { principal: bankA });
    expect(introspection.data).toEqual({ __schema: { queryType: { name: 'Query' } } });
  });

  it('masks an inner error and names the request', async () => {
    const headers = { 'x-request-id': 'request-0042' };
    const answer = await ask('{ broken readAt }', { principal: bankA, headers });
    expect(answer.data).toMatchObject({ broken: null, readAt: expect.any(String) });
    expect(answer.errors).toMatchObject([
      { path: ['broken'], extensions: { code: 'INTERNAL', requestId: 'request-0042' } },
    ]);
    expect(JSON.stringify(answer)).not.toMatch(/secret|stacktrace|serviceName/);
  });
});

describe('the cut', () => {
  const both = '{ readAt schemesReadAt }';

  /** All services at one cut that the gateway has seen; no service ever goes back. */
  beforeEach(async () => {
    const at = Math.max(Date.now() * 1000, ...Object.values(house.cuts));
    Object.assign(house.cuts, { regulators: at, banks: at, programmes: at });
    await ask(both, { principal: bankA, headers: { 'min-cut': formatInstant(at) } });
  });

  it('is one for all services, and the answer says which', async () => {
    const { data, extensions } = await ask(both, { principal: bankA });
    expect(data!['readAt']).toBe(data!['schemesReadAt']);
    expect(String(parseInstant(extensions!.cut!.at))).toBe(data!['readAt']);
  });

  it('is that of the slowest service', async () => {
    const before = house.cuts.banks;
    house.cuts.regulators += MINUTE;
    house.cuts.programmes += MINUTE;
    const late = { 'min-cut': formatInstant(before + MINUTE) };
    expect(codes(await ask(both, { principal: bankA, headers: late }))).toEqual([
      'NOT_YET_AVAILABLE',
    ]);
    const { data } = await ask(both, { principal: bankA });
    expect(data!['readAt']).toBe(String(before));
  });

  it('waits for Min-Cut: a writer reads its own write', async () => {
    const wanted = house.cuts.banks + MINUTE;
    const pending = ask(both, { principal: bankA, headers: { 'min-cut': formatInstant(wanted) } });
    Object.assign(house.cuts, { regulators: wanted, banks: wanted, programmes: wanted });
    expect((await pending).data!['readAt']).toBe(String(wanted));
  });

  it('reads the past by header or by extension, to the end of the day in Shanghai', async () => {
    const endOfDay = String(parseInstant('2024-12-31T15:59:59.999999Z'));
    const byHeader = await ask(both, { principal: bankA, headers: { 'as-of': '2024-12-31' } });
    const body = { extensions: { asOf: '2024-12-31' } };
    const byExtension = await ask(both, { principal: bankA, body });
    for (const { data, extensions } of [byHeader, byExtension]) {
      expect(data).toEqual({ readAt: endOfDay, schemesReadAt: endOfDay });
      expect(extensions!.cut).toEqual({ at: '2024-12-31T15:59:59.999999Z', asOf: '2024-12-31' });
    }
  });

  it('refuses what is no instant, and the future', async () => {
    const tomorrow = Date.now() * 1000 + 86_400_000_000;
    for (const [asOf, code] of [
      ['yesterday', 'BAD_AS_OF'],
      ['2024-02-30', 'BAD_AS_OF'],
      [formatInstant(tomorrow), 'FUTURE_AS_OF'],
      [dayOf(tomorrow), 'FUTURE_AS_OF'],
    ] as const) {
      const answer = await ask(both, { principal: bankA, headers: { 'as-of': asOf } });
      expect([answer.status, codes(answer), answer.data], asOf).toEqual([400, [code], undefined]);
    }
  });
});

describe('limits', () => {
  it.each([
    ['aliases', `{ ${Array.from({ length: 101 }, (_, i) => `a${i}: readAt`).join(' ')} }`],
    ['depth', `{ loan(id: "BNK_A/1") ${nested(12)} }`],
    [
      'cost',
      '{ loan(id: "BNK_A/1") { institution { loans(first: 500) { nodes {' +
        ' institution { loans(first: 500) { nodes { id } } } } } } } }',
    ],
  ])('too much %s', async (what, query) => {
    const { status, errors } = await ask(query, { principal: bankA });
    expect(status).toBe(400);
    expect(errors).toMatchObject([
      { message: expect.stringContaining(what), extensions: { code: 'TOO_COMPLEX' } },
    ]);
  });

  it('too many tokens, too large a body, a batch', async () => {
    const query = `{ ${'__typename '.repeat(10_001)} }`;
    expect(codes(await ask(query, { principal: bankA }))).toEqual(['GRAPHQL_PARSE_FAILED']);
    const body = { variables: { x: 'x'.repeat(17 * 1024 * 1024) } };
    expect(codes(await ask('{ __typename }', { body }))).toEqual(['TOO_LARGE']);
    const batch = await fetch(`${house.gateway}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '[{"query":"{__typename}"},{"query":"{__typename}"}]',
    });
    expect(batch.status).toBe(400);
  });

  it('answers no simple request of a foreign page', async () => {
    const response = await fetch(`${house.gateway}/graphql?query=%7B__typename%7D`, {
      headers: { accept: 'text/html' },
    });
    expect(response.status).toBe(400);
    expect(response.headers.get('content-type')).toMatch(/json/);
  });
});

describe('the auditor’s path', () => {
  const get = async (path: string, principal?: Principal) => {
    const token = principal && (await house.issuer.mintToken(principal));
    return fetch(house.gateway + path, {
      headers: token ? { authorization: `Bearer ${token}` } : {},
    });
  };

  it('leads to the service, with the token', async () => {
    const response = await get('/audit/banks/facts/3?after=7', regulator);
    expect(await response.json()).toMatchObject({
      service: 'banks',
      url: '/audit/facts/3?after=7',
      authorization: expect.stringContaining('Bearer '),
    });
  });

  it('needs a token, and leads nowhere else', async () => {
    expect((await get('/audit/banks/facts')).status).toBe(401);
    for (const path of ['/audit/other/facts', '/audit/banks/%2e%2e/cut', '/audit/banks//cut']) {
      expect((await get(path, regulator)).status, path).toBe(404);
    }
  });
});

// Last: a service that was closed stays closed.
describe('a dead service', () => {
  it('leaves its fields null with UNAVAILABLE, and the others answer', async () => {
    expect((await ask(everywhere, { principal: bankA })).errors).toBeUndefined();
    await house.subgraphs.banks.close();
    const answer = await ask(everywhere, { principal: bankA });
    expect(answer.data).toEqual({
      institution: { name: 'name of BNK_A', loans: null, schemes: ['KDT of BNK_A'] },
    });
    expect(codes(answer)).toEqual(['UNAVAILABLE']);
    expect(answer.extensions!.cut!.unavailable).toEqual(['banks']);
    expect(answer.errors![0]!.path).toEqual(['institution', 'loans']);
    const alone = await ask('{ allLoans { id } }', { principal: bankA });
    expect([alone.status, codes(alone)]).toEqual([503, ['UNAVAILABLE']]);
  });

  it('leaves what came of the other fields of a mutation', async () => {
    const submit = (service: string) => `${service}: ${service}Submit(commands: []) { status }`;
    const query = `mutation { ${['regulators', 'banks', 'programmes'].map(submit).join(' ')} }`;
    const answer = await ask(query, { principal: bankA });
    expect(answer).toMatchObject({
      status: 200,
      data: { regulators: [], banks: null, programmes: [] },
      errors: [{ path: ['banks'], extensions: { code: 'UNAVAILABLE' } }],
    });
  });
});

function nested(levels: number): string {
  return levels === 0
    ? '{ id }'
    : `{ institution { loans(first: 1) { nodes ${nested(levels - 3)} } } }`;
}
