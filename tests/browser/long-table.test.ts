import { buffer } from 'node:stream/consumers';
import type { Locator, Page } from 'playwright-core';
import { beforeEach, describe, expect, it } from 'vitest';
import { manyFacts, ROWS } from '../support/many-facts.ts';
import { FIGURE, axeFindings, browserSuite, settled } from './page.fixture.ts';
import { unzipped } from './unzip.ts';

const open = browserSuite();
const LAST = `banks/1/${ROWS - 1}`;
/** Beyond what a screen shows. */
const MOST_DRAWN = 120;

describe(`a table of ${ROWS} rows`, () => {
  let page: Page;
  let box: Locator;
  let table: Locator;
  const drawn = () => table.getByRole('row').count();
  const fact = (n: number) => table.getByText(`banks/1/${n}`, { exact: true });

  beforeEach(async () => {
    page = await open({ as: 'auditor', path: FIGURE, before: manyFacts });
    await settled(page);
    table = page.getByRole('table', { name: /构成此数的事实/ });
    box = page.getByRole('region', { name: /构成此数的事实/ });
  });

  it('draws what is seen, by the wheel, and to its end by the keyboard', async () => {
    expect(await table.getAttribute('aria-rowcount')).toBe(String(ROWS + 1));
    expect(await drawn()).toBeLessThan(MOST_DRAWN);
    await box.hover();
    for (let n = 0; n < 20; n += 1) {
      await page.mouse.wheel(0, 600);
      expect(await drawn()).toBeLessThan(MOST_DRAWN);
    }
    await expect
      .poll(() => box.evaluate(({ scrollTop }) => scrollTop), { timeout: 20_000 })
      .toBeGreaterThan(9_000);
    await box.focus();
    await page.keyboard.press('End');
    await fact(ROWS - 1).waitFor();
    expect(await drawn()).toBeLessThan(MOST_DRAWN);
    await page.keyboard.press('Home');
    await fact(0).waitFor();
  });

  it('is sorted and searched as a whole', async () => {
    await table.getByRole('button', { name: /^贡献/ }).click();
    await fact(ROWS - 1).waitFor();
    expect(await drawn()).toBeLessThan(MOST_DRAWN);
    await page.getByRole('searchbox').fill(LAST);
    await page.getByText(`1 / ${ROWS}`).waitFor();
    expect(await table.getAttribute('aria-rowcount')).toBe('2');
    await page.getByRole('searchbox').fill('没有这样的机构');
    await table.getByText('没有符合筛选的行').waitFor();
    expect(await axeFindings(page)).toEqual([]);
  });

  it('is taken along whole, and what was searched for alone where that is shown', async () => {
    const csv = async () => (await saved(page, '导出 CSV')).toString('utf8').split('\r\n');
    const all = await csv();
    expect(all.filter((line) => line.includes('banks/1/'))).toHaveLength(ROWS);
    const sheet = unzipped(await saved(page, '导出 Excel'), 'xl/sharedStrings.xml');
    expect(sheet.match(/>banks\/1\/\d+</g)).toHaveLength(ROWS);

    await page.getByRole('searchbox').fill(LAST);
    await page.getByText(`1 / ${ROWS}`).waitFor();
    const found = await csv();
    expect(found.filter((line) => /,banks\/1\/\d+,/.test(line))).toHaveLength(1);
    expect(found).toContain(`筛选,${LAST}`);
  });
});

async function saved(page: Page, button: string): Promise<Buffer> {
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: button }).click(),
  ]);
  return buffer(await download.createReadStream());
}
