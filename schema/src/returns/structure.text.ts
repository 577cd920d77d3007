import type { Issue, Text } from '../kernel/issue.ts';

/** What can be wrong with a return before its figures are judged: the rule of `domain.md` 3.4, what it says and what helps. */
const TEXTS = {
  NO_FORM: {
    code: 'S-01',
    message: { zh: '该报告期没有此报表', en: 'no version of this form is in force for the period' },
    fix: { zh: '请核对报表代码与报告期', en: 'check the code of the form and the period' },
  },
  NO_REPORTER: {
    code: 'S-02',
    message: { zh: '机构未登记', en: 'the institution is not registered' },
    fix: { zh: '请先由监管部门登记', en: 'have the regulator register it first' },
  },
  NOT_OWED: {
    code: 'S-02',
    message: {
      zh: '该机构在此报告期没有报送此报表的义务',
      en: 'the institution does not owe this form for the period',
    },
    fix: {
      zh: '请核对报表与报告期，或请监管部门登记报送义务',
      en: 'check form and period, or have the regulator register the obligation',
    },
  },
  OTHER_FREQUENCY: {
    code: 'S-03',
    message: {
      zh: '报告期与报表频度不符',
      en: 'the period does not have the length that the form reports on',
    },
    fix: {
      zh: '月报用 2024-12，季报用 2024-Q4',
      en: 'monthly forms take 2024-12, quarterly ones 2024-Q4',
    },
  },
  NOT_OPEN: {
    code: 'S-03',
    message: { zh: '该报告期尚未开放报送', en: 'the period is not open for this form' },
    fix: { zh: '请核对报告期，或等待监管部门开放', en: 'check the period, or wait until it opens' },
  },
  NOT_OVER: {
    code: 'S-03',
    message: { zh: '报告期尚未结束', en: 'the period is not over yet' },
    fix: { zh: '请在期末之后报送', en: 'report after the last day of the period' },
  },
  CURRENCY: {
    code: 'S-04',
    message: { zh: '币种不是人民币', en: 'the currency is not the form’s' },
    fix: { zh: '请折算为人民币（CNY）填报', en: 'convert to yuan and state CNY' },
  },
  UNIT: {
    code: 'S-04',
    message: { zh: '计量单位不符', en: 'the unit is not the form’s' },
    fix: { zh: '请以万元填报', en: 'report in CNY 10,000' },
  },
  NO_AMOUNT: {
    code: 'S-04',
    message: {
      zh: '金额应为整数部分至多 15 位、小数至多两位的数字',
      en: 'an amount is a number with at most 15 digits before the point and two after it',
    },
    fix: {
      zh: '只填半角数字，不用千分位、百分号、单位或科学记数法，如 1234.50',
      en: 'plain digits only, no separators, percent sign, unit or exponent, such as 1234.50',
    },
  },
  NO_COUNT: {
    code: 'S-04',
    message: {
      zh: '户数、件数应为至多 15 位的整数',
      en: 'a count is a whole number of at most 15 digits',
    },
    fix: {
      zh: '请以半角数字填报整数，如 12',
      en: 'report a whole number in plain digits, such as 12',
    },
  },
  UNKNOWN_CELL: {
    code: 'S-05',
    message: { zh: '报表中没有该行或该列', en: 'the form has no such row or column' },
    fix: { zh: '请使用报表的行、列编号', en: 'use the rows and columns of the form' },
  },
  UNKNOWN_AREA: {
    code: 'S-05',
    message: {
      zh: '报表不按该地区分列，或没有该地区',
      en: 'the form is not split by this area, or there is no such area',
    },
    fix: {
      zh: '分地区的报表请填六位（县）或四位（市）行政区划代码，其他报表不填地区',
      en: 'name a county (6 digits) or city (4 digits) by GB/T 2260 in forms split by area, none in others',
    },
  },
  UNKNOWN_ANNEX_COLUMN: {
    code: 'S-05',
    message: {
      zh: '附表只说明户数列，没有该列',
      en: 'the annex explains the count columns only; there is no such column',
    },
    fix: { zh: '请使用户数列的编号', en: 'use the codes of the count columns' },
  },
  NO_LEAF_ROW: {
    code: 'S-05',
    message: {
      zh: '附表中的企业只归入最末级的行',
      en: 'the annex assigns enterprises to rows without parts only',
    },
    fix: {
      zh: '合计行由系统去重计算，请改列其分项',
      en: 'union rows are counted by the system: name their parts instead',
    },
  },
  UNKNOWN_TABLE: {
    code: 'S-05',
    message: { zh: '报表中没有该表', en: 'the form has no such table' },
    fix: { zh: '请使用报表的表名', en: 'use the names of the form’s tables' },
  },
  DUPLICATE_CELL: {
    code: 'S-06',
    message: { zh: '同一单元格重复填报', en: 'the same cell is reported twice' },
    fix: { zh: '每个单元格只填报一次', en: 'report each cell once' },
  },
  DUPLICATE_BORROWER: {
    code: 'S-06',
    message: { zh: '附表中企业重复', en: 'the annex names an enterprise twice' },
    fix: {
      zh: '每户企业在附表中只列一次，并列出其所有行',
      en: 'name each enterprise once, with all its rows',
    },
  },
  NO_INDICATOR: {
    code: 'S-07',
    message: {
      zh: '缺少（或重复）该表的填报标识',
      en: 'the table has no filing indicator, or more than one',
    },
    fix: {
      zh: '请附上该表并填写一次 reported: true；不报则填 false（CSV：附表以“企业,列,行”一行开始）',
      en: 'add the table and state reported: true once, or false without it (in CSV the annex begins with enterprise,column,rows)',
    },
  },
  FALSE_INDICATOR: {
    code: 'S-07',
    message: {
      zh: '该表标识为不填报，却有内容',
      en: 'the table is said not to be reported, yet has content',
    },
    fix: {
      zh: '请将标识改为 reported: true，或删去内容',
      en: 'state reported: true, or leave the content out',
    },
  },
  MISSING_CELL: {
    code: 'S-08',
    message: { zh: '必填单元格为空', en: 'a mandatory cell is missing' },
    fix: {
      zh: '没有发生额也须填 0，不得留空',
      en: 'report 0 where there is nothing; blank is not a value',
    },
  },
} satisfies Record<string, { code: string; message: Text; fix: Text }>;

/** The issue of one structural fault: `FATAL`, at its place, with what was found and expected. */
export function structureIssue(
  kind: keyof typeof TEXTS,
  place: Pick<Issue, 'path' | 'row' | 'column'>,
  found?: string,
  expected?: string,
): Issue {
  const text = TEXTS[kind];
  return {
    code: text.code,
    severity: 'FATAL',
    ...place,
    ...(found === undefined ? {} : { found }),
    ...(expected === undefined ? {} : { expected }),
    message: text.message,
    fix: text.fix,
  };
}
