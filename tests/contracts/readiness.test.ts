import { demoAccounts } from '@qianfan/kit/identity/accounts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type House, openHouse } from './gateway.fixture.ts';
import { json, openStranger } from './nonsense.fixture.ts';

let stranger: Awaited<ReturnType<typeof openStranger>>;
let house: House;
let cut: number | null = null;

beforeAll(async () => {
  stranger = await openStranger({ cut: () => cut });
  house = await openHouse({ instead: { banks: stranger.url } });
});
afterAll(async () => {
  await house.stop();
  await stranger.close();
});

const ready = async (url: string) => {
  const response = await fetch(`${url}/readyz`);
  return { http: response.status, ...((await response.json()) as object) };
};

const post = async (query: string) => {
  const authorization = `Bearer ${await house.issuer.mintToken(demoAccounts.importer)}`;
  const response = await fetch(`${house.gateway}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization },
    body: JSON.stringify({ query }),
  });
  return (await response.json()) as { data: unknown; errors?: unknown };
};

/** In order: once there is a cut, a gateway has one for ever. */
describe('while history is being imported', () => {
  it('the gateway is not ready, says why in both languages, and is alive', async () => {
    await expect
      .poll(() => ready(house.gateway), { timeout: 20_000 })
      .toEqual({
        http: 503,
        status: 'importing',
        reason: { zh: expect.stringContaining('导入'), en: expect.stringContaining('imported') },
      });
    expect((await fetch(`${house.gateway}/healthz`)).status).toBe(200);
  });

  it('takes commands', async () => {
    stranger.answer(json({ data: { banksSubmit: [] } }));
    expect(await post('mutation { banksSubmit(commands: []) { status } }')).toEqual({
      data: { banksSubmit: [] },
    });
  });

  it('is ready once everything can be read', async () => {
    cut = Date.now() * 1000;
    await expect
      .poll(() => ready(house.gateway), { timeout: 20_000 })
      .toEqual({ http: 200, status: 'ready' });
    expect(await ready(house.subgraphs.programmes.url)).toEqual({ http: 200, status: 'ready' });
  });
});

/** Apollo refuses what accepts events alone, graphql-sse all else. */
const accepted = (path: string): string => (path.includes('stream') ? 'text/event-stream' : '*/*');

describe('an answer with figures', () => {
  it.each([
    ['a query', '/graphql?query=%7BreadAt%7D', 200],
    ['a query that is refused', '/graphql?query=%7Bnothing%7D', 400],
    ['a query that cannot be read', '/graphql?query=%7B', 400],
    ['what an auditor reads', '/audit/regulators/facts', 200],
    ['what an auditor may not', '/audit/nobody/facts', 404],
    ['a stream that is refused', '/graphql/stream?query=%7B', 400],
  ])('is kept by nobody: %s', async (_, path, status) => {
    const authorization = `Bearer ${await house.issuer.mintToken(demoAccounts.auditor)}`;
    const headers = { authorization, 'apollo-require-preflight': 'x', accept: accepted(path) };
    const response = await fetch(house.gateway + path, { headers });
    expect(response.status).toBe(status);
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(response.headers.get('vary')).toMatch(/authorization.*cookie.*as-of.*min-cut/);
  });

  it('is so without a token, and for what is posted', async () => {
    for (const body of ['{"query":"{ readAt }"}', '{', '[]']) {
      const response = await fetch(`${house.gateway}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body,
      });
      expect([body, response.headers.get('cache-control')]).toEqual([body, 'no-store']);
      expect(response.headers.get('vary')).toContain('authorization');
    }
  });
});
