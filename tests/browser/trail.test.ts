import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { FIGURE, axeFindings, browserSuite, screenshot, settled } from './page.fixture.ts';

const open = browserSuite();
const clipboard = { context: { permissions: ['clipboard-read', 'clipboard-write'] } };

const rowOf = (page: Page, name: string) =>
  page
    .getByRole('row')
    .filter({ has: page.getByText(name, { exact: true }) })
    .first();
const numberIn = (text: string) => Number(text.replaceAll(/[^\d.-]/g, ''));

describe('from a number to its facts', () => {
  it('an auditor goes from the headline to the cell of a return, and keeps a link to what is known now', async () => {
    const page = await open({ as: 'auditor', path: '/?period=2024-12', ...clipboard });
    await settled(page);
    await page
      .getByRole('link', { name: /^2,864\.50/ })
      .first()
      .click();
    await page.getByRole('heading', { name: '高新技术企业 贷款余额' }).waitFor();
    await settled(page);
    expect(await page.getByRole('main').innerText()).toMatch(/名单版本\s+高新技术企业名单第 2 版/);

    // The institutions add up to the headline.
    const row = rowOf(page, '九江银行');
    const contribution = numberIn((await row.getByRole('cell').nth(1).innerText()).trim());
    expect(await row.innerText()).toMatch(/banks\/\d+\/\d+/);
    expect(await row.innerText()).toMatch(/sha256:[0-9a-f]{8}/);

    // The return opens at the cell: in 万元, what the table says in 亿元.
    await row.getByRole('button', { name: '打开报表' }).click();
    const cell = page.locator('.return-sheet .hit').first();
    await cell.waitFor();
    expect(numberIn(await cell.innerText()) / 10_000).toBeCloseTo(contribution, 2);
    expect(await axeFindings(page)).toEqual([]);
    await screenshot(page, 'passport-return');

    await page.getByRole('button', { name: '固定链接' }).click();
    await page.getByRole('button', { name: '已复制' }).waitFor();
    const link = await page.evaluate(() => navigator.clipboard.readText());
    expect(new URL(link).searchParams.get('asOf')).toMatch(/^20\d\d-\d\d-\d\d/);
    await page.goto(link);
    await settled(page);
    expect(await page.getByRole('main').innerText()).toContain('2,864.50');
  });

  it('a bank sees of the facts its own alone', async () => {
    const page = await open({
      as: 'jjb',
      path: FIGURE,
    });
    await settled(page);
    const main = await page.getByRole('main').innerText();
    expect(main).toContain('2,864.50');
    expect(main).toContain('九江银行');
    expect(main).not.toMatch(/工商银行|招商银行|赣州农商/);
  });
});

describe('two clocks', () => {
  it('a regulator sees what a correction changed between two dates, and which fact it was', async () => {
    const page = await open({
      as: 'regulator',
      path: '/compare?period=2024-12&from=2025-02-01&to=2025-03-01',
    });
    await settled(page);
    const row = rowOf(page, '高新技术企业 贷款余额');
    const [before, after] = [1, 2].map((n) => row.locator('th, td').nth(n));
    expect(numberIn((await after!.innerText()).split(' ')[0]!)).toBe(2864.5);
    expect(numberIn((await before!.innerText()).split(' ')[0]!)).toBeLessThan(2864.5);
    await row.getByRole('button', { name: '为何变动' }).click();
    const reasons = page.getByRole('row').filter({ hasText: '九江银行' });
    await reasons.first().waitFor();
    // What counted before, and what counts now.
    expect(await reasons.allInnerTexts()).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/2025-01-\d\d .*banks\.ReturnAccepted/),
        expect.stringMatching(/2025-02-18 .*banks\.ReturnAccepted/),
      ]),
    );
    await screenshot(page, 'compare-why');
  });

  it('the whole page can be read as it was known on a day, and says so', async () => {
    const page = await open({ as: 'regulator', path: '/?period=2024-12&asOf=2025-02-01' });
    await settled(page);
    expect(await page.getByRole('main').innerText()).not.toContain('2,864.50');
    expect(
      await page
        .getByLabel(/按.*所知/)
        .first()
        .inputValue(),
    ).toBe('2025-02-01');
  });
});

describe('by keyboard alone', () => {
  it('an analyst gets from the headline to the passport and back', async () => {
    const page = await open({ as: 'regulator', path: '/?period=2024-12' });
    await settled(page);
    const focused = () => page.evaluate(() => document.activeElement?.textContent ?? '');
    for (let stops = 0; !(await focused()).startsWith('2,864.50'); stops += 1) {
      expect(stops, 'stops until the headline').toBeLessThan(60);
      await page.keyboard.press('Tab');
    }
    const outline = await page.evaluate(
      () => getComputedStyle(document.activeElement!).outlineStyle,
    );
    expect(outline).not.toBe('none');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: '高新技术企业 贷款余额' }).waitFor();
    await page.goBack();
    await settled(page);
    expect(new URL(page.url()).search).toBe('?period=2024-12');
    expect(await page.getByRole('main').innerText()).toContain('各设区市');
  });
});

describe('the sentence for a bulletin', () => {
  it('is Chinese, in whatever language the page is read', async () => {
    const page = await open({ as: 'regulator', path: FIGURE, taste: { language: 'en' } });
    await settled(page);
    const sentence = page.locator('.sentence p');
    expect(await sentence.innerText()).toMatch(
      /^截至2024年12月末，全省高新技术企业贷款余额[\d.]+亿元，[^A-Za-z]+。$/,
    );
  });

  it('is copied, also over plain HTTP, where scripts have no clipboard', async () => {
    const page = await open({
      as: 'regulator',
      path: FIGURE,
      context: { permissions: ['clipboard-read'] },
    });
    await settled(page);
    const readText = () => page.evaluate(() => navigator.clipboard.readText());
    const write = page.getByRole('button', { name: '复制' });
    await page.evaluate(() => {
      const real = navigator.clipboard;
      Object.defineProperty(navigator, 'clipboard', { value: undefined, configurable: true });
      Object.assign(globalThis, { real });
    });
    await write.click();
    await page.evaluate(() => {
      const { real } = globalThis as unknown as { real: Clipboard };
      Object.defineProperty(navigator, 'clipboard', { value: real });
    });
    expect(await readText()).toMatch(
      /^截至2024年12月末，全省高新技术企业贷款余额2864\.50?亿元，同比增长9\.90?%/,
    );
  });
});
