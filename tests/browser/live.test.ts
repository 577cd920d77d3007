import type { Page } from 'playwright-core';
import { expect, inject, it } from 'vitest';
import { browserSuite, settled } from './page.fixture.ts';

const open = browserSuite();
/** Longer than the stream holds anything back. */
const aWhile = () => new Promise((done) => setTimeout(done, 2_500));
let sent = 0;

/** Somebody else reports: a repayment of no loan is refused, and the refusal is a fact like any other. */
async function reportSomething(): Promise<void> {
  const address = inject('gatewayUrl');
  const signedIn = await fetch(`${address}/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{"account":"gzrcb"}',
  });
  sent += 1;
  const command = {
    id: `live-${sent}-${Date.now()}`,
    type: 'banks.RepayLoan',
    body: { institution: 'BNK_GZRCB', loan: 'NONE', amount: '1.00', on: '2025-02-20' },
  };
  const answer = await fetch(`${address}/graphql`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      cookie: signedIn.headers.get('set-cookie')!.split(';')[0]!,
    },
    body: JSON.stringify({
      query: 'mutation ($c: [CommandInput!]!) { banksSubmit(commands: $c) { status } }',
      variables: { c: [command] },
    }),
  });
  expect(await answer.json()).toMatchObject({ data: { banksSubmit: [{ status: 'REFUSED' }] } });
}

function countQueries(page: Page): () => number {
  let count = 0;
  page.on('request', (request) => {
    if (new URL(request.url()).pathname === '/graphql') count += 1;
  });
  return () => count;
}

/** Whether nothing is asked for a while. */
async function quietly(asked: () => number): Promise<boolean> {
  const before = asked();
  await aWhile();
  return asked() === before;
}

it('figures are asked for again when something new can be read; not while paused, and not for the time', async () => {
  const page = await open({ as: 'regulator' });
  await settled(page);
  const asked = countQueries(page);
  // Other suites report to the same system now and then, but not all the time.
  await expect.poll(() => quietly(asked), { timeout: 30_000 }).toBe(true);

  const first = asked();
  await reportSomething();
  await expect.poll(asked, { timeout: 10_000 }).toBeGreaterThan(first);
  await settled(page);

  await page.getByRole('button', { name: '实时' }).click();
  const before = asked();
  await reportSomething();
  await aWhile();
  expect(asked()).toBe(before);
  await page.getByRole('button', { name: '恢复更新' }).click();
  await expect.poll(asked, { timeout: 10_000 }).toBeGreaterThan(before);
});

it('a look at the past stands still', async () => {
  const page = await open({ as: 'regulator', path: '/?period=2024-12&asOf=2025-02-01' });
  await settled(page);
  const asked = countQueries(page);
  await reportSomething();
  await aWhile();
  expect(asked()).toBe(0);
});
