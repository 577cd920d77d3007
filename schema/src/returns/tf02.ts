import type { FormColumn, FormRow, NumberExpression, ReturnForm, Rule } from './form.ts';
import { allIsMost, cellsOf, HERE, noNegative, partOf } from './rules.ts';
import { TF01 } from './tf01.ts';
import { EXTRA_ROWS } from './tf01.v2.ts';

/** The balance of every class is owed; the other columns may be left out. */
const COLUMNS: FormColumn[] = TF01.columns.map((column) =>
  column.code === 'D' ? column : { ...column, optional: true },
);
const ROWS: FormRow[] = [...TF01.rows, ...EXTRA_ROWS];
const S70 = TF01.rows.map(({ code }) => code);

const MAIN: NumberExpression = ['of', 'TF01', HERE];
const SUM: NumberExpression = ['over', 'sum', HERE];
const LARGEST: NumberExpression = ['over', 'max', HERE];

const amounts = (rule: Pick<Rule, 'id' | 'assert' | 'message' | 'fix'>): Rule[] =>
  cellsOf(
    ROWS,
    COLUMNS.filter(({ kind }) => kind === 'AMOUNT'),
  ).map((cells) => ({ severity: 'ERROR', ...cells, ...rule }));

const fix = {
  zh: '请核对各县数据与 TF01 同一单元格',
  en: 'check the counties against the same cell of TF01',
};

/** A borrower may have loans in several counties: the whole lies between the largest county and their sum. */
const counts = (assert: Rule['assert'], zh: string, en: string): Rule => ({
  id: 'V-10',
  severity: 'ERROR',
  rows: S70,
  columns: ['A', 'C'],
  assert,
  message: { zh, en },
  fix,
});

/** TF02 分县贷款表: the grid of TF01 once for each county in which a bank lends. */
export const TF02: ReturnForm = {
  form: 'TF02',
  version: 1,
  name: { zh: '科技金融贷款分县表', en: 'Tech finance: loans by county' },
  frequency: 'M',
  effectiveFrom: '2023-01',
  currency: 'CNY',
  unit: 'WAN_YUAN',
  tables: ['MAIN'],
  rows: ROWS,
  columns: COLUMNS,
  blocks: { dimension: 'area', level: 'COUNTY' },
  rules: [
    ...noNegative(ROWS, COLUMNS),
    partOf('V-02', [...S70, 'ALL', 'CHAIN'], ['E', 'F', 'G', 'I'], 'D'),
    allIsMost([...S70, 'CHAIN'], ['D', 'E', 'F', 'G', 'I']),
    allIsMost(['KDT'], ['D']),
    ...amounts({
      id: 'X-01',
      assert: ['eq', SUM, MAIN, 'tolerant'],
      message: {
        zh: '$r 行 $c 列：各县合计 $found，与 TF01 不符（$expected）',
        en: 'row $r column $c: the counties come to $found; TF01 has another value ($expected)',
      },
      fix,
    }),
    counts(
      ['le', LARGEST, MAIN],
      '$r 行 $c 列：户数最多的一县为 $found，超过 TF01 的户数（$expected）',
      'row $r column $c: one county alone has $found, more than TF01 ($expected)',
    ),
    counts(
      ['ge', SUM, MAIN],
      '$r 行 $c 列：各县户数之和为 $found，少于 TF01 的户数（$expected）',
      'row $r column $c: the counties come to $found, fewer than TF01 ($expected)',
    ),
  ],
};
