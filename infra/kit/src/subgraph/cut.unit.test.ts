import { type FastifyInstance, fastify } from 'fastify';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { cutRoutes } from './cut.ts';

let app: FastifyInstance;
let url: string;
let [cut, facts]: [number | undefined, number] = [undefined, 0];

beforeEach(async () => {
  [cut, facts] = [undefined, 0];
  // undici keeps connections ready that have not asked anything yet; fastify would wait for those
  app = fastify({ forceCloseConnections: true });
  cutRoutes(app, { service: 'banks', currentCut: () => cut, facts: () => facts });
  url = await app.listen({ port: 0, host: '127.0.0.1' });
});
afterEach(() => app.close());

/** Each line as it comes; ends when the connection does. */
async function* told(): AsyncGenerator<object> {
  const response = await fetch(`${url}/cut/stream`);
  const lines = response.body!.pipeThrough(new TextDecoderStream());
  for await (const text of lines) {
    for (const line of text.trim().split('\n')) yield JSON.parse(line) as object;
  }
}

it('answers once what it would tell', async () => {
  const response = await fetch(`${url}/cut`);
  expect(await response.json()).toEqual({ service: 'banks', cut: null, facts: 0 });
});

it('tells at once, at every change, and again where nothing changes', async () => {
  const lines = told();
  const next = async () => (await lines.next()).value as object;
  expect(await next()).toEqual({ service: 'banks', cut: null, facts: 0 });
  cut = 5;
  expect(await next()).toEqual({ service: 'banks', cut: 5, facts: 0 });
  facts = 1;
  expect(await next()).toEqual({ service: 'banks', cut: 5, facts: 1 });
  expect(await next()).toEqual({ service: 'banks', cut: 5, facts: 1 });
});

it('keeps nobody from stopping', async () => {
  const lines = told();
  await lines.next();
  await app.close();
  await expect(lines.next()).rejects.toThrow('terminated');
});

it('serves so many gateways and no more, until one leaves', async () => {
  const leaving = new AbortController();
  const { signal } = leaving;
  const first = await fetch(`${url}/cut/stream`, { signal });
  const others = Array.from({ length: 63 }, () => fetch(`${url}/cut/stream`));
  expect((await Promise.all(others)).every(({ status }) => status === 200)).toBe(true);
  expect((await fetch(`${url}/cut/stream`)).status).toBe(503);
  leaving.abort();
  await first.text().catch(() => {});
  await expect.poll(async () => (await fetch(`${url}/cut/stream`)).status).toBe(200);
});
