import { fileURLToPath } from 'node:url';
import { parseReturnCsv } from '@qianfan/cli/submit/csv';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import {
  cell,
  downloaded,
  inGbk,
  paste,
  receiptOf,
  refusal,
  send,
  take,
  takeText,
} from './clerk.fixture.ts';
import { axeFindings, browserSuite, screenshot, settled } from './page.fixture.ts';

const open = browserSuite();

/** Marked at the cell itself, and described there with what to do. */
async function expectWrong(page: Page, place: string, what: RegExp): Promise<void> {
  expect(await cell(page, place).getAttribute('aria-invalid'), place).toBe('true');
  const described = (await cell(page, place).getAttribute('aria-describedby'))!;
  expect(await page.locator(`[id="${described}"]`).innerText(), place).toMatch(what);
}

const figureOf = (page: Page, item: string) =>
  page.locator('tr').filter({ hasText: item }).locator('.figure').first().innerText();

describe('a correction of what stands', () => {
  it('has its annex: a borrower is taken out, missed at the cells, and put back', async () => {
    const page = await open({ as: 'gzrcb', path: '/return?form=TF01&period=2024-12', dark: true });
    await settled(page);
    const before = parseReturnCsv((await downloaded(page)).text);
    expect(before.borrowers.length).toBeGreaterThan(1);
    const { enterprise, rows } = before.borrowers.find(({ rows }) => rows['C'] && rows['A'])!;
    const [row] = rows['C']!;
    const countOf = (of: string) =>
      Number(before.cells.find((one) => one.row === of && one.column === 'C')!.value);

    await page.getByRole('button', { name: '打开附表' }).click();
    await page.getByLabel('查找').fill(enterprise);
    expect(await page.locator('.annex tbody tr').innerText()).toMatch(/（演示）/);
    await page.getByRole('button', { name: `删除 ${enterprise}` }).click();
    await page.getByText('1 处与现行版次不同').waitFor();
    await send(page);
    expect((await refusal(page)).join()).toMatch(new RegExp(`${row} × C[^]*V-04`));
    await expectWrong(page, `${row}/C`, /去重[^]*更正办法: \S/);
    expect(await axeFindings(page)).toEqual([]);
    await screenshot(page, 'return-annex-dark');

    // The number that the annex has, at every cell at once.
    await page.getByRole('button', { name: '户数按附表填' }).click();
    expect(await cell(page, `${row}/C`).inputValue()).toBe(String(countOf(row!) - 1));
    await send(page);
    await receiptOf(page);
    await page.getByText(`现行版次 ${before.revision}`, { exact: true }).waitFor();

    // What stands now is read anew, one borrower fewer.
    await page.reload();
    await settled(page);
    const fewer = parseReturnCsv((await downloaded(page)).text);
    expect(fewer.borrowers).toEqual(
      before.borrowers.filter((borrower) => borrower.enterprise !== enterprise),
    );
    await page.getByRole('button', { name: '打开附表' }).click();
    const form = page.locator('.annex form');
    // As a spreadsheet has it: the enterprise, then its rows in each count column.
    await form.getByLabel('企业').focus();
    const pasted = ['A', 'C'].map((column) => rows[column]!.join(' '));
    await paste(page, `${[enterprise, ...pasted].join('\t')}\r\n`);
    await page.getByText('1 处与现行版次不同').waitFor();
    await send(page);
    await refusal(page);
    await page.getByRole('button', { name: '户数按附表填' }).click();
    await send(page);
    await receiptOf(page);
    await page.getByText(`现行版次 ${before.revision + 1}`, { exact: true }).waitFor();
    await settled(page);
    expect(await figureOf(page, '存量户数')).toBe(String(countOf('1.1.1')));
  });

  it('is of the clerk’s own: the file of another bank is not taken, and then nothing can be sent', async () => {
    const page = await open({ as: 'cmb', path: '/return?form=TF01&period=2024-12' });
    await settled(page);
    const sendButton = page.getByRole('button', { name: '报送', exact: true });
    const own = (await downloaded(page)).text;
    await takeText(page, 'own.csv', own);
    await page.getByText('来自文件 own.csv').waitFor();
    await take(
      page,
      fileURLToPath(new URL('../../infra/demo/examples/tf01-jjb-2024-12.csv', import.meta.url)),
    );
    const alert = page.getByRole('alert');
    await alert.waitFor();
    expect(await alert.innerText()).toMatch(/这是（BNK_JJB）的文件，不是.*（BNK_CMB_NC）的/);
    expect(await page.getByRole('button', { name: /改为/ }).count()).toBe(0);
    expect(await sendButton.count()).toBe(0);
    expect(await page.locator('.grid').count()).toBe(0);

    // The same of a file with a cell that cannot be read: sheet, cell and place are named.
    await takeText(page, 'circled.csv', own.replace(/^(1 .*?),(\d+),/m, '$1,12①,'));
    await page.getByText(/B8（1 × A）：“12①”不是数字/).waitFor();
    expect(await sendButton.count()).toBe(0);
    expect(await axeFindings(page)).toEqual([]);
    await screenshot(page, 'return-not-taken');

    await page.getByRole('button', { name: '回到导入前的填报' }).click();
    await page.getByText('来自文件 own.csv').waitFor();
    expect(await sendButton.isEnabled()).toBe(true);
    await page.getByRole('button', { name: '从现行版次开始' }).click();
    await page.getByText('0 处与现行版次不同').waitFor();
  });

  it('in yuan is converted, exactly, or told where it does not go', async () => {
    const page = await open({ as: 'cmb', path: '/return?form=TF03&period=2024-12' });
    await settled(page);
    const { text } = await downloaded(page);
    const standing = await cell(page, '1/B').inputValue();
    const yuan = text
      .replace('单位: 万元', '单位: 元')
      .replace(/(?<=,)(\d+)\.(\d\d)(?=[,\r])/g, '$1$200');
    await takeText(page, 'yuan.csv', yuan);
    await page.getByText('来自文件 yuan.csv').waitFor();
    expect(await page.getByRole('button', { name: /改为/ }).count()).toBe(0);
    await page.getByRole('button', { name: '换算为万元（÷ 10,000）' }).click();
    expect(await cell(page, '1/B').inputValue()).toBe(standing);
    await page.getByText('0 处与现行版次不同').waitFor();

    await takeText(page, 'odd.csv', yuan.replace(/^(1 .*?),(\d+)00,/m, '$1,$201,'));
    await page.getByText('来自文件 odd.csv').waitFor();
    expect(await page.getByRole('list', { name: '表头' }).innerText()).toMatch(
      /单位: 元\s*换算后超过两位小数.*1 × B/,
    );
    expect(await page.getByRole('button', { name: /换算为/ }).count()).toBe(0);
  });

  it('goes out as a workbook and comes back', async () => {
    const page = await open({ as: 'cmb', path: '/return?form=TF01&period=2024-12' });
    await settled(page);
    const { name, bytes } = await downloaded(page, '下载 Excel');
    expect(name).toMatch(/^TF01_BNK_CMB_NC_2024-12_v\d+\.xlsx$/);
    await page.getByRole('button', { name: '从空表开始' }).click();
    await page.getByText('空表 0 个单元格').waitFor();
    await takeText(page, name, bytes);
    await page.getByText(`来自文件 ${name}`).waitFor();
    await page.getByText(/[1-9]\d* 户 · 0 处与现行版次不同/).waitFor();
  });
});

