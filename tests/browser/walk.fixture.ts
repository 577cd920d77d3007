// Functions that are handed to the browser speak of its globals.
/// <reference lib="dom" />
import type { Locator, Page } from 'playwright-core';
import { expect } from 'vitest';
import { PATIENCE, settled } from './page.fixture.ts';

/** What a view has that opens, switches or folds out, found by what it is rather than by a list: in its own order. */
const OPENERS = [
  'button[aria-expanded]:not(:disabled)',
  'button[aria-haspopup]:not(:disabled)',
  'button[aria-pressed]:not(:disabled)',
  'details > summary',
  '[role="tab"]',
].join(', ');

export const openersOf = (page: Page): Locator => page.locator(OPENERS).filter({ visible: true });

/** A view that shows something, and the menu beside it. */
export async function expectAlive(page: Page, where: string): Promise<void> {
  await expect
    .poll(async () => (await page.getByRole('main').innerText()).trim().length, {
      message: `${where}: something in main`,
      timeout: PATIENCE,
    })
    .toBeGreaterThan(20);
  expect(await page.getByRole('navigation').getByRole('link').count(), where).toBeGreaterThan(1);
  expect(await page.locator('.failure').allInnerTexts(), where).toEqual([]);
}

const isOpen = (opener: Locator): Promise<boolean> =>
  opener.evaluate(
    (element) =>
      element.getAttribute('aria-expanded') === 'true' ||
      element.getAttribute('aria-pressed') === 'true' ||
      (element.closest('details')?.open ?? false),
  );

const hasFocus = (opener: Locator): Promise<boolean> =>
  opener.evaluate((element) => element === document.activeElement);

/** Opened and left by the mouse, then by the keyboard; the keyboard is then where it was. */
export async function openAndLeave(page: Page, opener: Locator, where: string): Promise<void> {
  const before = await isOpen(opener);
  for (const toggle of [() => opener.click(), () => opener.press('Enter')]) {
    await toggle();
    await expect
      .poll(() => isOpen(opener), { message: `${where}: toggles`, timeout: PATIENCE })
      .toBe(!before);
    await settled(page);
    await expectAlive(page, `${where}, toggled`);
    await toggle();
    await expect
      .poll(() => isOpen(opener), { message: `${where}: and back`, timeout: PATIENCE })
      .toBe(before);
    expect(await hasFocus(opener), `${where}: the keyboard stays`).toBe(true);
    await expectAlive(page, `${where}, toggled back`);
  }
}

/** What opens a part is left by Escape from wherever the keyboard has gone; what it opens is reached by Tab. */
export async function leaveByEscape(page: Page, opener: Locator, where: string): Promise<void> {
  await opener.press('Enter');
  await expect
    .poll(() => isOpen(opener), { message: `${where}: opens`, timeout: PATIENCE })
    .toBe(true);
  await settled(page);
  await page.keyboard.press('Tab');
  expect(await hasFocus(opener), `${where}: Tab goes on`).toBe(false);
  await page.keyboard.press('Shift+Tab');
  expect(await hasFocus(opener), `${where}: and back`).toBe(true);
  await page.keyboard.press('Tab');
  await page.keyboard.press('Escape');
  await expect
    .poll(() => isOpen(opener), { message: `${where}: Escape closes`, timeout: PATIENCE })
    .toBe(false);
  expect(await hasFocus(opener), `${where}: the keyboard is back at the opener`).toBe(true);
  await expectAlive(page, `${where}, left by Escape`);
}

/** Goes on to another view while it is open, by the menu, and comes back and forth by the browser's own buttons. */
export async function leaveWhileOpen(page: Page, opener: Locator, where: string): Promise<void> {
  const here = new URL(page.url()).pathname;
  if (!(await isOpen(opener))) await opener.click();
  await settled(page);
  const links = page.getByRole('navigation').locator('a:not([aria-current])');
  await links.first().click();
  await expect.poll(() => new URL(page.url()).pathname, { timeout: PATIENCE }).not.toBe(here);
  await settled(page);
  await expectAlive(page, `${where}, left by the menu`);
  for (const go of ['goBack', 'goForward', 'goBack'] as const) {
    await page[go]();
    await settled(page);
    await expectAlive(page, `${where}, ${go}`);
  }
}

/** By what it is called, for a failure that can be read. */
export const nameOf = async (opener: Locator): Promise<string> =>
  (await opener.innerText()).trim().slice(0, 30);
