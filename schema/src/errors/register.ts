import type { ErrorEntry } from './entry.ts';

/** Why the register, a list, the calendar or a definition does not take what it was told. */
export const REGISTER_ERRORS = {
  FIXED_ONCE_REGISTERED: {
    http: 409,
    message: {
      zh: '{what} 登记后不可更改：原为 {expected}，收到 {found}。',
      en: '{what} does not change once registered: it is {expected}, not {found}.',
    },
    fix: {
      zh: '保持原值，或以新的代码登记。',
      en: 'Keep the value, or register under a new code.',
    },
  },
  BAD_USCC: {
    http: 422,
    message: {
      zh: '统一社会信用代码 {found} 不存在：末位校验码或前段不符合 GB 32100。',
      en: 'Unified social credit code {found} cannot exist: its check sign or its first signs are not those of GB 32100.',
    },
    fix: { zh: '请与营业执照逐位核对。', en: 'Compare it with the licence, sign by sign.' },
  },
  USCC_TAKEN: {
    http: 409,
    message: {
      zh: '统一社会信用代码 {found} 已由企业 {holder} 使用。',
      en: 'Unified social credit code {found} is that of enterprise {holder} already.',
    },
    fix: {
      zh: '同一企业请沿用原编号；否则请核对代码。',
      en: 'Use that id where it is the same firm; otherwise check the code.',
    },
  },
  OBLIGATIONS_OVERLAP: {
    http: 422,
    message: {
      zh: '报表 {form} 的报送义务期间重叠：{from} 起两次。',
      en: 'Two obligations for form {form} overlap from {from} on.',
    },
    fix: { zh: '合并或错开期间。', en: 'Join them, or end one before the other starts.' },
  },
  PERIOD_FREQUENCY: {
    http: 422,
    message: {
      zh: '报告期 {period} 与报表 {form} 的频度 {frequency} 不符。',
      en: 'Period {period} does not fit form {form}, whose frequency is {frequency}.',
    },
    fix: { zh: '使用与频度相符的报告期。', en: 'Use a period of that frequency.' },
  },
  RATIO_PARTS: {
    http: 422,
    message: {
      zh: '指标 {metric}：比率（RATIO、WAVG）须有分子与分母或公式，单位为 RATIO 且有数据基础的也须有；其他指标不得有分子与分母。',
      en: 'Metric {metric}: a ratio (RATIO, WAVG, or of unit RATIO on any basis) has numerator and denominator or a formula; any other metric has no numerator or denominator.',
    },
    fix: {
      zh: '补全分子与分母（或公式），或去掉它们。',
      en: 'Give both, or a formula, or leave them out.',
    },
  },
  NAME_TAKEN: {
    http: 409,
    message: {
      zh: '代码 {code} 已是{what}。',
      en: 'The code {code} is that of {what} already.',
    },
    fix: {
      zh: '换一个代码：机构、同业组、企业类别、名单与行政区划在数字编号中共用一套名称。',
      en: 'Use another code: ids of figures name organisations, peer groups, populations, lists and areas alike.',
    },
  },
  METRIC_CYCLE: {
    http: 422,
    message: {
      zh: '指标 {metric} 以自身为组成部分：{way}。',
      en: 'Metric {metric} is a part of itself: {way}.',
    },
    fix: {
      zh: '分子、分母与公式只引用不由它推算的指标。',
      en: 'Name only metrics that do not follow from it.',
    },
  },
  METRIC_UNITS: {
    http: 422,
    message: {
      zh: '指标 {metric}：{operation} 由 {units} 得不出单位为 {unit} 的数。',
      en: 'Metric {metric}: {operation} of {units} is nothing of unit {unit}.',
    },
    fix: {
      zh: '同单位相除得 RATIO，金额除以个数得 YUAN，相减或比较须同单位；改正单位或所用指标。',
      en: 'Like by like is RATIO, money by a number is YUAN, and only like is subtracted or compared: correct the unit or the parts.',
    },
  },
  DUPLICATE_CODE: {
    http: 422,
    message: { zh: '代码 {code} 在 {where} 中重复。', en: 'Code {code} occurs twice in {where}.' },
    fix: { zh: '每个代码只用一次。', en: 'Use each code once.' },
  },
  STATEMENT_OF_ANOTHER: {
    http: 403,
    message: {
      zh: '{publisher} 只能登记本机构的公开表述，不能登记 {by} 的。',
      en: '{publisher} records statements of its own only, none of {by}.',
    },
    fix: {
      zh: '由监管部门登记其他机构的公开表述。',
      en: 'A regulator records what others have said in public.',
    },
  },
  UNKNOWN_CELL: {
    http: 422,
    message: { zh: '报表 {form} 没有 {code}。', en: 'Form {form} has no {code}.' },
    fix: { zh: '只引用本表的行与列。', en: 'Name rows and columns of the form only.' },
  },
} as const satisfies Record<string, ErrorEntry>;