describe('every form', () => {
  it('TF05: an insurer, from a GBK file with mistakes in head and cells to own figures and place', async () => {
    const page = await open({
      as: 'picc',
      path: '/return?period=2024-12',
      taste: { size: 'large' },
    });
    await settled(page);
    const right = await downloaded(page);
    expect(right.text.startsWith('\uFEFF# 机构: INS_PICC_JX\r\n')).toBe(true);
    expect(right.name).toMatch(/^TF05_INS_PICC_JX_2024-Q4_v\d+\.csv$/);
    const wrong = right.text
      .slice(1)
      .replace(/版次: \d+/, '版次: 1')
      .replace(/^(I .*?),[\d.]+/m, '$1,')
      .replace(/^(I\.1 .*?),([\d.]+),([\d.]+),(\d+)/m, '$1,"$2",-$3,$4.5');
    await takeText(page, 'tf05.csv', inGbk(wrong));
    await page.getByText('来自文件 tf05.csv').waitFor();
    await send(page);
    const said = (await refusal(page)).join('\n');
    for (const part of [/^转到\s+版次/m, /I × A/, /I\.1 × C/]) {
      expect(said).toMatch(part);
    }
    await expectWrong(page, 'I/A', /必填单元格为空[^]*更正办法: \S/);
    await expectWrong(page, 'I.1/B', /不得为负数[^]*更正办法: \S/);
    await expectWrong(page, 'I.1/C', /整数[^]*更正办法: \S/);
    expect(await axeFindings(page)).toEqual([]);
    await screenshot(page, 'return-insurer-large');

    await page.getByRole('button', { name: /改为 \d/ }).click();
    const body = parseReturnCsv(right.text);
    const rightAt = (row: string, column: string) =>
      body.cells.find((one) => one.row === row && one.column === column)!.value;
    for (const place of ['I/A', 'I.1/B', 'I.1/C']) {
      const [row, column] = place.split('/');
      // Full width, as an input method leaves it.
      const wide = rightAt(row!, column!).replace(/\d/g, (digit) =>
        String.fromCharCode(0xff10 + Number(digit)),
      );
      await cell(page, place).fill(wide);
    }
    await send(page);
    await receiptOf(page);
    await settled(page);
    expect(await figureOf(page, '投保企业数')).toBe(Number(rightAt('T', 'D')).toLocaleString('en'));
    const places = page.locator('.card').filter({ hasText: '科技保险保费' });
    expect(await places.innerText()).toMatch(/位次\s+\d+ \/ 25/);
  });

  it('TF02: a county’s cell and that of all counties, each where it is wrong', async () => {
    const page = await open({ as: 'icbc', path: '/return?form=TF02&period=2024-12' });
    await settled(page);
    const right = parseReturnCsv((await downloaded(page)).text);
    const wrong = structuredClone(right);
    const county = right.cells.findLast(({ row, column }) => row === '1' && column === 'D')!.area!;
    const of = ({ area, row, column }: (typeof right.cells)[number]) =>
      area === county && row === '1' && column === 'D';
    wrong.cells.find(of)!.value = '99999999.00';
    await takeText(page, 'tf02.json', JSON.stringify(wrong));
    await page.getByText('来自文件 tf02.json').waitFor();
    await send(page);
    expect((await refusal(page)).join()).toMatch(new RegExp(`${county} × 1 × D[^]*转到\\s+1 × D`));
    await page.getByRole('button', { name: `转到 ${county} × 1 × D` }).click();
    expect(await page.getByLabel('地区').first().inputValue()).toBe(county);
    await expectWrong(page, `${county}/1/D`, /各项贷款的一部分[^]*各县合计/);
    // Of all counties together: in any of them.
    await page.getByLabel('地区').first().selectOption({ index: 0 });
    const area = await page.getByLabel('地区').first().inputValue();
    const described = (await cell(page, `${area}/1/D`).getAttribute('aria-describedby'))!;
    expect(await page.locator(`[id="${described}"]`).innerText()).toMatch(/各县合计/);
    expect(await axeFindings(page)).toEqual([]);

    await page.getByLabel('地区').first().selectOption(county);
    await cell(page, `${county}/1/D`).fill(right.cells.find(of)!.value);
    await send(page);
    await receiptOf(page);
  });

  it('TF03: out of a spreadsheet into the grid', async () => {
    const page = await open({ as: 'cmb', path: '/return?form=TF03' });
    await settled(page);
    expect(await page.getByLabel('报告期').inputValue()).toBe('2024-12');
    const right = parseReturnCsv((await downloaded(page)).text);
    const at = (row: string, column: string) =>
      right.cells.find((one) => one.row === row && one.column === column)!.value;
    await page.getByRole('button', { name: '从空表开始' }).click();
    await send(page);
    expect((await refusal(page)).join()).toMatch(/1 × B[^]*S-08/);
    await page.getByRole('button', { name: '空的必填格填 0' }).click();
    expect(await cell(page, 'ALL/H').inputValue()).toBe('0');
    await cell(page, '1/B').focus();
    const grouped = (text: string) => text.replace(/\B(?=(\d{3})+\.)/g, ',');
    await paste(
      page,
      ['1', 'ALL']
        .map((row) => ['B', 'H'].map((column) => grouped(at(row, column))).join('\t'))
        .join('\r\n'),
    );
    expect(await cell(page, 'ALL/H').inputValue()).toBe(at('ALL', 'H'));
    await send(page);
    const [, institution, position] = await receiptOf(page);
    expect(institution).toBe('BNK_CMB_NC');
    const receipt = await downloaded(page, '保存回执');
    expect(receipt.text).toContain(`事实位置 Position: ${position}`);
  });
});

