import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { axeFindings, browserSuite, screenshot, settled } from './page.fixture.ts';

const open = browserSuite();

/** The number under one of the headings. */
const count = async (page: Page, name: string): Promise<number> =>
  Number(
    await page
      .locator('.counts > div')
      .filter({ has: page.getByText(name, { exact: true }) })
      .locator('dd')
      .innerText(),
  );

const filers = (page: Page) => page.getByRole('region', { name: /^报送机构/ }).getByRole('row');
const groups = (page: Page) => page.getByRole('region', { name: /^按同业组/ }).getByRole('row');

describe('who is late', () => {
  it('a regulator sees the late first, and how the peer groups keep the deadline', async () => {
    const page = await open({ as: 'regulator', path: '/late?period=2024-12' });
    await settled(page);
    const late = await count(page, '迟报');
    expect([await count(page, '应报'), await count(page, '未报')]).toEqual([185, 0]);
    const rows = (await filers(page).allInnerTexts()).slice(1);
    expect(rows).toHaveLength(185);
    rows.forEach((row, n) => expect(row).toContain(n < late ? '迟报' : '按时'));
    expect(rows.slice(0, late).some((row) => row.includes('赣州农商银行'))).toBe(true);

    const byGroup = (await groups(page).allInnerTexts()).slice(1);
    const lateOf = byGroup.map((row) => Number(row.split('\t')[3]));
    expect(lateOf.reduce((sum, one) => sum + one, 0)).toBe(late);
    expect(await axeFindings(page)).toEqual([]);
    await screenshot(page, 'late');
  });

  it('as known on the day after the deadline, who had not come yet is missing', async () => {
    const path = '/late?period=2024-12&asOf=2025-01-11';
    const page = await open({ as: 'auditor', path, dark: true });
    await settled(page);
    const missing = await count(page, '未报');
    expect(missing).toBeGreaterThan(0);
    expect(await filers(page).nth(1).innerText()).toContain('未报');
    expect((await count(page, '已报')) + missing).toBe(185);
    expect(await axeFindings(page)).toEqual([]);
  });

  it('an insurer sees its own quarter alone', async () => {
    const page = await open({ as: 'picc', path: '/late?period=2025-02' });
    await settled(page);
    await page.getByRole('heading', { name: 'TF05 · 2024年四季度' }).waitFor();
    expect(await filers(page).count()).toBe(2);
    expect(await groups(page).count()).toBe(0);
  });
});
