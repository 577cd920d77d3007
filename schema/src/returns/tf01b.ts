import type { FormColumn, FormRow, ReturnForm, Rule } from './form.ts';
import { cellsOf, HERE, inRow, noNegative, sameAs } from './rules.ts';
import { TF01 } from './tf01.ts';
import { EXTRA_ROWS } from './tf01.v2.ts';

const column = (
  code: string,
  zh: string,
  en: string,
  where: Partial<FormColumn> = {},
): FormColumn => ({
  code,
  metric: 'LN_BAL',
  kind: 'AMOUNT',
  accumulation: 'POINT',
  name: { zh, en },
  ...where,
});

const COLUMNS: FormColumn[] = [
  column('D', '余额', 'Balance'),
  column('G', '不良余额', 'Non-performing balance', { metric: 'LN_BAL_NPL' }),
  column('GA', '其中：次级', 'Of which substandard', { metric: 'LN_BAL_SUB' }),
  column('GB', '其中：可疑', 'Of which doubtful', { metric: 'LN_BAL_DBT' }),
  column('GC', '其中：损失', 'Of which loss', { metric: 'LN_BAL_LOSS' }),
  column('DA', '信用', 'Unsecured', { guarantee: 'CREDIT' }),
  column('DB', '保证', 'Guarantee', { guarantee: 'GUARANTEE' }),
  column('DC', '抵押', 'Mortgage', { guarantee: 'MORTGAGE' }),
  column('DD', '质押', 'Pledge', { guarantee: 'PLEDGE' }),
  column('TA', '短期', 'Short term', { term: 'SHORT' }),
  column('TB', '中长期', 'Medium and long term', { term: 'MEDIUM_LONG' }),
  column('LA', '种子期', 'Seed', { lifecycle: 'SEED' }),
  column('LB', '初创期', 'Start-up', { lifecycle: 'STARTUP' }),
  column('LC', '成长期', 'Growth', { lifecycle: 'GROWTH' }),
  column('LD', '成熟期', 'Stable', { lifecycle: 'STABLE' }),
];

const ROWS: FormRow[] = [...TF01.rows, EXTRA_ROWS[0]!].map(
  ({ columns: _, optional, parts: __, ...row }) => ({
    ...row,
    ...(optional ? { optional } : {}),
  }),
);
const CODES = ROWS.map(({ code }) => code);

const splits = (id: string, how: 'eq' | 'le', whole: string, parts: string[]): Rule => ({
  id,
  severity: 'ERROR',
  rows: CODES,
  columns: [whole],
  assert: [how, ['sum', ...parts.map(inRow)], HERE, 'tolerant'],
  message: {
    zh: `$r 行：${parts.join(' + ')} 之和为 $found，与 ${whole} 不符（$expected）`,
    en: `row $r: ${parts.join(' + ')} come to $found, which does not fit ${whole} ($expected)`,
  },
  fix: {
    zh: `请核对 $r 行的 ${whole} 与各分项`,
    en: `check ${whole} and its parts in row $r`,
  },
});

/** TF01B 贷款余额结构: what a balance is made of, by class, guarantee, term and stage of life (V-11 to V-14). */
export const TF01B: ReturnForm = {
  form: 'TF01B',
  version: 1,
  name: { zh: '科技金融贷款结构表', en: 'Tech finance: structure of loans' },
  frequency: 'M',
  effectiveFrom: '2023-01',
  currency: 'CNY',
  unit: 'WAN_YUAN',
  tables: ['MAIN'],
  rows: ROWS,
  columns: COLUMNS,
  rules: [
    ...noNegative(ROWS, COLUMNS),
    splits('V-11', 'eq', 'G', ['GA', 'GB', 'GC']),
    splits('V-12', 'eq', 'D', ['DA', 'DB', 'DC', 'DD']),
    splits('V-13', 'eq', 'D', ['TA', 'TB']),
    // What is not assigned to a stage is unknown: the stages together may stay below.
    splits('V-14', 'le', 'D', ['LA', 'LB', 'LC', 'LD']),
    ...cellsOf(ROWS, COLUMNS.slice(0, 2)).map(({ rows, columns }) =>
      sameAs('X-01', 'TF01', rows, columns, { zh: '余额', en: 'balance' }),
    ),
  ],
};