describe('what was begun', () => {
  it('outlives a reload, another language and another view, and can be had back; not a sign-out', async () => {
    const page = await open({ as: 'icbc', path: '/return?form=TF01&period=2024-12' });
    await settled(page);
    const before = await cell(page, '1/D').inputValue();
    await cell(page, '1/D').fill('123.45');
    await page.reload();
    await settled(page);
    expect(await cell(page, '1/D').inputValue()).toBe('123.45');
    await page.getByRole('button', { name: 'English' }).click();
    await page.getByText('1 differences to what stands').waitFor();
    await page.getByRole('link', { name: 'Ranking', exact: true }).click();
    await page.getByRole('link', { name: 'Own return' }).click();
    await settled(page);
    expect(await cell(page, '1/D').inputValue()).toBe('123.45');

    await page.getByRole('button', { name: 'Begin with what stands' }).click();
    expect(await cell(page, '1/D').inputValue()).toBe(before);
    await page.getByRole('button', { name: 'Back to what was begun before' }).click();
    expect(await cell(page, '1/D').inputValue()).toBe('123.45');

    await page.reload();
    await settled(page);
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.getByRole('heading', { name: /Sign in/ }).waitFor();
    expect(await page.evaluate(() => Object.keys(sessionStorage))).toEqual([]);
  });
});
