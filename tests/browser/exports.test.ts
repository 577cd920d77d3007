import type { DemoAccount } from '@qianfan/kit/identity/accounts';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { type Cell, csvBy, type Taken, workbookBy } from './exports.fixture.ts';
import { browserSuite, settled } from './page.fixture.ts';

const open = browserSuite();

const id = (series: string, end: string) =>
  `/figure/${encodeURIComponent(`${series}._T._T._T._T._T.REG_NFRA_JX.RETURN.${end}`)}`;

interface Case {
  view: string;
  as: DemoAccount;
  path: string;
  /** Pressed first: what opens a table of its own. */
  press?: RegExp[];
}

/** Every view with every table that it has, by returns and by contracts, in each unit. */
const CASES: Case[] = [
  { view: 'overview', as: 'regulator', path: '/?period=2024-12' },
  {
    view: 'overview by contracts',
    as: 'auditor',
    path: '/?period=2024-12&basis=CONTRACT&unit=WAN',
  },
  { view: 'ranking', as: 'regulator', path: '/ranking?period=2024-12' },
  { view: 'ranking by growth', as: 'regulator', path: '/ranking?period=2024-12&by=YOY' },
  {
    view: 'ranking of a ratio by points',
    as: 'auditor',
    path: '/ranking?period=2024-12&metric=R_NPL&by=PP_YOY',
  },
  {
    view: 'coverage',
    as: 'regulator',
    path: '/ranking?period=2024-12&basis=CONTRACT&metric=LN_BRW&unit=YUAN',
  },
  { view: 'ranking of insurers', as: 'picc', path: '/ranking?period=2024-12' },
  { view: 'own rank', as: 'jjb', path: '/ranking?period=2024-12' },
  { view: 'filing', as: 'regulator', path: '/late?period=2024-12' },
  { view: 'corrections', as: 'regulator', path: '/refusals?period=2024-12' },
  {
    view: 'two dates',
    as: 'regulator',
    path: '/compare?period=2024-12&from=2025-02-01&to=2025-03-01',
    press: [/^为何变动$|^Why$/],
  },
  { view: 'passport', as: 'auditor', path: id('LN_BAL.HNTE._T.36', 'M:LEVEL:2024-12') },
  { view: 'passport of a rate', as: 'auditor', path: id('P_RATE.TECH_LOAN._T.36', 'A:LEVEL:2024') },
  { view: 'passport of a growth', as: 'auditor', path: id('LN_BRW.HNTE._T.36', 'M:YOY:2024-12') },
  {
    view: 'own return',
    as: 'jjb',
    path: '/return?period=2024-12',
    press: [/^展开附表$|附表$|Show/],
  },
  { view: 'replay', as: 'auditor', path: '/replay', press: [/^(开始重放|Replay)$/] },
];

const POWERS: Record<string, number> = { 亿元: 8, 万元: 4, 'CNY 100 million': 8, 'CNY 10,000': 4 };
const WORDS = {
  zh: { csv: '导出 CSV', xlsx: '导出 Excel', whole: '导出本页全部表格 Excel', id: '数字编号' },
  en: { csv: 'CSV', xlsx: 'Excel', whole: 'All tables of this page, Excel', id: 'Figure id' },
} as const;
const NATURE = { zh: /演示数据/, en: /Demonstration data/ };
/** Columns of a figure that its id stands beside, by the words of their headings. */
const OF_FIGURE: Record<string, string> = {
  ...{ 余额: 'value', Balance: 'value', 数值: 'value', Value: 'value' },
  ...{ 获贷率: 'value', 'Loan coverage': 'value', 贡献: '', Contribution: '' },
  ...{ 占全省: 'share', Share: 'share', 同比增速: 'value', 'Growth on year': 'value' },
  ...{ 同比变动: 'value', 'Change on year': 'value' },
  ...{ 同比: 'yoy', 'On year': 'yoy', 'on year': 'yoy' },
  ...{ 较年初: 'ytd', 'since year start': 'ytd', 环比: 'mom', 'on month': 'mom' },
};
const RATIOS = new Set(['%', '百分点', 'pp']);

