/** What a metric is called where its span is said beside it: names in the catalogue that carry a span of their own. */
export const SPOKEN: Readonly<Record<string, { zh: string; en: string }>> = {
  LN_DISB_BRW: { zh: '贷款发放户数', en: 'Borrowers of loans drawn' },
  LN_INT_ANN: { zh: '发放贷款年化利息收益', en: 'Annualised interest on loans drawn' },
  P_RATE: { zh: '发放贷款平均利率', en: 'Average rate of loans drawn' },
  INS_COVER_WRITTEN: { zh: '科技保险承保保障金额', en: 'Tech insurance cover written' },
  IPP_DISB: { zh: '知识产权质押贷款发放额', en: 'Loans against IP drawn' },
  RLD_DISB: { zh: '再贷款发放额', en: 'Re-lending drawn' },
};

const COUNTED_BY: readonly (readonly [zh: string, en: string, ...codes: string[]])[] = [
  [
    '户',
    'enterprises',
    'LN_BRW',
    'LN_DISB_BRW',
    'LN_LIMIT_BRW',
    'LN_LIMIT_BRW_CUM',
    'LN_FIRST_BRW',
  ],
  ['户', 'enterprises', 'SRV_CUST', 'SRV_CUST_CUM', 'IPP_BRW', 'SC_BRW', 'SC_BRW_CUM'],
  ['家', 'enterprises', 'LST_MEM', 'LST_PUSH_ENT', 'LST_CONTACT', 'LST_CONV', 'KDT_FILED_ENT_CUM'],
  ['家', 'enterprises', 'INS_ENT', 'PTS_ENT', 'PTS_REC', 'PTS_LIMIT_ENT', 'BND_ENT', 'CHN_LEADER'],
  ['家', 'enterprises', 'FND_ATTRACT'],
  ['家', 'banks', 'KDT_BANK', 'IPP_BANK'],
  ['家', 'branches', 'BR_TECH', 'BR_FEAT', 'BR_SPEC'],
  ['家', 'institutions', 'ACT_ORG'],
  ['家次', 'pushes', 'LST_PUSH'],
  ['笔', 'loans', 'LN_CNT'],
  ['个', 'cities', 'KDT_REGION_CITY', 'KDT_AGR_CITY'],
  ['个', 'counties', 'KDT_REGION_COUNTY'],
  ['个', 'outlets', 'KDT_OUTLET', 'IPP_OUTLET'],
  ['个', 'indicators', 'SC_IND'],
  ['个', 'errors', 'DQ_HARD'],
  ['次', 'times', 'DQ_RESTATED'],
  ['件', 'policies', 'INS_POL'],
  ['件', 'registrations', 'IPP_REG'],
  ['件', 'documents', 'DOC_JOINT'],
  ['篇', 'articles', 'PUB_CNT'],
  ['种', 'products', 'PRD_CNT'],
  ['场', 'events', 'ACT_CNT'],
  ['人', 'people', 'ACT_ATT'],
  ['只', 'funds', 'FND_SUB'],
  ['年', 'years', 'PRG_AGE', 'PRD_AGE'],
];

/** In what a number is counted: 户, 家, 年. */
export const COUNTED: ReadonlyMap<string, { zh: string; en: string }> = new Map(
  COUNTED_BY.flatMap(([zh, en, ...codes]) => codes.map((code) => [code, { zh, en }] as const)),
);
