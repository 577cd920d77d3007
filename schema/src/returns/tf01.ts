import type { ReturnForm } from './form.ts';
import { TF01_COLUMNS, TF01_ROWS } from './tf01.grid.ts';
import { TF01_RULES } from './tf01.rules.ts';

/**
 * The seed of return TF01 (贷款主表): the 13 rows and 9 columns of S70 with the borrower annex, and rules V-01 to V-09 of
 * `domain.md` 3.4 as they stand for this form. A new installation adopts it through `DefineReturn`.
 */
export const TF01: ReturnForm = {
  form: 'TF01',
  version: 1,
  name: { zh: '科技金融贷款主表', en: 'Tech finance: loans' },
  frequency: 'M',
  effectiveFrom: '2023-01',
  currency: 'CNY',
  unit: 'WAN_YUAN',
  tables: ['MAIN', 'ANNEX'],
  rows: TF01_ROWS,
  columns: TF01_COLUMNS,
  rules: TF01_RULES,
};