/** `余额 (亿元)` → its name and its unit. */
const headingOf = (heading: string) => {
  const [, name = heading, unit = ''] = /^(.*?)(?: \(([^)]*)\))?$/.exec(heading) ?? [];
  return { name, unit };
};

/** The number that the API gives, in the unit that a heading says; exact, as a decimal text. */
function inUnit(value: string, unit: string): number {
  const power = RATIOS.has(unit) ? -2 : (POWERS[unit] ?? 0);
  const [whole = '', fraction = ''] = value.split('.');
  const digits = BigInt(whole + fraction);
  const shift = fraction.length + power;
  return Number(`${digits}e${-shift}`);
}

async function ask(page: Page, query: string): Promise<any> {
  const response = await page.request.post('/graphql', { data: { query } });
  const answer = (await response.json()) as { data: any; errors?: { message: string }[] };
  expect(answer.errors).toBeUndefined();
  return answer.data;
}

/** What is said of the figures of a table, by their ids, as of what is known now. */
async function figuresOf(page: Page, ids: readonly string[]): Promise<Map<string, any>> {
  const found = new Map<string, any>();
  const distinct = [...new Set(ids)];
  for (let at = 0; at < distinct.length; at += 12) {
    const group = distinct.slice(at, at + 12);
    const fields = group.map((one, n) => {
      const [series = '', transform, period = ''] = one.split(':');
      const move = /^(R|P|KDT_SHARE)_/.test(series) ? 'change' : 'growth';
      const isLevel = transform === 'LEVEL';
      const moves =
        isLevel && period.length === 7 && period.charAt(5) !== 'Q'
          ? ['YOY', 'YTD', 'MOM']
          : isLevel
            ? ['YOY']
            : [];
      const asked = moves.map(
        (kind) => `${kind.toLowerCase()}: ${move}(kind: ${kind}) { value flags }`,
      );
      const share = isLevel && one.startsWith('LN_BAL.') ? 'share(of: "36") { value }' : '';
      return `f${n}: figure(id: "${one}") { value status unit flags contributors { reporting total } ${asked.join(' ')} ${share} }`;
    });
    const data = await ask(page, `{ ${fields.join('\n')} }`);
    group.forEach((one, n) => found.set(one, data[`f${n}`]));
  }
  return found;
}

/** Cell by cell: what stands beside the id of a figure is what the API says of it. */
async function expectFigures(page: Page, table: Taken, idWord: string, isWorkbook: boolean) {
  const place = table.headings.indexOf(idWord);
  if (place < 0) return 0;
  const ids = table.rows.flatMap((row) => (row[place] ? [String(row[place])] : []));
  const figures = await figuresOf(page, ids);
  let compared = 0;
  for (const row of table.rows) {
    const figure = figures.get(String(row[place]));
    if (!figure) continue;
    for (const [n, heading] of table.headings.entries()) {
      const { name, unit: said } = headingOf(heading);
      const field = OF_FIGURE[name];
      if (!field) continue;
      const unit = table.headings[n + 1]?.startsWith(`${name} · `)
        ? String(row[n + 1] ?? '')
        : said;
      const expected = field === 'value' ? figure.value : (figure[field]?.value ?? null);
      const cell = row[n]!;
      const where = `${table.file} ${table.sheet}: ${String(row[place])} ${heading}`;
      if (expected === null) {
        expect(cell === null || typeof cell === 'string', where).toBe(true);
        expect(Number.isNaN(Number(cell || NaN)), `${where}: ${String(cell)}`).toBe(true);
        continue;
      }
      // A workbook keeps a percentage as the fraction that it is, and shows it as one.
      const isFraction = isWorkbook && unit === '%';
      expect(Number(cell), where).toBeCloseTo(
        isFraction ? Number(expected) : inUnit(expected, unit),
        9,
      );
      if (isWorkbook) expect(typeof cell, where).toBe('number');
      compared += 1;
    }
    // A flag of the figure, and who is behind it, is on its line.
    const line = row.join(' ');
    if (figure.flags.includes('b')) expect(line).toMatch(/口径中断|break in series/);
    const who = figure.contributors;
    if (who && who.reporting < who.total) expect(line).toContain(`${who.reporting}/${who.total}`);
  }
  return compared;
}

