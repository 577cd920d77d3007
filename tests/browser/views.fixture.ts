import type { DemoAccount } from '@qianfan/kit/identity/accounts';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import {
  FIGURE,
  axeFindings,
  expectNoSidewaysScroll,
  type OpenOptions,
  screenshot,
  settled,
} from './page.fixture.ts';

/** What the navigation leads to, and the passport of a figure that everybody may see. */
async function views(page: Page): Promise<string[]> {
  await page.getByRole('navigation').getByRole('link').first().waitFor();
  const links = await page.getByRole('navigation').getByRole('link').all();
  const targets = await Promise.all(links.map((link) => link.getAttribute('href')));
  return [...targets.map((target) => target!), FIGURE];
}

/** Its links beside each other, in a few lines at most. */
const HIGHEST_HEAD = 170;

const nameOf = (path: string) => path.split('/')[1]!.split('?')[0] || 'overview';

/** Goes there as a click would: the page is not loaded again. */
async function goTo(page: Page, path: string): Promise<void> {
  await page.evaluate((target) => {
    history.pushState(null, '', target);
    dispatchEvent(new PopStateEvent('popstate'));
  }, path);
  await settled(page);
  expect(await page.getByText('没有这个页面').count(), path).toBe(0);
}

interface Look {
  as: DemoAccount;
  dark?: boolean;
  taste?: Record<string, string>;
  width?: number;
}

/** Every view as somebody sees it: nothing for axe to find, nothing wider than the screen, nothing in the console. */
export async function expectAllClean(
  open: (options: OpenOptions) => Promise<Page>,
  name: string,
  { as, dark, taste, width = 1440 }: Look,
): Promise<void> {
  const page = await open({ as, width, ...(dark && { dark }), ...(taste && { taste }) });
  for (const path of await views(page)) {
    await goTo(page, path);
    expect(await axeFindings(page), `${path} as ${as}, ${name}`).toEqual([]);
    await expectNoSidewaysScroll(page);
    const head = await page.locator('.head').evaluate(({ clientHeight }) => clientHeight);
    expect(head, `height of the head at ${path} as ${as}, ${name}`).toBeLessThan(HIGHEST_HEAD);
    await screenshot(page, `${nameOf(path)}-${as}-${name}`);
  }
}
