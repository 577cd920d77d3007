import { utf16, gb18030 } from './encodings.ts';

/** The usual return as a text file, with some of its lines written otherwise. */
const CSV = `机构,BNK_JJB
报表,TF03
报告期,2024-12
版次,1
单位,万元
行,B 当年累放额,H 年化利息收益
1 科技贷款,1200,48
ALL 各项贷款,2500.5,100.25
`;
const other = (...changes: [from: string, to: string][]): string =>
  changes.reduce((text, [from, to]) => {
    if (!text.includes(from)) throw new Error(`nothing to change: ${from}`);
    return text.replace(from, to);
  }, CSV);
/** With another text where 100.25 stands, in C8. */
const value = (text: string): string =>
  other(['100.25', /[",;]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text]);
/** With another period, in B3. */
const period = (text: string): string => other(['2024-12', text]);

const LIST = `form,TF01
institution,BNK_JJB
period,2024-12
revision,1
row,column,value
1.1,C,2
1.1,D,800.00
enterprise,column,rows
E001,C,1.1.1
`;

/** The grid with the codes of rows in a column of their own. */
const NUMBERED = other(
  ['行,B', '行次,项目,B'],
  ['1 科技贷款,', '1,科技贷款,'],
  ['ALL 各项贷款,', 'ALL,各项贷款,'],
);

const JSON_TEXT = JSON.stringify(
  {
    ...{ institution: 'BNK_JJB', form: 'TF03', period: '2024-12', revision: 1 },
    ...{ currency: 'CNY', unit: 'WAN_YUAN', tables: [{ table: 'MAIN', reported: true }] },
    cells: [
      { row: '1', column: 'B', value: '1200' },
      { row: '1', column: 'H', value: '48' },
      { row: 'ALL', column: 'B', value: '2500.5' },
      { row: 'ALL', column: 'H', value: '100.25' },
    ],
    borrowers: [],
  },
  null,
  1,
);

/** The text with a line more: before the first line that begins so, or behind the last. */
function within(text: string, place: string, line: string): string {
  if (place === '') return `${text}${line}\n`;
  if (!text.includes(`\n${place}`)) throw new Error(`no line begins with ${place}`);
  return text.replace(`\n${place}`, `\n${line}\n${place}`);
}

/** Lines that hold something and are none of their table: by another separator, without one, or in the wrong place. */
const UNREAD: Readonly<Record<string, [line: string, within: string, before: string]>> = {
  'list-semicolons.csv': ['KDT;D;260086.20', LIST, 'enterprise'],
  'list-chinese-commas.csv': ['CHAIN，D，1030671.29', LIST, 'enterprise'],
  'list-tabs.csv': ['KDT\tD\t260086.20', LIST, 'enterprise'],
  'list-spaces.csv': ['KDT D 260086.20', LIST, 'enterprise'],
  'list-bars.csv': ['KDT|D|260086.20', LIST, 'enterprise'],
  'list-named.csv': ['科贷通相关贷款；D；260086.20', LIST, 'enterprise'],
  'list-without-digits.csv': ['KDT;D;无', LIST, 'enterprise'],
  'list-half.csv': ['1.1 高新;D,800', LIST, 'enterprise'],
  'list-value-in-column.csv': ['KDT,D;260086.20', LIST, 'enterprise'],
  'list-value-behind-column.csv': ['KDT,D 260086.20', LIST, 'enterprise'],
  'list-two-values.csv': ['KDT,D 260086.20,7', LIST, 'enterprise'],
  'list-head-line.csv': ['单位,元', LIST, 'enterprise'],
  'list-remark-with-digits.csv': ['以下 3 项未报', LIST, 'enterprise'],
  'annex-semicolons.csv': ['E06991;C;1.2.3', LIST, ''],
  'annex-chinese-commas.csv': ['E06991，C，1.2.3', LIST, ''],
  'annex-rows-in-column.csv': ['E06991,C;1.2.3', LIST, ''],
  'annex-without-rows.csv': ['E06991,C,', LIST, ''],
  'annex-column-in-enterprise.csv': ['E06991 C,1.2.3', LIST, ''],
  'grid-semicolons.csv': ['2 其中;7;8', CSV, ''],
  'grid-chinese-commas.csv': ['2 其中，7，8', CSV, ''],
  'grid-spaces.csv': ['2 其中 7 8', CSV, ''],
  'grid-tabs.csv': ['2\t7\t8', CSV, ''],
  'grid-no-code.csv': ['其中；7；8', CSV, ''],
  'grid-half.csv': ['2 其中;7,8', CSV, ''],
  'grid-names-beside.csv': ['2,其中;7;8', NUMBERED, ''],
  'grid-under-no-heading.csv': ['2 其中,7,8,约9', CSV.replace('收益\n', '收益,\n'), ''],
  'head-semicolon.csv': ['币种;美元', CSV, '行,'],
  'head-space.csv': ['币种 美元', CSV, '行,'],
  'head-chinese-comma.csv': ['计量单位，元', CSV, '行,'],
  'head-two-values.csv': ['币种,人民币,2025-01', CSV, '行,'],
  'cell-above-the-head.csv': ['KDT,D,260086.20', LIST, 'row,'],
  'cell-above-the-head-semicolons.csv': ['KDT;D;260086.20', LIST, 'row,'],
  'line-above-the-head.csv': ['2 其中,7,8', CSV, '行,'],
  'annex-above-the-head.csv': ['E06991,C,1.2.3', LIST, 'row,'],
};

/** Text files, made as they are needed: what a spreadsheet program, a person or another program saves. */
export const TEXTS: Readonly<Record<string, string | Uint8Array>> = {
  'usual.csv': CSV,
  'usual.json': JSON_TEXT,
  'bom-and-crlf.csv': `\uFEFF${CSV.replaceAll('\n', '\r\n')}`,
  'gb18030.csv': gb18030(CSV),
  'utf-16le-tabs.txt': utf16(CSV.replaceAll(',', '\t'), 'little', true),
  'utf-16be.csv': utf16(CSV, 'big', true),
  'utf-16le-without-mark.csv': utf16(CSV, 'little', false),
  'tabs.tsv': CSV.replaceAll(',', '\t'),
  'semicolons.csv': CSV.replaceAll(',', ';'),
  'separator-stated.csv': `sep=;\n${CSV.replaceAll(',', ';')}`,
  'newlines-in-fields.csv': other(
    ['B 当年累放额', '"B 当年\n累放额"'],
    ['1 科技贷款', '"1 科技\n贷款"'],
  ),
  'neither-encoding.csv': Uint8Array.of(0xff, 0x80, 0xff),
  'latin.csv': Uint8Array.from([...'revision,1,café'].map((char) => char.charCodeAt(0))),
  'web-page.xls': '<html><table><tr><td>机构</td></tr></table></html>',
  'xml-2003.xls': '<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook/>',
  'report.pdf': '%PDF-1.7 …',
  'empty.csv': '',
  'head-only.csv': CSV.split('行,')[0]!,
  'many-lines.csv': `${CSV}${'\n'.repeat(100_001)}`,
  'many-columns.csv': `${CSV}${','.repeat(120)}x\n`,
  'ten-megabytes.csv': new Uint8Array(10_000_001),

  // numbers
  'number-grouped.csv': other(['2500.5', '"2,500.50"']),
  'number-grouped-full-width.csv': other(['2500.5', '２，５００．５０']),
  'number-grouped-thin-space.csv': other(['2500.5', '2\u2009500.50']),
  'number-yuan.csv': other(['2500.5', '"￥2,500.50"']),
  'number-plus.csv': other(['2500.5', '+2500.5']),
  'number-half-written.csv': other(['2500.5', '2500.50'], ['48', '48.']),
  'number-minus-full-width.csv': value('－100.25'),
  'number-minus-behind.csv': value('100.25-'),
  'number-minus-of-typography.csv': value('−100.25'),
  'number-in-brackets.csv': value('(1,100.25)'),
  'number-in-full-width-brackets.csv': value('（100.25）'),
  'number-two-signs.csv': value('-(100.25)'),
  'number-comma-decimal.csv': value('12,34'),
  'number-continental.csv': value('1.234,5'),
  'number-grouped-by-four.csv': value('1,2345'),
  'number-grouped-as-in-india.csv': value('1,23,456'),
  'number-two-points.csv': value('1.234.567'),
  'number-superscript.csv': value('350²'),
  'number-circled.csv': value('12①'),
  'number-fraction.csv': value('½'),
  'number-roman.csv': value('Ⅳ'),
  'number-arabic-indic.csv': value('١٢٣'),
  'number-chinese.csv': value('一百'),
  'number-exponent.csv': value('1e5'),
  'number-percent.csv': value('4.35%'),
  'number-dollar.csv': value('$100.25'),
  'number-unit.csv': value('100.25万元'),
  'number-leading-zeros.csv': value('00100.25'),
  'number-apostrophe.csv': value("'100.25"),
  'number-letter-o.csv': value('1O0.25'),
  'number-turned-round.csv': value('100\u202e52.'),
  'value-hyphen.csv': value('-'),
  'value-slash.csv': value('/'),
  'value-none.csv': value('无'),
  'value-not-available.csv': value('#N/A'),
  'value-reference-lost.csv': value('#REF!'),
  'value-date.csv': value('2024/12/1'),
  'value-month.csv': value('Dec-24'),
  'value-blank.csv': value(''),
  'value-dash-of-the-form.csv': value('—'),

  // periods
  'period-dotted-short.csv': period('2024.1'),
  'period-dotted-october.csv': period('2024.10'),
  'period-dotted-january.csv': period('2024.01'),
  'period-dotted-december.csv': period('2024.12'),
  'period-joined.csv': period('202410'),
  'period-chinese.csv': period('2024年10月'),
  'period-chinese-day.csv': period('2024年10月31日'),
  'period-hyphen.csv': period('2024-10'),
  'period-slash.csv': period('2024/10'),
  'period-date.csv': period('2024-10-01 00:00:00'),
  'period-serial.csv': period('45566'),
  'period-english.csv': period('Oct-24'),
  'period-quarter.csv': period('2024年第四季度'),
  'period-quarter-joined.csv': period('2024Q4'),
  'period-year.csv': period('2024年度'),
  'period-mid-month.csv': period('2024-10-15'),
  'period-month-13.csv': period('2024-13'),

  // said twice
  'period-twice.csv': other(['版次,1\n', '报告期,2025-01\n版次,1\n']),
  'period-twice-the-same.csv': other(['版次,1\n', '报告期,2024-12\n版次,1\n']),
  'unit-twice.csv': other(['行,', '单位,元\n行,']),
  'comment-overrides.csv': `${CSV}# 报告期: 2025-01\n`,
  'comment-before-overrides.csv': `# 机构: BNK_CMB_NC\n${CSV}`,
  'row-twice.csv': `${CSV}1 科技贷款,1300,50\n`,
  'heading-twice.csv': other(['H 年化利息收益', 'B 年化利息收益']),
  'cell-twice.csv': LIST.replace('1.1,D,800.00', '1.1,D,800.00\n1.1,D,900.00'),
  'borrower-twice.csv': `${LIST}E001,C,1.1.2\n`,
  'name-twice.json': JSON_TEXT.replace(
    '"period": "2024-12"',
    '"period": "2025-01",\n "period": "2024-12"',
  ),
  'name-twice-in-a-cell.json': JSON_TEXT.replace('"value": "48"', '"value": "84", "value": "48"'),

  // layouts
  'official.csv': `科技金融利率、首贷与续贷情况表,,
填报单位：九江银行（BNK_JJB）,,单位：万元
报表,TF03,
报告期：2024年12月,版次：1,
,,
项目,累放额,利息收益
甲,B,H
1 科技贷款,1200,48
ALL各项贷款,2500.5,100.25
填表人：张三,复核人：李四,负责人：王五
联系电话,79112345678,
注：本表按人民币口径。,,
`,
  'numbered-lines.csv': NUMBERED,
  'remarks-below.csv': `${CSV}其中：\n说明:D;1200\n注：1. 人民币口径；2. 不计委托贷款\n# 2;7;8\n`,
  'grid-item-like-a-signature.csv': NUMBERED.replace('行次,项目', '项目,行次')
    .replace('1,科技贷款', '科技贷款,1')
    .replace('ALL,各项贷款', '电话银行贷款,ALL'),
  'numbered-lines-of-other-rows.csv': other(
    ['行,B', '行次,项目,B'],
    ['1 科技贷款,', '1,1.1 科技型企业贷款,'],
    ['ALL 各项贷款,', 'ALL,各项贷款,'],
  ),
  'reporter-said-as-unit.csv': `单位：九江银行股份有限公司\n${CSV}`,
  'period-end-of-month.csv': period('2024年10月末'),
  'unit-in-headings.csv': other(['单位,万元\n', ''], ['B 当年累放额', 'B 当年累放额（万元）']),
  'unit-of-several.csv': other(['单位,万元', '单位,"万元、户"']),
  'unit-yuan.csv': other(
    ['万元', '元'],
    ['1200', '12000000'],
    ['2500.5', '25005000'],
    ['48', '480000'],
    ['100.25', '1002500'],
  ),
  'header-unknown.csv': `colour,red\n${CSV}`,
  'header-misspelt.csv': other(['单位,万元', '计价：元']),
  'header-missing.csv': other(['报告期,2024-12\n', '']),
  'revision-first.csv': other(['版次,1', '版次,first']),
  'separator-of-thousands-unquoted.csv': other(['2500.5', '2,500.50']),
  'line-without-code.csv': other(['1 科技贷款', '科技贷款']),
  'list.csv': LIST,
  'list-incomplete.csv': LIST.replace('1.1,C,2', '1.1,,2'),
  'quote-open.csv': other(['1 科技贷款,1200', '1 科技贷款,"1200']),
  'quote-open-crlf.csv': other(['1 科技贷款,1200', '1 科技贷款,"1200']).replaceAll('\n', '\r\n'),
  'quote-within.csv': other(['1 科技贷款', '1 "科技"贷款']),
  'quote-behind.csv': other(['1 科技贷款,1200', '1 科技贷款,"1200"0']),
  'quotes-around-lines.csv': other(
    ['1 科技贷款,1200', '1 科技贷款,"1200'],
    ['2500.5,', '2500.5",'],
  ),
  'quotes-around-lines-of-remarks.csv': NUMBERED.replace('年化利息收益', '年化利息收益,备注')
    .replace('1200,48', '1200,48,"核对')
    .replace('2500.5,100.25', '2500.5,100.25"'),
  ...Object.fromEntries(
    Object.entries(UNREAD).map(([name, [line, in_, place]]) => [
      `unread-${name}`,
      within(in_, place, line),
    ]),
  ),
  'annex-date.csv': LIST.replace('E001,C,1.1.1', 'E001,C,2001/1/1'),
  'full-width-commas.csv': CSV.replaceAll(',', '，'),
};
