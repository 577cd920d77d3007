import type { FormColumn, FormRow, ReturnForm, Rule } from './form.ts';
import { allIsMost, inRow, noNegative, partOf, sameAs } from './rules.ts';

const column = (
  code: string,
  metric: string,
  kind: FormColumn['kind'],
  zh: string,
  en: string,
): FormColumn => ({ code, metric, kind, accumulation: 'YEAR_TO_DATE', name: { zh, en } });

/** Columns and rows that TF01 has too bear its codes. */
const COLUMNS: FormColumn[] = [
  column('B', 'LN_DISB', 'AMOUNT', '当年累放额', 'Drawn this year'),
  column('H', 'LN_INT_ANN', 'AMOUNT', '当年累放年化利息收益', 'Annualised interest on drawn'),
  { ...column('J', 'LN_FIRST_BRW', 'COUNT', '首贷户数', 'First-time borrowers'), optional: true },
  { ...column('K', 'LN_FIRST_AMT', 'AMOUNT', '首贷金额', 'First loans'), optional: true },
  {
    ...column('L', 'LN_RENEW_NR', 'AMOUNT', '无还本续贷金额', 'Renewed without repayment'),
    optional: true,
  },
];
const ROWS: FormRow[] = [
  { code: '1', population: 'TECH_LOAN', name: { zh: '科技贷款', en: 'Tech loans' } },
  { code: 'ALL', population: 'ALL', name: { zh: '各项贷款', en: 'All loans' } },
];
const CODES = ROWS.map(({ code }) => code);

const together = (
  column: string,
  other: string,
  [zh, en]: [zh: string, en: string],
  id: string,
): Rule => ({
  id,
  severity: 'ERROR',
  rows: CODES,
  columns: [column],
  assert: ['iff', ['gt', inRow('$c'), ['const', '0']], ['gt', inRow(other), ['const', '0']]],
  message: {
    zh: `$r 行：${zh}应同时为零或同时不为零，现为 $found`,
    en: `row $r: ${en} are both zero or neither is; found $found`,
  },
  fix: {
    zh: '请补报缺少的一项，或将两项都填零',
    en: 'report the one that is missing, or zero for both',
  },
});

/** TF03 利率、首贷与续贷表: year to date, of tech loans and of all loans, so that the two can be compared. */
export const TF03: ReturnForm = {
  form: 'TF03',
  version: 1,
  name: { zh: '利率、首贷与续贷表', en: 'Tech finance: rates, first loans, renewals' },
  frequency: 'M',
  effectiveFrom: '2023-01',
  currency: 'CNY',
  unit: 'WAN_YUAN',
  tables: ['MAIN'],
  rows: ROWS,
  columns: COLUMNS,
  rules: [
    ...noNegative(ROWS, COLUMNS),
    partOf('V-02', CODES, ['K', 'L'], 'B'),
    together('J', 'K', ['首贷户数与首贷金额', 'first-time borrowers and their loans'], 'V-03'),
    together('H', 'B', ['年化利息收益与累放额', 'interest and loans drawn'], 'V-09'),
    {
      id: 'V-09',
      severity: 'ERROR',
      rows: CODES,
      columns: ['H'],
      assert: ['le', ['cell', '$r', '$c'], ['times', inRow('B'), ['const', '0.24']]],
      message: {
        zh: '$r 行：年化利息收益 H 为 $found，超过累放额 B 的 24 %（$expected）',
        en: 'row $r: interest H is $found, more than 24 % of the loans drawn B ($expected)',
      },
      fix: {
        zh: 'H 是累放额乘以合同年利率之和，单位与 B 相同：请核对',
        en: 'H is the sum of amounts drawn times contract rate, in the unit of B: check both',
      },
    },
    allIsMost(['1'], ['B', 'H', 'J', 'K', 'L']),
    sameAs('X-02', 'TF01', ['1'], ['B'], { zh: '当年累放额', en: 'drawn this year' }),
    sameAs('X-13', 'TF01', ['1'], ['H'], {
      zh: '平均利率的分子',
      en: 'what the average rate is made of',
    }),
  ],
};
