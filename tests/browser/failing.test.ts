// Functions that are handed to the browser speak of its globals.
/// <reference lib="dom" />
import type { BrowserContext, Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { browserSuite, expected, settled } from './page.fixture.ts';

const open = browserSuite();
const COMPARE = '**/assets/compare-*.js';

/** What a test takes away until it gives it back. */
const without = (pattern: string) => (context: BrowserContext) =>
  context.route(pattern, (route) => route.fulfill({ status: 404 }));

const focused = (page: Page) =>
  page.evaluate(() => document.activeElement?.closest('.failure, h1') !== null);

const menu = (page: Page) => page.getByRole('navigation').getByRole('link');

describe('a view that does not come', () => {
  it.each([
    ['zh', '两时点对比', '未能从服务器取得', '重试', '两个时点对比'],
    ['en', 'Two dates', 'could not be fetched', 'Try again', 'Two dates compared'],
  ])(
    'says so in its place (%s), the menu stays, and it comes when asked again',
    async (...told) => {
      const [language, link, words, again, heading] = told;
      const page = await open({ as: 'regulator', before: without(COMPARE), taste: { language } });
      await settled(page);
      await page.getByRole('link', { name: link }).click();
      await page.getByRole('alert').filter({ hasText: words }).waitFor();
      expect(await page.getByRole('main').getByRole('heading', { level: 1 }).innerText()).toBe(
        link,
      );
      expect(await menu(page).count()).toBe(6);
      expect(await focused(page)).toBe(true);
      await page.context().unroute(COMPARE);
      await page.getByRole('button', { name: again }).click();
      await page.getByRole('heading', { name: heading }).waitFor();
      expect(await page.getByRole('alert').count()).toBe(0);
      expected(/404|PART_MISSING/);
    },
  );

  it('because the page was built anew meanwhile: it is loaded again by itself', async () => {
    const page = await open({ as: 'regulator', before: without(COMPARE) });
    await settled(page);
    // What the server has now names another script; what is loaded after that is whole.
    await page.context().route('/', async (route) => {
      const response = await route.fetch();
      const text = await response.text();
      await page.context().unroute(COMPARE);
      await route.fulfill({ response, body: text.replace(/index-[\w-]+\.js/, 'index-anew.js') });
    });
    await Promise.all([
      page.waitForEvent('domcontentloaded'),
      page.getByRole('link', { name: '两时点对比' }).click(),
    ]);
    await page.getByRole('heading', { name: '两个时点对比' }).waitFor();
    expected(/404|PART_MISSING/);
  });
});

describe('a part that fails while it is drawn', () => {
  it('says so in its place; the rest of the view, and every other view, goes on', async () => {
    const page = await open({
      as: 'regulator',
      path: '/?period=2024-12',
      // An answer that no schema allows: nothing of the page reads it on purpose.
      before: (context) =>
        context.route('**/graphql', async (route) => {
          const { operationName } = route.request().postDataJSON() as { operationName: string };
          if (operationName !== 'CityHeadlines') return route.continue();
          return route.fulfill({ json: { data: { observations: [7, null, 'x'] } } });
        }),
    });
    await page.getByRole('alert').filter({ hasText: '这一部分出了错' }).waitFor();
    await settled(page);
    expect(await page.getByRole('main').getByRole('link').count()).toBeGreaterThan(5);
    expect(await menu(page).count()).toBe(6);
    await menu(page).nth(2).click();
    await page.getByRole('heading', { name: '报送进度' }).waitFor();
    expect(await page.getByRole('alert').count()).toBe(0);
    expected(/destructure|null|undefined/);
  });
});

describe('what a button began and did not bring about', () => {
  it('is said, in words, and put away; the view stays as it is', async () => {
    const page = await open({
      as: 'regulator',
      path: '/late?period=2024-12',
    });
    await settled(page);
    // Whatever is fetched from here on.
    await without('**/assets/*.js')(page.context());
    const before = await page.getByRole('table').count();
    await page.getByRole('button', { name: '导出 Excel' }).first().click();
    const slip = page.getByRole('alert').filter({ hasText: '刚才的操作没有完成' });
    await slip.waitFor();
    expect(await slip.innerText()).toMatch(/未能从服务器取得/);
    expect(await page.getByRole('table').count()).toBe(before);
    await page.getByRole('button', { name: '知道了' }).click();
    await slip.waitFor({ state: 'detached' });
    expected(/404|PART_MISSING/);
  });
});
