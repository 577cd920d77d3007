import { describe, expect, it } from 'vitest';
import { browserSuite, screenshot } from './page.fixture.ts';

const open = browserSuite();
const QUERY = '{ institution(code: "BNK_JJB") { name { zh } } }';

describe('the GraphQL workshop', () => {
  it('opens with the query of a chart, and answers it for who is signed in', async () => {
    const path = `/altair/#query=${encodeURIComponent(QUERY)}`;
    const page = await open({ as: 'regulator', path });
    await page.locator('app-query-editor').first().waitFor();
    await page.getByText('发送请求').first().click();
    await page.getByText('九江银行').first().waitFor();
    await screenshot(page, 'workshop', false);
    expect(await page.locator('html').getAttribute('lang')).toBe('zh-CN');
  });
});
