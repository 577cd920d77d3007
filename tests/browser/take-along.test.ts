import { buffer } from 'node:stream/consumers';
import type { Page, Request } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { browserSuite, screenshot, settled } from './page.fixture.ts';
import { unzipped } from './unzip.ts';

const open = browserSuite();

async function saved(page: Page, button: string): Promise<{ name: string; content: Buffer }> {
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: button }).first().click(),
  ]);
  return {
    name: download.suggestedFilename(),
    content: await buffer(await download.createReadStream()),
  };
}

describe('a table taken along', () => {
  it('as CSV says what it is about: title, period, 口径, unit, cut', async () => {
    const page = await open({ as: 'regulator', path: '/?period=2024-12' });
    await settled(page);
    const { name, content } = await saved(page, '导出 CSV');
    const text = content.toString('utf8');
    expect(name).toMatch(/\.csv$/);
    expect(text.codePointAt(0)).toBe(0xfeff);
    expect(text).toMatch(/2024年12月|2024-12/);
    expect(text).toMatch(/企业口径,高新技术企业/);
    expect(text).toMatch(/数据基础,报表/);
    expect(text).toMatch(/亿元/);
    expect(text).toMatch(/数据截至.*\d{4}-\d{2}-\d{2} \d{2}:\d{2}/);
    expect(text).toContain('赣州市');
  });

  it('as a workbook has the same in it', async () => {
    const page = await open({ as: 'regulator', path: '/?period=2024-12' });
    await settled(page);
    const { name, content } = await saved(page, '导出 Excel');
    expect(name).toMatch(/\.xlsx$/);
    const words = unzipped(content, 'xl/sharedStrings.xml');
    for (const word of ['高新技术企业', '2024年12月', '数据截至', '赣州市'])
      expect(words).toContain(word);
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