/** As CSV says it: an instant as a clock shows it, which a workbook keeps as a fraction of days. */
const asText = (cell: Cell): string =>
  cell instanceof Date
    ? new Date(Math.round(cell.getTime() / 1000) * 1000)
        .toISOString()
        .slice(0, 19)
        .replace('T', ' ')
    : cell === null
      ? ''
      : String(cell);

/** The same table, cell for cell, whichever file it is read from. */
function expectSame(csv: Taken, sheet: Taken): void {
  expect(sheet.headings).toEqual(csv.headings);
  expect(sheet.title).toBe(csv.title);
  expect(Object.keys(sheet.about)).toEqual(Object.keys(csv.about));
  expect(sheet.rows.length).toBe(csv.rows.length);
  for (const [n, row] of csv.rows.entries()) {
    for (const [at, text] of row.entries()) {
      const other = sheet.rows[n]![at]!;
      const { name, unit: said } = headingOf(csv.headings[at]!);
      const unit = csv.headings[at + 1]?.startsWith(`${name} · `) ? row[at + 1] : said;
      const where = `${csv.file} ${n} ${name}`;
      if (typeof other === 'number') {
        expect(other * (unit === '%' ? 100 : 1), where).toBeCloseTo(Number(text), 9);
      } else {
        // What a spreadsheet would take for a formula is text, and says so in CSV by an apostrophe.
        expect(String(text ?? '').replace(/^'(?=[=+\-@])/, ''), where).toBe(asText(other));
      }
    }
  }
}

function expectHead(table: Taken, language: 'zh' | 'en'): void {
  expect(table.title).not.toBe('');
  expect(Object.values(table.about).join('\n'), table.file).toMatch(NATURE[language]);
  expect(
    table.headings.every((heading) => heading !== ''),
    `headings of ${table.file}`,
  ).toBe(true);
  expect(table.file).not.toMatch(/^(Sheet|table|表格)?\d*\.(csv|xlsx)$/);
  expect(table.sheet).not.toMatch(/^Sheet\d/);
}

describe.each(['zh', 'en'] as const)('what is taken along, in %s', (language) => {
  it.each(CASES)('$view, every table of it', async ({ as, path, press = [] }) => {
    const words = WORDS[language];
    const page = await open({ as, path, taste: { language } });
    await settled(page);
    for (const name of press) {
      const buttons = page.getByRole('button', { name }).and(page.locator(':not(th *)'));
      if ((await buttons.count()) > 0) await buttons.first().click();
      // a replay of the whole province is one of them
      await settled(page, 180_000);
    }
    const exact = true;
    const tables = await page.getByRole('button', { name: words.csv, exact }).count();
    const single: Taken[] = [];
    let compared = 0;
    for (let n = 0; n < tables; n += 1) {
      const csv = await csvBy(page, page.getByRole('button', { name: words.csv, exact }).nth(n));
      const [sheet, ...more] = await workbookBy(
        page,
        page.getByRole('button', { name: words.xlsx, exact }).nth(n),
      );
      expect(more).toEqual([]);
      expectHead(csv, language);
      expectHead(sheet!, language);
      expectSame(csv, sheet!);
      compared += await expectFigures(page, csv, words.id, false);
      compared += await expectFigures(page, sheet!, words.id, true);
      single.push(sheet!);
    }
    const whole = await workbookBy(page, page.getByRole('button', { name: words.whole }));
    expect(new Set(whole.map(({ sheet }) => sheet)).size).toBe(whole.length);
    for (const sheet of whole) {
      expectHead(sheet, language);
      compared += await expectFigures(page, sheet, words.id, true);
    }
    // Every table of the page is in it, and those behind a chart too.
    for (const table of single) {
      const same = whole.find(({ title }) => title === table.title);
      expect(same?.rows, table.title).toEqual(table.rows);
    }
    expect(single.length + whole.length).toBeGreaterThan(1);
    if (/overview|ranking|coverage|own r|two/.test(path)) expect(compared).toBeGreaterThan(0);
  });
});
