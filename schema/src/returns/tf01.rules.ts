import type { Rule } from './form.ts';
import { ENTERPRISE_ROWS, INDUSTRY_ROWS, TF01_COLUMNS, TF01_ROWS } from './tf01.grid.ts';

const ALL_ROWS = TF01_ROWS.map(({ code }) => code);
const ALL_COLUMNS = TF01_COLUMNS.map(({ code }) => code);

/** V-05 to V-07: overlapping parts, so that the union lies between the largest of them and their sum. */
const union = (id: string, total: string, parts: string[]): Rule[] => {
  const columns = ['B', 'C', 'D', 'E', 'F', 'G', 'H'];
  const cells = parts.map((part): ['cell', string, string] => ['cell', part, '$c']);
  const shared = { id, severity: 'ERROR' as const, rows: [total], columns };
  return [
    {
      ...shared,
      assert: ['ge', ['cell', '$r', '$c'], ['max', ...cells]],
      message: {
        zh: `合计行 $r 的 $c 列为 $found，不得小于其中最大的分项（$expected）`,
        en: `column $c of the union row $r is $found, less than its largest part ($expected)`,
      },
      fix: {
        zh: `分项可重叠，但合计不会小于任何一个分项：请核对 $r 与 ${parts[0]}–${parts.at(-1)}`,
        en: `parts overlap, yet the union is no smaller than any of them: check $r against ${parts[0]} to ${parts.at(-1)}`,
      },
    },
    {
      ...shared,
      assert: ['le', ['cell', '$r', '$c'], ['sum', ...cells], 'tolerant'],
      message: {
        zh: `合计行 $r 的 $c 列为 $found，不得大于各分项之和（$expected）`,
        en: `column $c of the union row $r is $found, more than all its parts together ($expected)`,
      },
      fix: {
        zh: `合计中的每一笔都应属于至少一个分项：请核对 $r 与 ${parts[0]}–${parts.at(-1)}`,
        en: `whatever is in the union belongs to at least one part: check $r against ${parts[0]} to ${parts.at(-1)}`,
      },
    },
  ];
};

/** V-03: an amount and its count of borrowers are zero together. */
const zeroTogether = (count: string, amount: string): Rule => ({
  id: 'V-03',
  severity: 'ERROR',
  rows: ALL_ROWS,
  columns: [count],
  assert: [
    'iff',
    ['eq', ['cell', '$r', amount], ['const', '0']],
    ['eq', ['cell', '$r', '$c'], ['const', '0']],
  ],
  message: {
    zh: `$r 行：${amount} 与 ${count} 应同时为零或同时不为零，现为 $found`,
    en: `row $r: ${amount} and ${count} are both zero or neither is; found $found`,
  },
  fix: {
    zh: `有金额必有户数，有户数必有金额：请补报缺少的一项`,
    en: `an amount has borrowers and borrowers have an amount: report the one that is missing`,
  },
});

const interestRange = (found: Pick<Rule, 'severity' | 'assert' | 'message' | 'fix'>): Rule => ({
  id: 'V-09',
  rows: ALL_ROWS,
  columns: ['H'],
  ...found,
});

