import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { cell, focused, inGbk, paste, receiptOf, send, take, takeText } from './clerk.fixture.ts';
import {
  axeFindings,
  browserSuite,
  expectNoSidewaysScroll,
  screenshot,
  settled,
} from './page.fixture.ts';

const open = browserSuite();
const EXAMPLES = fileURLToPath(new URL('../../infra/demo/examples/', import.meta.url));
const MISTAKES = `${EXAMPLES}tf01-jjb-2024-12-mistakes.csv`;
const RIGHT = `${EXAMPLES}tf01-jjb-2024-12.csv`;
const WHERE = '/return?form=TF01&period=2024-12';

describe('a clerk', () => {
  it('goes from a file with three mistakes to a receipt, and the same file gets the same', async () => {
    const page = await open({ as: 'jjb', path: WHERE });
    await settled(page);
    await take(page, MISTAKES);
    await page.getByText('tf01-jjb-2024-12-mistakes.csv').waitFor();
    expect(await page.getByRole('heading', { name: '借款企业附表 ·' }).innerText()).toMatch(
      /[1-9]\d* 户/,
    );
    await send(page);
    await page.getByRole('heading', { name: '退回：' }).waitFor();
    const places = ['1.1.2/G', '1.1.2/C', '1.2.3/H'];
    for (const place of places) {
      const name = place.replace('/', ' × ');
      const entry = page.locator('.violations li').filter({ hasText: name }).first();
      expect(await entry.innerText(), place).toMatch(/更正办法: \S/);
      // At the cell itself: marked, and described by the same.
      expect(await cell(page, place).getAttribute('aria-invalid'), place).toBe('true');
      const described = (await cell(page, place).getAttribute('aria-describedby'))!;
      expect(await page.locator(`[id="${described}"]`).innerText()).toMatch(/更正办法: \S/);
      await page
        .getByRole('button', { name: `转到 ${name}` })
        .first()
        .click();
      await expect.poll(() => focused(page)).toBe(`cell-/${place}`);
    }
    expect(await axeFindings(page)).toEqual([]);
    await screenshot(page, 'return-refused');

    const right = await readFile(RIGHT, 'utf8');
    for (const place of places) {
      const line = `${place.replace('/', ',')},`;
      const value = right
        .split('\n')
        .find((one) => one.startsWith(line))!
        .slice(line.length);
      await cell(page, place).fill(value.trim());
      expect(await cell(page, place).getAttribute('aria-invalid'), place).toBe('false');
    }
    await send(page);
    const receipt = await receiptOf(page);
    const [of, institution, position, digest, hash, , type] = receipt;
    expect([of, institution]).toEqual(['TF01 · 2024-12 · 版次 3', 'BNK_JJB']);
    expect(position).toMatch(/^\S+\/\d+\/\d+$/);
    expect(digest).toMatch(/^sha256:[0-9a-f]{64}$/);
    expect(hash).toMatch(/^sha256:[0-9a-f]{64}$/);
    expect(type).toBe('banks.ReturnAccepted.v1');
    await page.getByText('现行版次 3').waitFor();
    await settled(page);
    expect(await axeFindings(page)).toEqual([]);
    await screenshot(page, 'return-accepted');
    expect(await page.locator('main a[href^="/figure/LN_BAL"]').count()).toBeGreaterThan(0);
    await page.getByRole('heading', { name: '本机构位次' }).waitFor();

    // The right file, which is now what the draft was corrected to, in the encoding of Chinese Excel.
    const buffer = inGbk(await readFile(RIGHT, 'utf8'));
    expect(() => new TextDecoder('utf-8', { fatal: true }).decode(buffer)).toThrow(TypeError);
    await takeText(page, 'gbk.csv', buffer);
    await page.getByText('来自文件 gbk.csv').waitFor();
    await send(page);
    expect(await receiptOf(page)).toEqual(receipt);
  });

  it('is told in their language what a file lacks, and nothing is sent', async () => {
    const page = await open({ as: 'jjb', path: WHERE, taste: { language: 'en' } });
    await settled(page);
    await takeText(page, 'a.csv', 'form,TF01\nrow,column,value\n1,A,2\n');
    expect(await page.getByRole('alert').innerText()).toMatch(
      /lacks header lines: institution, period, revision/,
    );
    expect(await page.getByRole('button', { name: 'Send', exact: true }).count()).toBe(0);
    await expectNoSidewaysScroll(page);
  });

  it('fills in the grid by keyboard, a block out of Excel too, on a phone as well', async () => {
    const page = await open({ as: 'jjb', path: '/return?form=TF01&period=2025-03', width: 390 });
    await settled(page);
    const first = cell(page, '1/A');
    await first.fill('2');
    await first.press('Enter');
    await expect.poll(() => focused(page)).toBe('cell-/1.1/A');
    await paste(page, '7\t1,234.50\n8\t9.00\n');
    expect(await cell(page, '1.1/B').inputValue()).toBe('1234.50');
    expect(await cell(page, '1.1.1/A').inputValue()).toBe('8');
    expect(await axeFindings(page)).toEqual([]);
    await expectNoSidewaysScroll(page);
    await screenshot(page, 'return-phone');
  });
});
