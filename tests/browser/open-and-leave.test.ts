import { describe, expect, it } from 'vitest';
import { FIGURE, browserSuite, settled } from './page.fixture.ts';
import {
  expectAlive,
  leaveByEscape,
  leaveWhileOpen,
  nameOf,
  openAndLeave,
  openersOf,
} from './walk.fixture.ts';

const open = browserSuite();

/** Of many that are alike, such as one in each row of a table, these are enough. */
const OF_A_KIND = 2;

const WALKS = [
  ['regulator', '/?period=2024-12'],
  ['regulator', FIGURE],
  ['regulator', '/ranking?period=2024-12'],
  ['regulator', '/late?period=2024-12'],
  ['auditor', '/refusals?period=2024-12'],
  ['regulator', '/compare?period=2024-12&from=2025-02-01&to=2025-03-01'],
  ['auditor', '/replay'],
  ['jjb', '/return?period=2024-12'],
  ['jjb', FIGURE],
  ['picc', '/late?period=2024-12'],
  ['dost', '/'],
] as const;

describe('whatever opens can be left', () => {
  it.each(WALKS)(
    '%s at %s: by mouse, by keyboard, by Escape, by going elsewhere',
    async (as, path) => {
      const page = await open({ as, path });
      await settled(page);
      await expectAlive(page, path);
      const kinds = new Map<string, number>();
      const count = await openersOf(page).count();
      expect(count, 'something that opens').toBeGreaterThan(0);
      for (let n = 0; n < count; n += 1) {
        const opener = openersOf(page).nth(n);
        const kind = await opener.evaluate((element) => element.outerHTML.replace(/>[^]*/, ''));
        const seen = (kinds.get(kind) ?? 0) + 1;
        kinds.set(kind, seen);
        if (seen > OF_A_KIND) continue;
        const where = `${path}: ${await nameOf(opener)}`;
        // Told as pressed: one of several choices, which is not pressed again to be left.
        const isChoice = await opener.evaluate(
          (element) => element.closest('[role="group"]') !== null,
        );
        if (!isChoice) await openAndLeave(page, opener, where);
        const opens = await opener.evaluate((element) => !element.hasAttribute('aria-pressed'));
        if (opens && !(await opener.evaluate((element) => element.closest('details[open]')))) {
          await leaveByEscape(page, opener, where);
        }
        if (seen === 1) await leaveWhileOpen(page, openersOf(page).nth(n), where);
      }
    },
  );

  it('one return of a passport after another, then elsewhere and back: never an empty page', async () => {
    const page = await open({ as: 'regulator', path: FIGURE });
    await settled(page);
    const returns = page.getByRole('button', { name: '打开报表' });
    for (let n = 0; n < 3; n += 1) {
      await returns.nth(n).click();
      await page.locator('.return-sheet table').first().waitFor();
      await expectAlive(page, `return ${n}`);
    }
    await page.getByRole('button', { name: '收起' }).click();
    await expectAlive(page, 'closed');
    await returns.first().click();
    await page.locator('.return-sheet table').first().waitFor();
    await page.getByRole('link', { name: '排名' }).click();
    await settled(page);
    await expectAlive(page, 'the ranking');
    await page.goBack();
    await settled(page);
    await expectAlive(page, 'the passport again');
  });
});

describe('another view', () => {
  it('begins at its heading, under a title of its own', async () => {
    const page = await open({ as: 'regulator', path: '/?period=2024-12' });
    await settled(page);
    const titles = new Set([await page.title()]);
    const links = page.getByRole('navigation').locator('a:not([aria-current])');
    const count = await links.count();
    for (let n = 0; n < count; n += 1) {
      await page
        .getByRole('navigation')
        .getByRole('link')
        .nth(n + 1)
        .press('Enter');
      await settled(page);
      const focused = () => page.evaluate(() => document.activeElement?.tagName);
      await expect.poll(focused, { message: page.url() }).toBe('H1');
      titles.add(await page.title());
    }
    expect(titles.size).toBe(count + 1);
    expect([...titles].filter((title) => !title.endsWith('千帆'))).toEqual([]);
    expect([...titles].filter((title) => title.startsWith('2024年12月 · ')).length).toBe(count);
  });
});
