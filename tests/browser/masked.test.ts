import { expect, it } from 'vitest';
import { FIGURE, browserSuite, settled } from './page.fixture.ts';

const open = browserSuite();

/** The register of institutions is public; figures of one of them are not. */
const PUBLIC = /"operationName":"(Institutions|Regions|Form)"/;

it('nothing that a bank’s page is told names another bank', async () => {
  const page = await open({ as: 'jjb', path: '/?period=2024-12' });
  // An answer that the page is left over cannot be read.
  await settled(page);
  const told: Promise<[string, string]>[] = [];
  page.on('response', (response) => {
    const asked = response.request().postData() ?? '';
    if (new URL(response.url()).pathname !== '/graphql' || PUBLIC.test(asked)) return;
    told.push(response.text().then((text) => [asked.slice(0, 300), text]));
  });
  await page.reload();
  await settled(page);
  const links = await page.getByRole('navigation').getByRole('link').all();
  const targets = await Promise.all(links.map((link) => link.getAttribute('href')));
  for (const target of [...targets, FIGURE]) {
    await page.goto(target!);
    await settled(page);
    const text = await page.getByRole('main').innerText();
    expect(text, target!).not.toMatch(/工商银行|招商银行|赣州农商|BNK_(?!JJB)/);
  }
  const answers = await Promise.all(told);
  expect(answers.length).toBeGreaterThan(5);
  for (const [asked, text] of answers) expect(text, asked).not.toMatch(/BNK_(?!JJB)\w+/);
});
