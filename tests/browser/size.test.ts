import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { browserSuite, settled } from './page.fixture.ts';

const open = browserSuite();
const DIST = fileURLToPath(new URL('../../gateway/dashboard/dist/', import.meta.url));
const KB = 1000;

/** As it travels: compressed where the build did so. */
function travelled(file: string): number {
  const path = join(DIST, file);
  const compressed = statSync(`${path}.br`, { throwIfNoEntry: false });
  return (compressed ?? statSync(path)).size;
}
const sum = (files: readonly string[]) => files.map(travelled).reduce((a, b) => a + b, 0);

const built = readdirSync(join(DIST, 'assets')).map((name) => `assets/${name}`);
const isChart = (file: string) => /echarts|zrender|charts-/.test(file);
const isCode = (file: string) => /\.(?:js|css)$/.test(file);

describe('the page is light', () => {
  it('the first view is below 150 kB compressed, its charts apart', async () => {
    const page = await open({ as: 'regulator' });
    await settled(page);
    const loaded = await page.evaluate(() =>
      performance.getEntriesByType('resource').map(({ name }) => new URL(name).pathname.slice(1)),
    );
    const files = ['index.html', ...loaded.filter((file) => isCode(file) && !isChart(file))];
    expect(files.length).toBeGreaterThan(2);
    expect(sum([...new Set(files)])).toBeLessThan(150 * KB);
  });

  it('charts are a chunk of their own, below 250 kB compressed, that nothing of the first view waits for', () => {
    const charts = built.filter((file) => isCode(file) && isChart(file));
    expect(charts.length).toBeGreaterThan(0);
    expect(sum(charts)).toBeLessThan(250 * KB);
    const html = readFileSync(join(DIST, 'index.html'), 'utf8');
    for (const file of charts) expect(html).not.toContain(file);
  });

  it('every script and style is compressed at build', () => {
    const plain = built
      .filter((file) => isCode(file) && statSync(join(DIST, file)).size > 1024)
      .filter((file) => !statSync(join(DIST, `${file}.br`), { throwIfNoEntry: false }));
    expect(plain).toEqual([]);
  });
});
