import type { BrowserContext, Route } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { FIGURE, browserSuite, settled } from './page.fixture.ts';

const open = browserSuite();

interface Body {
  operationName: string;
  variables: { first: number; after: string | null };
}

/** Lets a test change how one operation is asked or answered. */
const onAsk =
  (name: string, handle: (route: Route, body: Body) => Promise<void>) =>
  (context: BrowserContext) =>
    context.route('**/graphql', (route) => {
      const body = route.request().postDataJSON() as Body;
      return body.operationName === name ? handle(route, body) : route.continue();
    });

describe('a list that is longer than a page', () => {
  it('comes to its end by itself, all of it as known when it began', async () => {
    const asked: { after: string | null; asOf: string | undefined }[] = [];
    const page = await open({
      as: 'auditor',
      path: FIGURE,
      // The real pages of the server, only smaller.
      before: onAsk('Passport', (route, body) => {
        const { after } = body.variables;
        asked.push({ after, asOf: route.request().headers()['as-of'] });
        const variables = { ...body.variables, first: 50 };
        return route.continue({ postData: JSON.stringify({ ...body, variables }) });
      }),
    });
    await settled(page);
    const table = page.getByRole('table', { name: /构成此数的事实/ });
    await expect.poll(() => table.getAttribute('aria-rowcount')).toBe('186');
    expect(asked).toHaveLength(4);
    expect(new Set(asked.map(({ after }) => after)).size).toBe(4);
    const [first, ...others] = asked.map(({ asOf }) => asOf);
    expect(first).toBeUndefined();
    expect(new Set(others).size).toBe(1);
    expect(others[0]).toMatch(/^\d{4}-\d{2}-\d{2}T/);
    const places = await table.locator('tbody .hash:not([title])').allInnerTexts();
    expect(new Set(places).size).toBe(185);
  });

  it('of thousands waits for the reader to want more', async () => {
    let pages = 0;
    const page = await open({
      as: 'auditor',
      path: '/refusals?period=2024-12&asOf=2025-04-01',
      before: onAsk('Refusals', async (route) => {
        const response = await route.fetch();
        const json = (await response.json()) as {
          data: { refusals: { nodes: object[]; totalCount: number; pageInfo: object } };
        };
        const { refusals } = json.data;
        const count = 1_000;
        const from = pages * count;
        pages += 1;
        refusals.nodes = Array.from({ length: count }, (_, n) => ({
          ...refusals.nodes[0],
          position: `banks/1/${from + n}`,
        }));
        refusals.totalCount = 4_000;
        refusals.pageInfo = { hasNextPage: pages < 4, endCursor: null };
        return route.fulfill({ response, json });
      }),
    });
    await settled(page);
    const more = page.getByRole('status').filter({ hasText: '已载入 2,000 / 4,000' });
    await more.waitFor();
    expect(pages).toBe(2);
    await more.getByRole('button', { name: '继续载入' }).click();
    await more.waitFor({ state: 'detached' });
    await expect.poll(() => pages).toBe(4);
    const rows = page.getByRole('table', { name: /^退回/ });
    await expect
      .poll(async () => Number(await rows.getAttribute('aria-rowcount')))
      .toBeGreaterThan(4_000);
  });
});

describe('the province’s day', () => {
  it('is what two instants are compared up to, whatever day it is elsewhere', async () => {
    const page = await open({
      as: 'regulator',
      path: '/compare?period=2024-12',
      // One in the morning in Nanchang, the evening before in London.
      before: (context) => context.clock.setFixedTime('2025-03-09T17:00:00Z'),
      context: { timezoneId: 'Europe/London' },
    });
    await settled(page);
    expect(await page.getByLabel('后一时点').inputValue()).toBe('2025-03-10');
  });
});
