import { describe, expect, it } from 'vitest';
import { axeFindings, browserSuite, screenshot, settled } from './page.fixture.ts';

const open = browserSuite();
const numberIn = (text: string) => Number(text.replaceAll(/[^\d.-]/g, ''));

/** As known when history ended: other suites file returns of the same period. */
const PATH = '/refusals?period=2024-12&asOf=2025-04-01';

describe('corrections and refusals', () => {
  it('a regulator sees what a correction changed, and goes from a cell to its figure', async () => {
    const page = await open({ as: 'regulator', path: PATH });
    await settled(page);
    const cell = page
      .getByRole('region', { name: /九江银行 · .*版次 1 → 2/ })
      .getByRole('row')
      .filter({ hasText: '1.1.1 高新技术企业' })
      .filter({ hasText: 'D 余额' });
    const [before, after, moved] = (await cell.getByRole('cell').allInnerTexts())
      .slice(-3)
      .map(numberIn);
    expect(after! - before!).toBeCloseTo(moved!, 2);
    expect(await axeFindings(page)).toEqual([]);
    await screenshot(page, 'refusals');

    await cell.getByRole('link').click();
    await page.getByRole('heading', { name: /高新技术企业 贷款余额/ }).waitFor();
    await settled(page);
    // In 亿元, what the cell has in 万元.
    const shown = (after! / 10_000).toFixed(2);
    expect(await page.getByRole('main').innerText()).toContain(shown);
  });

  it('each reason of a refusal names its rule, its cell and what to do', async () => {
    const page = await open({ as: 'auditor', path: PATH, dark: true });
    await settled(page);
    const rows = page.getByRole('region', { name: /^退回/ }).getByRole('row');
    const texts = (await rows.allInnerTexts()).slice(1);
    expect(texts.length).toBeGreaterThan(2);
    for (const text of texts) expect(text).toMatch(/[VX]-\d+ 错误\s.*\d[\d.]* .+×.+请/s);
    expect(new Set(texts.map((text) => text.split('\t')[0])).size).toBe(2);
    expect(await axeFindings(page)).toEqual([]);
  });

  it('a bank sees its own alone', async () => {
    const page = await open({ as: 'jjb', path: PATH });
    await settled(page);
    const main = await page.getByRole('main').innerText();
    expect(main).toContain('更正 · 1');
    expect(main).toContain('本期没有退回');
  });
});
