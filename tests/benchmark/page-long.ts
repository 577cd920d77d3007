/// <reference lib="dom" />
import type { BrowserContext, Page } from 'playwright-core';
import { manyFacts, ROWS } from '../support/many-facts.ts';

const FIGURE = '/figure/LN_BAL.HNTE._T.36._T._T._T._T._T.REG_NFRA_JX.RETURN.M%3ALEVEL%3A2024-12';

export interface LongTable {
  /** Milliseconds between frames while the wheel turned. */
  frames: number[];
  /** Milliseconds of each of a reader's steps. */
  steps: Record<string, number>;
}

/** The facts of a figure over and over again, as the page shows any long list. */
export async function longTableOf(context: BrowserContext): Promise<LongTable> {
  await manyFacts(context);
  const page = await context.newPage();
  await page.goto(FIGURE);
  const table = page.getByRole('table', { name: /构成此数的事实/ });
  const box = page.getByRole('region', { name: /构成此数的事实/ });
  const fact = (n: number) => table.getByText(`banks/1/${n}`, { exact: true }).waitFor();
  await fact(0);
  await box.hover();
  const frames = await framesWhile(page, async () => {
    for (let n = 0; n < 100; n += 1) {
      await page.mouse.wheel(0, 400);
      await page.waitForTimeout(16);
    }
  });
  const steps: Record<string, number> = {};
  const step = async (name: string, work: () => Promise<unknown>) => {
    const from = performance.now();
    await work();
    steps[name] = performance.now() - from;
  };
  const save = (name: string) =>
    Promise.all([page.waitForEvent('download'), page.getByRole('button', { name }).click()]);
  await step('to the end', async () => {
    await box.focus();
    await page.keyboard.press('End');
    await fact(ROWS - 1);
  });
  await step('sort', async () => {
    await table.getByRole('button', { name: /贡献/ }).click();
    await fact(0);
  });
  await step('search', async () => {
    await page.getByRole('searchbox').fill(`banks/1/${ROWS - 1}`);
    await page.getByText(`1 / ${ROWS}`).waitFor();
  });
  await page.getByRole('searchbox').fill('');
  await page.getByText(`1 / ${ROWS}`).waitFor({ state: 'detached' });
  await step('CSV', () => save('导出 CSV'));
  await step('Excel', () => save('导出 Excel'));
  return { frames, steps };
}

async function framesWhile(page: Page, work: () => Promise<void>): Promise<number[]> {
  await page.evaluate(() => {
    const frames: number[] = [];
    let last = performance.now();
    const next = (now: number): void => {
      frames.push(now - last);
      last = now;
      requestAnimationFrame(next);
    };
    requestAnimationFrame(next);
    Object.assign(globalThis, { frames });
  });
  await work();
  const all = await page.evaluate(() => (globalThis as unknown as { frames: number[] }).frames);
  // The first began before the work did.
  return all.slice(1);
}
