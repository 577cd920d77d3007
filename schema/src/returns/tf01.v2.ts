import type { FormRow, ReturnForm } from './form.ts';
import { allIsMost, HERE, noNegative, partOf } from './rules.ts';
import { TF01 } from './tf01.ts';

/** Rows that S70 does not have: they stand outside of its unions and may be left out. */
export const EXTRA_ROWS: FormRow[] = [
  {
    code: 'ALL',
    population: 'ALL',
    name: { zh: '各项贷款', en: 'All loans' },
    columns: ['D', 'E', 'F', 'G', 'I'],
    optional: true,
  },
  {
    code: 'CHAIN',
    population: 'CHAIN',
    name: { zh: '重点产业链企业贷款', en: 'Loans to key industrial chains' },
    columns: ['D', 'E', 'F', 'G', 'I'],
    optional: true,
  },
  {
    code: 'KDT',
    programme: 'KDT',
    name: { zh: '科贷通相关贷款', en: 'Loans related to Kedaitong' },
    columns: ['D'],
    metrics: { D: 'KDT_REL_BAL' },
    optional: true,
  },
];

const S70 = TF01.rows.map(({ code }) => code);

/**
 * TF01 with all loans, chain enterprises and Kedaitong beside the classes of S70. The new rows come last, so that a
 * cell and a borrower's bit stand where they stood. Drawn amounts and interest of all loans are TF03's.
 */
export const TF01_2: ReturnForm = {
  ...TF01,
  version: 2,
  rows: [...TF01.rows, ...EXTRA_ROWS],
  rules: [
    ...TF01.rules,
    ...noNegative(EXTRA_ROWS, TF01.columns),
    partOf('V-02', ['ALL', 'CHAIN'], ['E', 'F', 'G', 'I'], 'D'),
    allIsMost([...S70, 'CHAIN'], ['D', 'E', 'F', 'G', 'I']),
    allIsMost(['KDT'], ['D']),
    {
      id: 'X-04',
      severity: 'ERROR',
      rows: ['KDT'],
      columns: ['D'],
      assert: ['le', HERE, ['cell', '1.1.2', 'D']],
      message: {
        zh: '科贷通相关贷款余额 $found 超过科技型中小企业贷款余额（1.1.2 行，$expected）',
        en: 'loans related to Kedaitong are $found, more than those to tech SMEs (row 1.1.2, $expected)',
      },
      fix: {
        zh: '科贷通只面向名单内科技型中小企业：请核对两行',
        en: 'Kedaitong is for tech SMEs of the list: check both rows',
      },
    },
  ],
};
