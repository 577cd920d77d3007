import { expect, it } from 'vitest';
import { axeFindings, browserSuite, settled } from './page.fixture.ts';

const open = browserSuite();
const ROWS = 20_000;
const FIGURE = '/figure/LN_BAL.HNTE._T.36._T._T._T._T._T.REG_NFRA_JX.RETURN.M%3ALEVEL%3A2024-12';

it(`a table of ${ROWS} rows stays quick: what is drawn is what is seen`, async () => {
  const page = await open({
    as: 'auditor',
    path: FIGURE,
    // The real answer, with its facts over and over again.
    before: (context) =>
      context.route('**/graphql', async (route) => {
        if (!/"operationName":"Passport"/.test(route.request().postData() ?? '')) {
          return route.continue();
        }
        const response = await route.fetch();
        const json = (await response.json()) as {
          data: { figure: { lineage: { nodes: object[] } } };
        };
        const { lineage } = json.data.figure;
        const facts = lineage.nodes;
        lineage.nodes = Array.from({ length: ROWS }, (_, n) => ({
          ...facts[n % facts.length],
          contribution: `${ROWS - n}00000000.00`,
          position: `banks/1/${n}`,
        }));
        return route.fulfill({ response, json });
      }),
  });
  await settled(page);
  const table = page.getByRole('table', { name: /构成此数的事实/ });
  expect(await table.getAttribute('aria-rowcount')).toBe(String(ROWS + 1));
  const drawn = () => table.getByRole('row').count();
  expect(await drawn()).toBeLessThan(120);

  // Down to the end by the wheel, frame by frame, as a reader would; what it cost is told, not judged.
  const box = page.getByRole('region', { name: /构成此数的事实/ });
  const frames = await box.evaluate(async (element) => {
    const times: number[] = [];
    const step = element.scrollHeight / 120;
    let last = performance.now();
    for (let n = 0; n < 120; n += 1) {
      element.scrollTop += step;
      const now = await new Promise<number>((done) => requestAnimationFrame(done));
      times.push(now - last);
      last = now;
    }
    return times.toSorted((a, b) => a - b);
  });
  console.log(
    `long table: frames p50 ${frames[60]!.toFixed(0)} ms, p95 ${frames[114]!.toFixed(0)} ms`,
  );
  await box.evaluate((element) => element.scrollTo(0, element.scrollHeight));
  await table.getByText(`banks/1/${ROWS - 1}`).waitFor();
  expect(await drawn()).toBeLessThan(120);

  await table.getByRole('button', { name: /^贡献/ }).click();
  await box.evaluate((element) => element.scrollTo(0, 0));
  await table.getByText(`banks/1/${ROWS - 1}`).waitFor();
  expect(await axeFindings(page)).toEqual([]);
});
