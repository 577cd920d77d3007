import type { Page, Request } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { browserSuite, screenshot, settled } from './page.fixture.ts';
import { csvBy, workbookBy } from './exports.fixture.ts';

const open = browserSuite();

const button = (page: Page, name: string) => page.getByRole('button', { name }).first();

describe('a table taken along', () => {
  it('as CSV says what it is about: title, period, 口径, list, unit, cut, and that it is invented', async () => {
    const page = await open({ as: 'regulator', path: '/?period=2024-12' });
    await settled(page);
    const { file, about, headings, rows } = await csvBy(page, button(page, '导出 CSV'));
    expect(file).toBe('各设区市_2024年12月_亿元.csv');
    expect(about).toMatchObject({
      ...{ 企业口径: '高新技术企业', 名单版本: '高新技术企业名单第 2 版', 数据基础: '报表' },
      ...{ 报告期: '2024年12月', 金额单位: '亿元' },
      ...{ 数据性质: expect.stringContaining('演示数据') },
      ...{
        数据截至: expect.stringMatching(/^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2} \(Asia\/Shanghai\)$/),
      },
    });
    expect(headings.slice(1, 6)).toEqual([
      '设区市',
      '代码',
      '余额 (亿元)',
      '占全省 (%)',
      '同比 (%)',
    ]);
    expect(rows.map(([, name]) => name)).toContain('赣州市');
    // 全省 is the province's own figure, below its cities.
    const [, name, code, balance, share] = rows.at(-1)!;
    expect([name, code, share]).toEqual(['全省', '36', '100']);
    expect(Number(balance)).toBeCloseTo(2864.5, 1);
  });

  it('as a workbook has the same in it, and one workbook has every table of the view', async () => {
    const page = await open({ as: 'regulator', path: '/?period=2024-12' });
    await settled(page);
    const [cities] = await workbookBy(page, button(page, '导出 Excel'));
    expect(cities!.sheet).toBe('各设区市 · 2024年12月 · 亿元');
    const whole = await workbookBy(page, button(page, '导出本页全部表格 Excel'));
    expect(whole.map(({ title }) => title.split(' · ').at(0))).toEqual([
      ...['全省科技金融总览', '各设区市', '走势', '构成'],
    ]);
    expect(whole[1]!.rows).toEqual(cities!.rows);
  });
});

/** Neither the workshop's own look at the schema, nor the page's session. */
const isAnswer = (request: Request) =>
  new URL(request.url()).pathname === '/graphql' && !/__schema/.test(request.postData() ?? '');

describe('接口', () => {
  it('opens the query that a chart really used, and it gets the same answer there', async () => {
    const page = await open({ as: 'regulator', path: '/?period=2024-12&asOf=2025-02-01' });
    await settled(page);
    // The panel of the cities: its chart asks one operation.
    const answers: unknown[] = [];
    page.on('response', async (response) => {
      if (
        isAnswer(response.request()) &&
        /"CityHeadlines"/.test(response.request().postData() ?? '')
      ) {
        answers.push(((await response.json()) as { data: unknown }).data);
      }
    });
    await page.reload();
    await settled(page);
    const [workshop] = await Promise.all([
      page.context().waitForEvent('page'),
      page.getByRole('button', { name: '接口' }).first().click(),
    ]);
    await workshop.locator('app-query-editor').first().waitFor();
    const [answer] = await Promise.all([
      workshop.waitForResponse((response) => isAnswer(response.request())),
      workshop.getByText('发送请求').first().click(),
    ]);
    const { data, errors, extensions } = (await answer.json()) as Record<string, any>;
    expect(errors).toBeUndefined();
    expect(extensions!['cut'].asOf).toBe('2025-02-01');
    expect(data).toEqual(answers.at(0));
    expect(workshop.url()).toMatch(/\/altair\/$/);
  });
});

describe('on paper', () => {
  it('the overview is figures and tables, without what only a screen can use', async () => {
    const page = await open({
      as: 'regulator',
      path: '/?period=2024-12',
      width: 794,
      height: 1123,
    });
    await settled(page);
    await page.emulateMedia({ media: 'print' });
    expect(await page.getByRole('navigation').isVisible()).toBe(false);
    expect(await page.getByRole('button', { name: '导出 CSV' }).first().isVisible()).toBe(false);
    expect(await page.getByRole('main').isVisible()).toBe(true);
    expect(await page.getByText('演示数据').first().isVisible()).toBe(true);
    await screenshot(page, 'overview-print');
  });
});
