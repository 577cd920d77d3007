import { describe, expect, it } from 'vitest';
import { axeFindings, browserSuite, expected, screenshot, settled } from './page.fixture.ts';

const open = browserSuite();

describe('a day that has not come', () => {
  it.each([
    ['2099-01-01', '2099-01-01'],
    ['2099-01-01T01:00:00Z', '2099-01-01 09:00:00'],
  ])('%s is told once, in the time of Nanchang, and led away from', async (asOf, told) => {
    const page = await open({ as: 'regulator', path: `/?period=2024-12&asOf=${asOf}` });
    await settled(page);
    const alerts = await page.getByRole('alert').allInnerTexts();
    expect(alerts).toHaveLength(1);
    expect(alerts[0]).toContain(`${told} 尚未到来`);
    expect(alerts[0]).not.toMatch(/\dZ/);
    await page.getByRole('button', { name: '按当前所知' }).click();
    await page.getByRole('table').first().waitFor();
    expect(await page.getByRole('alert').count()).toBe(0);
  });
});

describe('an address that is none', () => {
  it('shows the page, which says so and leads home', async () => {
    const page = await open({ as: 'regulator', path: '/no/such/place' });
    await page.getByRole('heading', { name: '没有这个页面' }).waitFor();
    expect(await page.title()).toMatch(/^没有这个页面/);
    await page.getByRole('link', { name: '回到总览' }).click();
    await page.getByRole('heading', { name: '全省科技金融总览' }).waitFor();
    expected(/404/);
  });
});

describe('on a phone', () => {
  it('what is looked at is a line that unfolds', async () => {
    const page = await open({ as: 'regulator', path: '/?period=2024-12', width: 390 });
    await settled(page);
    const period = page.getByLabel('报告期');
    expect(await period.isVisible()).toBe(false);
    const line = page.locator('.clocks-fold button');
    expect(await line.innerText()).toMatch(/^2024年12月 · .* · 亿元/);
    expect((await line.boundingBox())!.height).toBeLessThan(90);
    await screenshot(page, 'overview-phone');
    await line.click();
    await period.selectOption({ label: '2024年11月' });
    await settled(page);
    expect(await line.innerText()).toMatch(/^2024年11月/);
    expect(await axeFindings(page)).toEqual([]);
    await screenshot(page, 'overview-phone-open');
  });
});

describe('a period', () => {
  it('that is not open is said to be none before anything is typed', async () => {
    const page = await open({ as: 'jjb', path: '/return?form=TF01&period=2031-01' });
    await settled(page);
    await page.getByRole('alert').filter({ hasText: '尚未开放本期' }).waitFor();
    expect(await page.getByRole('button', { name: '报送', exact: true }).isDisabled()).toBe(true);
    // None is offered that does not exist.
    const offered = await page.getByLabel('报告期').getByRole('option').allInnerTexts();
    expect(offered.filter((one) => one.startsWith('2031')).length).toBe(1);
    await page.getByLabel('报告期').selectOption({ label: '2024年12月' });
    await settled(page);
    expect(await page.getByRole('button', { name: '报送', exact: true }).isDisabled()).toBe(false);
  });

  it('is opened, and given more time, by the regulator in the page, and offered at once', async () => {
    const page = await open({ as: 'regulator', path: '/late?form=TF01B' });
    await settled(page);
    const chosen = page.locator('.clocks').first().getByLabel('报告期');
    const before = await chosen.getByRole('option').allInnerTexts();
    await page.getByRole('button', { name: '开放或延长报告期' }).click();
    await page.getByRole('button', { name: '开放', exact: true }).click();
    await page.getByRole('status').filter({ hasText: '已受理' }).waitFor();
    await expect
      .poll(async () => (await chosen.getByRole('option').allInnerTexts()).length, {
        timeout: 20_000,
      })
      .toBe(before.length + 1);
    await page.getByLabel('截止').fill('2099-03-01');
    await page.getByLabel('发布').fill('2099-02-01');
    await page.getByRole('button', { name: '延长', exact: true }).click();
    // What is released before it is due is refused, in words.
    await page
      .getByRole('status')
      .filter({ hasText: /退回|未受理/ })
      .waitFor();
    await page.getByLabel('发布').fill('2099-04-01');
    await page.getByRole('button', { name: '延长', exact: true }).click();
    await page.getByRole('status').filter({ hasText: '已受理' }).waitFor();
    expect(await axeFindings(page)).toEqual([]);
    await screenshot(page, 'open-period');
  });

  it('that is open and unfinished is what filing begins with', async () => {
    const page = await open({ as: 'auditor', path: '/late' });
    await settled(page);
    const chosen = page.locator('.clocks').first().getByLabel('报告期');
    const offered = await chosen.getByRole('option').allInnerTexts();
    expect(await chosen.inputValue()).toBe(
      await chosen.getByRole('option').first().getAttribute('value'),
    );
    // Each of them is a period of the calendar: none is empty.
    for (const label of [offered[0]!, offered.at(-1)!]) {
      await chosen.selectOption({ label });
      await settled(page);
      expect(await page.getByText('该报表没有这一期').count()).toBe(0);
      expect(await page.locator('.counts').count()).toBe(1);
    }
  });
});
