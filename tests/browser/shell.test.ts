import type { DemoAccount } from '@qianfan/kit/identity/accounts';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import {
  axeFindings,
  browserSuite,
  expected,
  expectNoSidewaysScroll,
  screenshot,
  settled,
} from './page.fixture.ts';

const open = browserSuite();

/** What each role finds in the navigation, at most: nothing else may ever appear there. */
const OFFICE = ['总览', '排名', '报送进度', '更正与退回', '两时点对比', '重放与核验'];
const REPORTER = ['总览', '排名', '报送进度', '更正与退回', '本机构报送', '两时点对比'];
const NAVIGATION: Partial<Record<DemoAccount, readonly string[]>> = {
  regulator: OFFICE,
  auditor: OFFICE,
  jjb: REPORTER,
  picc: REPORTER,
  dost: ['总览', '两时点对比'],
};
const STREAM = '**/graphql/stream';
const ROLES = Object.keys(NAVIGATION) as DemoAccount[];

const navigation = (page: Page) => page.getByRole('navigation', { name: '主导航' });

describe('signing in', () => {
  it.each(ROLES)(
    '%s chooses the account, and finds in the navigation what the role may see',
    async (account) => {
      const page = await open({ path: '/?period=2024-11' });
      const { accounts } = (await (await page.request.get('/session')).json()) as {
        accounts: { account: string; zh: string }[];
      };
      const { zh } = accounts.find((known) => known.account === account)!;
      await page.getByRole('button', { name: zh }).click();
      await navigation(page).waitFor();
      const names = await navigation(page).getByRole('link').allTextContents();
      expect(names).toContain('总览');
      expect(NAVIGATION[account]).toEqual(expect.arrayContaining(names));
      // The address that one came with is kept, so that a link from a colleague works.
      expect(new URL(page.url()).search).toBe('?period=2024-11');
      await expect.poll(() => page.getByText('演示数据').count()).toBeGreaterThan(0);
    },
  );

  it('with a token of another issuer is refused in words', async () => {
    const page = await open();
    await page.getByRole('textbox').fill('not.a.token');
    await page.getByRole('button', { name: '登录' }).click();
    await page.getByRole('alert').waitFor();
    expect(await page.getByRole('alert').innerText()).toMatch(/令牌/);
    expected(/401/);
  });

  it('and out again leads to the door, and takes everything along', async () => {
    const page = await open({ as: 'regulator' });
    await settled(page);
    await page.getByRole('button', { name: '退出' }).click();
    await page.getByRole('heading', { name: /登录/ }).waitFor();
    const session = await (await page.request.get('/session')).json();
    expect(session).toMatchObject({ principal: null });
  });

  it('the door is open to everybody: axe finds nothing', async () => {
    const page = await open();
    await settled(page);
    expect(await axeFindings(page)).toEqual([]);
    await screenshot(page, 'signin');
  });
});

describe('a view that the role may not see', () => {
  it.each([
    ['jjb', '/replay'],
    ['picc', '/replay'],
    ['dost', '/late'],
    ['dost', '/ranking'],
    ['regulator', '/return'],
  ] as const)('%s at %s: no such page, and nothing of it', async (as, path) => {
    const page = await open({ as, path });
    await page.getByText('没有这个页面').waitFor();
    expect(await page.getByRole('main').getByRole('table').count()).toBe(0);
  });
});

describe('what a reader prefers', () => {
  it('is kept: language, theme, size, colours', async () => {
    const page = await open({ as: 'regulator' });
    await settled(page);
    await page.getByRole('button', { name: 'English' }).click();
    await page.getByText('Display', { exact: true }).click();
    await page.getByLabel('Theme').selectOption('dark');
    await page.getByLabel('Text size').selectOption('large');
    await page.getByLabel('Colours').selectOption('green-up');
    await page.reload();
    await settled(page);
    const html = page.locator('html');
    expect(await html.getAttribute('lang')).toBe('en');
    expect(await html.evaluate(({ dataset }) => ({ ...dataset }))).toMatchObject({
      theme: 'dark',
      size: 'large',
      colours: 'green-up',
    });
  });
});

describe('the frame', () => {
  it('by keyboard: the first stop leads past the navigation', async () => {
    const page = await open({ as: 'regulator' });
    await settled(page);
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('跳到正文');
    await page.keyboard.press('Enter');
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('content');
  });

  it('says when the connection is lost, and what is shown stays', async () => {
    const page = await open({
      as: 'regulator',
      before: (context) => context.route(STREAM, (route) => route.abort()),
    });
    await settled(page);
    await page.getByText('连接中断').waitFor();
    expect(await page.getByRole('main').getByRole('heading').count()).toBeGreaterThan(0);
    await page.context().unroute(STREAM);
    await page.getByText('连接中断').waitFor({ state: 'detached' });
    expected(/ERR_FAILED.*stream/);
  });
});

describe('a service that does not answer', () => {
  it('is named, and the rest of the page stays', async () => {
    const services = ['regulators', 'banks', 'programmes'].map((service) => ({
      service,
      available: service !== 'programmes',
    }));
    const moved = { data: { cutMoved: { at: new Date().toISOString(), services } } };
    const page = await open({
      as: 'regulator',
      before: (context) =>
        context.route(STREAM, (route) =>
          route.fulfill({
            contentType: 'text/event-stream',
            body: `event: next\ndata: ${JSON.stringify(moved)}\n\n`,
          }),
        ),
    });
    await settled(page);
    await page.getByText(/没有应答/).waitFor();
    expect(await page.getByText(/没有应答/).innerText()).toMatch(/科贷通|programmes/);
    expect(await page.getByRole('main').getByRole('table').count()).toBeGreaterThan(0);
  });
});

describe('the overview', () => {
  it('on the widest screen: nothing is wider than it', async () => {
    const page = await open({ as: 'regulator', width: 3840, height: 2160 });
    await settled(page);
    await screenshot(page, 'overview-wide');
    await expectNoSidewaysScroll(page);
  });
});
