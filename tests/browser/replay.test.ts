import type { Page, Route } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { axeFindings, browserSuite, expectNoSidewaysScroll, screenshot } from './page.fixture.ts';

const open = browserSuite();
/** Thousands of facts are rebuilt and compared, on whatever machine this is. */
const LONG = { timeout: 60_000 };

const verify = (page: Page) => page.getByRole('button', { name: '开始核验' }).click();

/** One fact says another amount than the one that was recorded. */
async function tamper(route: Route): Promise<void> {
  const answer = await route.fetch();
  const lines = (await answer.text()).split('\n');
  const at = lines.findIndex((line) => line.includes('banks.LoanDrawn'));
  if (at >= 0)
    lines[at] = lines[at]!.replace(
      /(amount\\":\\")(\d)/,
      (_, name, digit) => `${name}${(Number(digit) % 9) + 1}`,
    );
  await route.fulfill({ response: answer, body: lines.join('\n') });
}

describe('an auditor', () => {
  it('verifies every fact in the browser, and is told which one was changed since', async () => {
    const page = await open({ as: 'auditor', path: '/replay' });
    await verify(page);
    const verdict = page.locator('.verdict');
    await verdict.waitFor(LONG);
    expect(await verdict.innerText()).toMatch(/✓ [\d,]{5,} 条事实.*首次核验/s);
    const anchor = await page.getByText('本浏览器的锚点:').innerText();
    expect(anchor).toMatch(/\d{4}-\d{2}-\d{2}/);
    expect(await axeFindings(page)).toEqual([]);
    await expectNoSidewaysScroll(page);

    await page.context().route(/\/audit\/banks\/facts/, tamper);
    await verify(page);
    await page.getByRole('alert').waitFor(LONG);
    expect(await verdict.innerText()).toMatch(
      /第一处: banks\/\d+\/\d+ 内容被改动（banks\.LoanDrawn\.v\d）/,
    );
    expect(await page.getByText('本浏览器的锚点:').innerText()).toBe(anchor);
    await screenshot(page, 'replay-tampered');
  });

  it('replays to a date: every table of the three services is what is served', async () => {
    const page = await open({ as: 'auditor', path: '/replay', width: 1280 });
    await page.getByLabel('重放至此日终了').fill('2024-01-31');
    await page.getByRole('button', { name: '开始重放' }).click();
    const verdict = page.locator('.verdict');
    await verdict.waitFor(LONG);
    expect(await verdict.innerText()).toMatch(
      /✓ 重放结果与在用数据逐行一致，截至 2024-01-31 23:59:59/,
    );
    const badges = await page.locator('tbody .badge').allInnerTexts();
    expect(badges.length).toBeGreaterThan(20);
    expect(new Set(badges)).toEqual(new Set(['✓ 一致']));
    const services = await page.locator('tbody th').allInnerTexts();
    expect([...new Set(services)]).toEqual(['regulators', 'banks', 'programmes']);
    expect(await axeFindings(page)).toEqual([]);
    await screenshot(page, 'replay-equal');
  });

  it('may be the regulator of the province, and is nobody else', async () => {
    const regulator = await open({ as: 'regulator', path: '/replay' });
    await regulator.getByRole('button', { name: '开始重放' }).waitFor();
    const bank = await open({ as: 'jjb', path: '/replay' });
    await bank.getByText('没有这个页面').waitFor();
    expect(await bank.getByRole('button', { name: '开始重放' }).count()).toBe(0);
  });
});
