import type { Additivity, Basis, MetricDefinition } from './definition.ts';

const NFRA = 'REG_NFRA_JX';
const DOST = 'PRG_DOST';

interface Row {
  zh: string;
  en: string;
  additivity: Additivity;
  bases: Basis[];
  unit?: MetricDefinition['unit'];
  frequency?: MetricDefinition['frequency'];
  agency?: string;
  /** Numerator and denominator. */
  of?: [string, string];
  what: [zh: string, en: string];
  /** A second version from this month on: values before and after it are not comparable. */
  breaks?: { from: string; what: [zh: string, en: string] };
}

const RETURN_AND_CONTRACT: Basis[] = ['RETURN', 'CONTRACT'];
const STATISTICS_OF_2024: Row['breaks'] = {
  from: '2024-01',
  what: [
    '2024年起按《科技保险业务统计制度》统计，新增科技活动主体保险（第二部分）',
    'From 2024 on by the tech insurance statistics, which added the cover of tech entities (part II)',
  ],
};

/** The base metrics and ratios whose facts exist so far (`domain.md` 2.3, 2.4). */
const ROWS: Record<string, Row> = {
  LN_BAL: {
    zh: '贷款余额',
    en: 'Loan balance',
    additivity: 'STOCK',
    bases: RETURN_AND_CONTRACT,
    what: ['期末贷款余额，本外币合计', 'Loans outstanding at the end of the period'],
  },
  LN_BAL_MLT: {
    zh: '中长期贷款余额',
    en: 'Medium- and long-term balance',
    additivity: 'STOCK',
    bases: ['RETURN'],
    what: [
      '原始期限超过12个月的贷款余额',
      'Balance of loans with an original maturity over 12 months',
    ],
  },
  LN_BAL_UNSEC: {
    zh: '信用贷款余额',
    en: 'Unsecured balance',
    additivity: 'STOCK',
    bases: ['RETURN'],
    what: ['以信用方式发放的贷款余额', 'Balance of loans without collateral or guarantee'],
  },
  LN_BAL_NPL: {
    zh: '不良贷款余额',
    en: 'Non-performing balance',
    additivity: 'STOCK',
    bases: RETURN_AND_CONTRACT,
    what: ['次级、可疑与损失类贷款余额', 'Balance of substandard, doubtful and loss loans'],
  },
  LN_BAL_DISC: {
    zh: '买断式转贴现余额',
    en: 'Bought-out rediscount',
    additivity: 'STOCK',
    bases: ['RETURN'],
    what: ['余额中的买断式转贴现', 'Bought-out rediscount within the balance'],
  },
  LN_BRW: {
    zh: '存量贷款户数',
    en: 'Borrowers with a balance',
    additivity: 'UNIQ_STOCK',
    bases: RETURN_AND_CONTRACT,
    unit: 'COUNT',
    what: [
      '期末有贷款余额的企业户数，跨机构去重',
      'Enterprises with a balance at the end of the period, each counted once over all reporters',
    ],
  },
  LN_DISB: {
    zh: '贷款发放额',
    en: 'Loans drawn',
    additivity: 'FLOW',
    bases: RETURN_AND_CONTRACT,
    what: ['本期发放的贷款；年度为当年累放', 'Loans drawn in the period'],
  },
  LN_DISB_BRW: {
    zh: '当年累放户数',
    en: 'Borrowers drawn to this year',
    additivity: 'UNIQ_FLOW',
    bases: ['RETURN'],
    unit: 'COUNT',
    what: [
      '当年获得贷款发放的企业户数，跨机构去重',
      'Enterprises that drew a loan since January, each counted once over all reporters',
    ],
  },
  LN_INT_ANN: {
    zh: '当年累放贷款年化利息收益',
    en: 'Annualised interest on loans drawn',
    additivity: 'FLOW',
    bases: ['RETURN'],
    what: ['发放额乘以合同年利率之和', 'Sum of amounts drawn times contract rate'],
  },
  INS_COVER_WRITTEN: {
    zh: '科技保险保障金额（当期承保）',
    en: 'Tech insurance cover written',
    additivity: 'FLOW',
    bases: ['CONTRACT'],
    frequency: 'Q',
    what: [
      '当期承保的科技活动风险保险金额',
      'Sums insured of tech activities written in the period',
    ],
    breaks: STATISTICS_OF_2024,
  },
  INS_COVER_INFORCE: {
    zh: '科技保险有效保额',
    en: 'Tech insurance cover in force',
    additivity: 'STOCK',
    bases: ['CONTRACT'],
    frequency: 'Q',
    what: ['期末有效的科技活动风险保险金额', 'Sums insured of tech activities in force at the end'],
    breaks: STATISTICS_OF_2024,
  },
  KDT_FILED_BAL: {
    zh: '科贷通已备案余额',
    en: 'Kedaitong balance filed for compensation',
    additivity: 'STOCK',
    bases: ['EVENT'],
    agency: DOST,
    what: [
      '已备案纳入风险补偿的贷款余额',
      'Balance of the loans that are filed for risk compensation',
    ],
  },
  LST_MEM: {
    zh: '名单企业数',
    en: 'Enterprises on the list',
    additivity: 'UNIQ_STOCK',
    bases: ['EVENT'],
    unit: 'COUNT',
    frequency: 'E',
    agency: DOST,
    what: [
      '期末有效名单内的企业数，去重',
      'Enterprises on the lists that are valid at the end, each once',
    ],
  },
  R_NPL: {
    zh: '不良贷款率',
    en: 'NPL ratio',
    additivity: 'RATIO',
    bases: RETURN_AND_CONTRACT,
    of: ['LN_BAL_NPL', 'LN_BAL'],
    what: ['不良贷款余额 ÷ 贷款余额', 'Non-performing balance ÷ balance'],
  },
  R_MLT: {
    zh: '中长期贷款占比',
    en: 'Share of medium- and long-term loans',
    additivity: 'RATIO',
    bases: ['RETURN'],
    of: ['LN_BAL_MLT', 'LN_BAL'],
    what: ['中长期贷款余额 ÷ 贷款余额', 'Medium- and long-term balance ÷ balance'],
  },
  R_UNSEC: {
    zh: '信用贷款占比',
    en: 'Share of unsecured loans',
    additivity: 'RATIO',
    bases: ['RETURN'],
    of: ['LN_BAL_UNSEC', 'LN_BAL'],
    what: ['信用贷款余额 ÷ 贷款余额', 'Unsecured balance ÷ balance'],
  },
  R_COV_LOAN: {
    zh: '获贷率',
    en: 'Coverage of the list by loans',
    additivity: 'RATIO',
    bases: RETURN_AND_CONTRACT,
    of: ['LN_BRW', 'LST_MEM'],
    what: [
      '获贷企业户数与名录内企业总户数之比',
      'Enterprises of the list with a balance ÷ enterprises of the list',
    ],
  },
  P_RATE: {
    zh: '平均利率（当年累放）',
    en: 'Average rate of loans drawn',
    additivity: 'WAVG',
    bases: ['RETURN'],
    of: ['LN_INT_ANN', 'LN_DISB'],
    what: ['年化利息收益 ÷ 发放额，以发放额加权', 'Annualised interest ÷ loans drawn'],
  },
};

function definitionsOf([code, row]: [string, Row]): MetricDefinition[] {
  const [numerator, denominator] = row.of ?? [];
  const first: MetricDefinition = {
    code,
    version: 1,
    name: { zh: row.zh, en: row.en },
    unit: row.unit ?? (row.of ? 'RATIO' : 'YUAN'),
    additivity: row.additivity,
    frequency: row.frequency ?? 'M',
    agency: row.agency ?? NFRA,
    effectiveFrom: '2023-01',
    bases: row.bases,
    ...(numerator && denominator ? { numerator, denominator } : {}),
    description: { zh: row.what[0], en: row.what[1] },
  };
  if (!row.breaks) return [first];
  const { from, what } = row.breaks;
  const description = { zh: what[0], en: what[1] };
  return [first, { ...first, version: 2, effectiveFrom: from, description }];
}

/** Every definition, each version after the one before. */
export const METRIC_DEFINITIONS: readonly MetricDefinition[] =
  Object.entries(ROWS).flatMap(definitionsOf);
