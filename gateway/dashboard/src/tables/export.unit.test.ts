import { readSheet } from 'read-excel-file/node';
import { describe, expect, it } from 'vitest';
import { COUNT, INSTANT, money, PERCENT, POINTS, TEXT } from '../figures/measure.ts';
import type { Column } from './column.ts';
import { csvOf } from './export.ts';
import { type Sheet, tableOf } from './sheet.ts';
import { workbookOf } from './workbook.ts';

interface Row {
  name: string;
  code: string;
  balance: string | null;
  growth: string | null;
  points: string;
  count: number;
  at: string;
}

const rows: Row[] = [
  {
    ...{ name: '九江,银行', code: '3604', balance: '24168576900.00', growth: '0.054432' },
    ...{ points: '-0.005702', count: 4717, at: '2025-01-06T04:23:01.123456Z' },
  },
  {
    ...{ name: '=HYPERLINK("x")', code: '0012', balance: null, growth: null },
    ...{ points: '0', count: 0, at: '2025-01-05T16:00:00Z' },
  },
];
const columns: Column<Row>[] = [
  { key: 'name', header: '机构', value: ({ name }) => name },
  { key: 'code', header: '代码', only: 'EXPORT', value: ({ code }) => code },
  {
    ...{ key: 'balance', header: '余额', as: money('YI') },
    ...{ value: ({ balance }) => balance, missing: () => '缺报' },
  },
  { key: 'growth', header: '同比', as: PERCENT, value: ({ growth }) => growth },
  { key: 'points', header: '变动', as: POINTS, value: ({ points }) => points },
  { key: 'count', header: '户数', as: COUNT, value: ({ count }) => count },
  { key: 'at', header: '时刻', as: INSTANT, value: ({ at }) => at },
  {
    key: 'mixed',
    header: '数值',
    as: (row) => (row.balance ? money('WAN') : PERCENT),
    value: (row) => row.balance ?? row.growth,
  },
  { key: 'open', header: '', only: 'SCREEN', value: () => '打开' },
];
const zh = (text: { zh: string }) => text.zh;
const sheet: Sheet = {
  name: '排名/全部: [2024-12] 很长很长很长很长很长很长很长很长很长很长的名字',
  title: '排名',
  about: [
    ['金额单位', '亿元'],
    ['@cmd', '-1+2'],
  ],
  ...tableOf(columns, rows, undefined, zh, '单位'),
};

describe('a table as CSV', () => {
  it('has each value exact in the unit that its heading says, and hands a spreadsheet no formula', () => {
    expect(csvOf(sheet).split('\r\n')).toEqual([
      '\uFEFF排名',
      '金额单位,亿元',
      "'@cmd,'-1+2",
      '',
      '机构,代码,余额 (亿元),同比 (%),变动 (百分点),户数,时刻 (北京时间),数值,数值 · 单位',
      '"九江,银行",3604,241.685769,5.4432,-0.5702,4717,2025-01-06 12:23:01,2416857.69,万元',
      '"\'=HYPERLINK(""x"")",0012,缺报,,0,0,2025-01-06 00:00:00,,%',
      '',
    ]);
  });
});

describe('a table as a workbook', () => {
  it('has numbers as numbers, instants as dates, codes and formulas as texts', async () => {
    const blob = await workbookOf([sheet, sheet]);
    const cells = await readSheet(Buffer.from(await blob.arrayBuffer()));
    expect(cells.slice(4)).toEqual([
      [
        '机构',
        '代码',
        '余额 (亿元)',
        '同比 (%)',
        '变动 (百分点)',
        '户数',
        '时刻 (北京时间)',
        '数值',
        '数值 · 单位',
      ],
      [
        '九江,银行',
        '3604',
        241.685769,
        0.054432,
        -0.5702,
        4717,
        new Date('2025-01-06T12:23:01Z'),
        2416857.69,
        '万元',
      ],
      ['=HYPERLINK("x")', '0012', '缺报', null, 0, 0, new Date('2025-01-06T00:00:00Z'), null, '%'],
    ]);
  });

  it('keeps every digit of a number that no spreadsheet could', async () => {
    const digits = '123456789012345678.91';
    const rowsOf = [[COUNT, TEXT].map((as) => ({ as, value: digits }))];
    const one = { ...sheet, headings: ['数', '文'], rows: rowsOf };
    const cells = await readSheet(Buffer.from(await (await workbookOf([one])).arrayBuffer()));
    expect(cells.at(-1)).toEqual([digits, digits]);
  });
});
