import { LOAN_DIMENSIONS, metric, type Rows } from './row.ts';

const loans = { dimensions: LOAN_DIMENSIONS };
const count = { ...loans, unit: 'COUNT' } as const;

/** Loans, credit lines and lists beside what TF01 had from the first day. */
export const LOAN_ROWS: Rows = {
  LN_BAL_SUB: metric(
    'STOCK',
    '次级类贷款余额',
    'Substandard balance',
    ['RETURN'],
    ['TF01B'],
    loans,
  ),
  LN_BAL_DBT: metric('STOCK', '可疑类贷款余额', 'Doubtful balance', ['RETURN'], ['TF01B'], loans),
  LN_BAL_LOSS: metric('STOCK', '损失类贷款余额', 'Loss balance', ['RETURN'], ['TF01B'], loans),
  LN_BAL_SM: metric(
    'STOCK',
    '关注类贷款余额',
    'Special-mention balance',
    [],
    ['banks.LoanClassified'],
    loans,
  ),
  LN_BAL_OVD90: metric(
    'STOCK',
    '逾期90天以上贷款余额',
    'Balance overdue over 90 days',
    [],
    ['banks.LoanClassified'],
    loans,
  ),
  LN_CNT: metric('STOCK', '贷款笔数', 'Loans', [], ['banks.LoanDrawn', 'banks.LoanRepaid'], count),
  LN_LIMIT: metric(
    'STOCK',
    '授信额度',
    'Credit lines',
    ['CONTRACT'],
    ['banks.CreditLineGranted'],
    loans,
  ),
  LN_LIMIT_BRW: metric(
    'UNIQ_STOCK',
    '授信户数',
    'Enterprises with a credit line',
    ['CONTRACT'],
    ['banks.CreditLineGranted'],
    count,
  ),
  LN_LIMIT_BRW_CUM: metric(
    'UNIQ_FLOW',
    '累计授信户数',
    'Enterprises ever granted a credit line',
    ['CONTRACT'],
    ['banks.CreditLineGranted'],
    {
      ...count,
      what: [
        '自始累计获得授信的企业户数，去重；与期末有效授信户数不同',
        'Enterprises that were granted a line at any time so far, each once; not those with a line in force',
      ],
    },
  ),
  LN_FIRST_BRW: metric(
    'UNIQ_FLOW',
    '首贷户数',
    'First-time borrowers',
    ['RETURN'],
    ['TF03', 'banks.LoanDrawn'],
    count,
  ),
  LN_FIRST_AMT: metric('FLOW', '首贷金额', 'First loans', ['RETURN'], ['TF03'], loans),
  LN_RENEW_NR: metric(
    'FLOW',
    '无还本续贷金额',
    'Renewed without repayment',
    ['RETURN'],
    ['TF03', 'banks.LoanRenewed'],
    loans,
  ),
  LN_WOFF: metric('FLOW', '贷款核销', 'Written off', [], ['banks.LoanWrittenOff'], loans),
  LN_RECOV: metric('FLOW', '核销收回', 'Recovered', [], ['banks.LoanRecovered'], loans),
  SRV_CUST: metric(
    'UNIQ_STOCK',
    '服务企业户数',
    'Enterprises served',
    [],
    ['banks.EnterpriseServed'],
    { ...count, frequency: 'Q' },
  ),
  SRV_CUST_CUM: metric(
    'UNIQ_FLOW',
    '累计服务企业户数',
    'Enterprises ever served',
    [],
    ['banks.EnterpriseServed'],
    { ...count, frequency: 'Q' },
  ),
  FIN_BAL: metric('STOCK', '科创融资余额', 'Tech financing outstanding', [], ['TF06'], {
    ...loans,
    what: [
      '贷款、债券、股权等各类融资余额，宽于贷款余额，不与其相加',
      'Loans, bonds, equity-linked and other financing; wider than the loan balance and never added to it',
    ],
  }),
};