export const TF01_RULES: Rule[] = [
  {
    id: 'V-01',
    severity: 'ERROR',
    rows: ALL_ROWS,
    columns: ALL_COLUMNS,
    assert: ['ge', ['cell', '$r', '$c'], ['const', '0']],
    message: {
      zh: '$r 行 $c 列为 $found，不得为负数',
      en: 'row $r column $c is $found; it cannot be negative',
    },
    fix: { zh: '请填报大于或等于零的数值', en: 'report a value of zero or more' },
  },
  {
    id: 'V-02',
    severity: 'ERROR',
    rows: ALL_ROWS,
    columns: ['E', 'F', 'G', 'I'],
    assert: ['le', ['cell', '$r', '$c'], ['cell', '$r', 'D']],
    message: {
      zh: '$r 行：其中项 $c 为 $found，超过余额 D（$expected）',
      en: 'row $r: $c is $found, part of the balance D, yet above it ($expected)',
    },
    fix: {
      zh: '请核对 $r 行的余额 D 与其中项 $c',
      en: 'check the balance D and its part $c in row $r',
    },
  },
  zeroTogether('C', 'D'),
  zeroTogether('A', 'B'),
  {
    id: 'V-04',
    severity: 'ERROR',
    rows: ALL_ROWS,
    columns: ['A', 'C'],
    assert: ['eq', ['cell', '$r', '$c'], ['distinct', '$r', '$c']],
    message: {
      zh: '$r 行 $c 列的户数为 $found，与借款企业附表去重后的户数不符（$expected）',
      en: 'row $r column $c counts $found borrowers; the annex names another number ($expected)',
    },
    fix: {
      zh: '同一企业在合计行只计一户：请按附表去重后填报，或补全附表',
      en: 'a union row counts an enterprise once: report the distinct number, or complete the annex',
    },
  },
  ...union('V-05', '1.1', ENTERPRISE_ROWS),
  ...union('V-06', '1', ['1.1', '1.2']),
  ...union('V-07', '1.2', INDUSTRY_ROWS),
  {
    id: 'V-08',
    severity: 'ERROR',
    rows: ['1.1.2'],
    columns: ['D'],
    assert: ['le', ['cell', '$r', '$c'], ['times', ['cell', '$r', 'C'], ['limit', 'SINGLE_NAME']]],
    message: {
      zh: '$r 行户均余额超过本机构单户限额：余额 $found，按户数与限额计应 $expected',
      en: 'row $r: the average loan exceeds the single-name limit: balance $found, by borrowers and limit $expected',
    },
    fix: {
      zh: '请核对 $r 行的余额 D 与户数 C（单位为万元）',
      en: 'check the balance D (in 万元) and the borrowers C of row $r',
    },
  },
  interestRange({
    severity: 'ERROR',
    assert: [
      'iff',
      ['gt', ['cell', '$r', '$c'], ['const', '0']],
      ['gt', ['cell', '$r', 'B'], ['const', '0']],
    ],
    message: {
      zh: '$r 行：有累放额 B 才有年化利息收益 H，反之亦然，现为 $found',
      en: 'row $r: interest H goes with loans drawn B and never without; found $found',
    },
    fix: {
      zh: '请补报缺少的一项，或将两项都填零',
      en: 'report the one that is missing, or zero for both',
    },
  }),
  interestRange({
    severity: 'ERROR',
    assert: ['le', ['cell', '$r', '$c'], ['times', ['cell', '$r', 'B'], ['const', '0.24']]],
    message: {
      zh: '$r 行：年化利息收益 H 为 $found，超过累放额 B 的 24 %（$expected）',
      en: 'row $r: interest H is $found, more than 24 % of the loans drawn B ($expected)',
    },
    fix: {
      zh: 'H 是累放额乘以合同年利率之和，单位与 B 相同：请核对',
      en: 'H is the sum of amounts drawn times contract rate, in the unit of B: check both',
    },
  }),
  interestRange({
    severity: 'WARN',
    assert: [
      'implies',
      [
        'and',
        ['gt', ['cell', '$r', 'B'], ['const', '0']],
        ['gt', ['cell', '$r', '$c'], ['const', '0']],
        ['le', ['cell', '$r', '$c'], ['times', ['cell', '$r', 'B'], ['const', '0.24']]],
      ],
      [
        'and',
        ['ge', ['cell', '$r', '$c'], ['times', ['cell', '$r', 'B'], ['const', '0.015']]],
        ['le', ['cell', '$r', '$c'], ['times', ['cell', '$r', 'B'], ['const', '0.08']]],
      ],
    ],
    message: {
      zh: '$r 行：平均利率（H ÷ B）在 1.5 % 至 8 % 之外，请留意：$found',
      en: 'row $r: the average rate (H ÷ B) lies outside 1.5 % to 8 %, please note: $found',
    },
    fix: {
      zh: '如属实则无需更正',
      en: 'nothing to do if the figures are right',
    },
  }),
];
