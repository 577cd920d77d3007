import { inflateSync } from 'node:zlib';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { FIGURE, browserSuite, settled } from './page.fixture.ts';

const open = browserSuite();

/** How many sheets a page fills. */
async function sheetsOf(page: Page): Promise<number> {
  const pdf = await page.pdf({ preferCSSPageSize: true });
  expect(pdf.toString('latin1')).toMatch(/\/MediaBox \[0 0 594\.\d+ 841\.\d+\]/);
  const objects = pdf.toString('latin1').match(/\/Type \/Page\b/g) ?? [];
  if (objects.length > 0) return objects.length;
  // In a newer file the objects are packed.
  return [...streamsOf(pdf)].join('').match(/\/Type \/Page\b/g)?.length ?? 0;
}

function* streamsOf(pdf: Buffer): Generator<string> {
  for (let at = pdf.indexOf('stream\n'); at >= 0; at = pdf.indexOf('stream\n', at + 7)) {
    try {
      yield inflateSync(pdf.subarray(at + 7)).toString('latin1');
    } catch {
      // the end of a stream, or one that is packed otherwise
    }
  }
}

/** As a printer would lay the page out: told before, and with its media. */
async function onPaper(page: Page): Promise<void> {
  await page.emulateMedia({ media: 'print' });
  await page.evaluate(() => dispatchEvent(new Event('beforeprint')));
}

describe('on A4', () => {
  it('the overview is a sheet or two, in the colours of paper and with what it looks at', async () => {
    const page = await open({ as: 'regulator', path: '/?period=2024-12', dark: true });
    await settled(page);
    // One with the fonts of this machine.
    expect([1, 2]).toContain(await sheetsOf(page));
    await onPaper(page);
    expect(await page.locator('html').getAttribute('data-theme')).toBe('light');
    const line = await page.locator('.paper').innerText();
    expect(line).toMatch(
      /^2024年12月 · 按当前所知 \d{4}-\d{2}-\d{2} .* · 高新技术企业 · 报表 · 亿元$/,
    );
    await page.evaluate(() => dispatchEvent(new Event('afterprint')));
    expect(await page.locator('html').getAttribute('data-theme')).toBe('dark');
  });

  it('a league table is printed to its last row', async () => {
    const page = await open({ as: 'regulator', path: '/ranking?period=2024-12' });
    await settled(page);
    await onPaper(page);
    const box = page.getByRole('region', { name: /^贷款余额/ });
    const hidden = await box.evaluate((element) => element.scrollHeight - element.clientHeight);
    expect(hidden).toBe(0);
    expect(await box.getByRole('row').count()).toBe(186);
    expect(await sheetsOf(page)).toBeGreaterThan(3);
  });

  it('so is a list of which a screen draws only what is seen', async () => {
    const page = await open({
      as: 'auditor',
      path: FIGURE,
      before: (context) =>
        context.route('**/graphql', async (route) => {
          if (!/"Passport"/.test(route.request().postData() ?? '')) return route.continue();
          const response = await route.fetch();
          const json = (await response.json()) as {
            data: { figure: { lineage: { nodes: object[] } } };
          };
          const { lineage } = json.data.figure;
          const [first] = lineage.nodes;
          lineage.nodes = Array.from({ length: 1_000 }, (_, n) => ({
            ...first,
            position: `banks/1/${n}`,
          }));
          return route.fulfill({ response, json });
        }),
    });
    await settled(page);
    const rows = page.getByRole('region', { name: /构成此数的事实/ }).locator('tr');
    expect(await rows.count()).toBeLessThan(120);
    await onPaper(page);
    expect(await rows.count()).toBe(1_001);
    await page.emulateMedia({ media: 'screen' });
    await page.evaluate(() => dispatchEvent(new Event('afterprint')));
    await expect.poll(() => rows.count()).toBeLessThan(120);
  });
});
