import type { FormColumn, FormRow, NumberExpression, ReturnForm, Rule } from './form.ts';
import { HERE, inRow, noNegative } from './rules.ts';

const column = (
  code: string,
  metric: string,
  kind: FormColumn['kind'],
  zh: string,
  en: string,
  more: Partial<FormColumn> = {},
): FormColumn => ({
  code,
  metric,
  kind,
  accumulation: 'YEAR_TO_DATE',
  name: { zh, en },
  optional: code !== 'A',
  ...more,
});

/** Cover written is owed; the other columns may be left out. */
const COLUMNS: FormColumn[] = [
  column('A', 'INS_COVER_WRITTEN', 'AMOUNT', '保障金额（当年承保）', 'Cover written this year'),
  column('B', 'INS_PREM', 'AMOUNT', '保费', 'Premium'),
  column('C', 'INS_POL', 'NUMBER', '保单数', 'Policies'),
  column('D', 'INS_ENT', 'COUNT', '投保企业数', 'Insured enterprises'),
  column('E', 'INS_PAID', 'AMOUNT', '赔款支出', 'Claims paid'),
  column('F', 'INS_OS', 'AMOUNT', '未决赔款', 'Claims outstanding', { accumulation: 'POINT' }),
];

const row = (code: string, zh: string, en: string, product?: string): FormRow => ({
  code,
  name: { zh, en },
  ...(product ? { product } : {}),
  // Product lines may be left out; the parts and the total are owed.
  ...(code.includes('.') ? { optional: true } : {}),
});

/** Part I goes by product, part II by line of what tech entities insure. */
const PART_I: FormRow[] = [
  row('I.1', '研发与成果转化保险', 'R&D and conversion', 'INS_RD'),
  row('I.2', '首台套、首批次、首版次保险', 'First-of-kind application', 'INS_FIRST_USE'),
  row('I.3', '知识产权保险', 'Intellectual property', 'INS_IP'),
  row('I.4', '网络安全与人才创业保险', 'Cyber security and talent', 'INS_BASE'),
];
const PART_II: FormRow[] = [
  row('II.1', '财产保险', 'Property', 'INS_PROPERTY'),
  row('II.2', '责任保险', 'Liability', 'INS_LIABILITY'),
  row('II.3', '信用与保证保险', 'Credit and guarantee', 'INS_CREDIT'),
  row('II.4', '意外与健康保险', 'Accident and health', 'INS_ACCIDENT'),
];
const ROWS: FormRow[] = [
  row('T', '科技保险合计', 'Tech insurance in all'),
  row('I', '科技活动风险保险', 'Insurance of tech activities', 'INS_PART_I'),
  ...PART_I,
  row('II', '科技活动主体保险', 'Insurance of tech entities', 'INS_PART_II'),
  ...PART_II,
];
const CODES = ROWS.map(({ code }) => code);
const ADDED = COLUMNS.filter(({ kind }) => kind !== 'COUNT').map(({ code }) => code);

const fixOf = (total: string) => ({
  zh: `请核对 ${total} 行与其分项`,
  en: `check row ${total} against its parts`,
});

/** V-16: amounts add up; an enterprise that is in several parts counts once. */
function total(whole: string, parts: readonly FormRow[]): Rule[] {
  const cells = parts.map(({ code }): NumberExpression => ['cell', code, '$c']);
  const shared = { id: 'V-16', severity: 'ERROR' as const, rows: [whole], fix: fixOf(whole) };
  return [
    {
      ...shared,
      columns: ADDED,
      assert: ['eq', HERE, ['sum', ...cells], 'tolerant'],
      message: {
        zh: '$r 行 $c 列为 $found，不等于各分项之和（$expected）',
        en: 'row $r column $c is $found, not the sum of its parts ($expected)',
      },
    },
    {
      ...shared,
      columns: ['D'],
      assert: ['and', ['ge', HERE, ['max', ...cells]], ['le', HERE, ['sum', ...cells]]],
      message: {
        zh: '$r 行投保企业数为 $found，应介于最大分项与各分项之和之间（$expected）',
        en: 'row $r counts $found enterprises, not between its largest part and their sum ($expected)',
      },
    },
  ];
}

/** TF05 科技保险季报: written flows year to date, by the statistics of 2024. */
export const TF05: ReturnForm = {
  form: 'TF05',
  version: 1,
  name: { zh: '科技保险统计表', en: 'Tech insurance' },
  frequency: 'Q',
  effectiveFrom: '2023-01',
  currency: 'CNY',
  unit: 'WAN_YUAN',
  tables: ['MAIN'],
  rows: ROWS,
  columns: COLUMNS,
  rules: [
    ...noNegative(ROWS, COLUMNS),
    ...total(
      'T',
      ROWS.filter(({ code }) => code === 'I' || code === 'II'),
    ),
    ...total('I', PART_I),
    ...total('II', PART_II),
    {
      id: 'V-16',
      severity: 'ERROR',
      rows: CODES,
      columns: ['B'],
      assert: ['le', HERE, inRow('A')],
      message: {
        zh: '$r 行保费为 $found，超过保障金额（$expected）',
        en: 'row $r: the premium is $found, more than the sum insured ($expected)',
      },
      fix: { zh: '请核对保费与保障金额的单位', en: 'check the units of premium and sum insured' },
    },
  ],
};
