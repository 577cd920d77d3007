import type { Basis, Formula, FormulaPart } from './definition.ts';
import { DOST, LOAN_DIMENSIONS, type Row, type Rows } from './row.ts';

const ratio = (
  zh: string,
  en: string,
  of: [string, string],
  bases: Basis[],
  more: Partial<Row> = {},
): Row => ({ zh, en, additivity: 'RATIO', bases, of, dimensions: LOAN_DIMENSIONS, ...more });

const formula = (
  operation: Formula['operation'],
  left: FormulaPart,
  right: FormulaPart,
  is?: Formula['is'],
): Formula => ({ operation, left, right, ...(is ? { is } : {}) });

/** Metrics that follow from others. What applies to any metric (growth, share, rank) is a transform, not a metric. */
export const DERIVED: Rows = {
  R_COV_SERV: ratio('服务覆盖率', 'Coverage of the list by service', ['SRV_CUST', 'LST_MEM'], []),
  R_COV_LIMIT: ratio('授信覆盖率', 'Coverage by lines', ['LN_LIMIT_BRW', 'LST_MEM'], []),
  R_FIRST: ratio('首贷率', 'First-loan ratio', ['LN_FIRST_BRW', 'LN_DISB_BRW'], ['RETURN']),
  R_CONV: ratio('名单转化率', 'Conversion of the list', ['LST_CONV', 'LST_PUSH_ENT'], []),
  R_COV_INS: ratio('投保覆盖率', 'Coverage by insurance', ['INS_ENT', 'LST_MEM'], []),
  P_RATE_GAP: {
    zh: '利差（对各项贷款）',
    en: 'Rate less that of all loans',
    additivity: 'RATIO',
    bases: ['RETURN'],
    dimensions: LOAN_DIMENSIONS,
    formula: formula('DIFFERENCE', { metric: 'P_RATE' }, { metric: 'P_RATE', population: '_T' }),
    what: [
      '所问类别平均利率减各项贷款平均利率',
      'Average rate of the class less that of all loans; negative where tech loans are cheaper',
    ],
  },
  C_RATE_BELOW: {
    zh: '科技贷款利率低于各项贷款的银行占比',
    en: 'Share of banks whose rate is below that of all loans',
    additivity: 'COUNT_OF_REPORTERS',
    bases: ['RETURN'],
    dimensions: LOAN_DIMENSIONS,
    formula: formula(
      'SHARE_OF_REPORTERS',
      { metric: 'P_RATE' },
      { metric: 'P_RATE', population: '_T' },
      'LT',
    ),
    what: [
      '两项平均利率均有值的银行中，前者低于后者的占比',
      'Of the banks with both rates, the part whose first is below the second',
    ],
  },
  C_ACTIVE: {
    zh: '开展活动银行占比',
    en: 'Share of banks that held an event',
    additivity: 'COUNT_OF_REPORTERS',
    bases: [],
    unit: 'RATIO',
    dimensions: ['reporter'],
    sources: ['banks.ActivityHeld'],
  },
  KDT_SHARE_TSME: {
    zh: '科贷通占科技型中小企业贷款',
    en: 'Kedaitong in loans to tech SMEs',
    additivity: 'RATIO',
    bases: ['RETURN'],
    dimensions: ['reporter', 'area', 'programme'],
    formula: formula(
      'QUOTIENT',
      { metric: 'KDT_REL_BAL' },
      { metric: 'LN_BAL', population: 'TSME', programme: '_T' },
    ),
    what: [
      '科贷通相关贷款余额 ÷ 科技型中小企业贷款余额',
      'Loans related to Kedaitong ÷ balance of loans to tech SMEs',
    ],
  },
  KDT_LEV: ratio('放大倍数', 'Leverage', ['KDT_FILED_BAL', 'KDT_COMMIT'], [], { agency: DOST }),
  KDT_LOSS: ratio('代偿率', 'Loss ratio', ['KDT_PAID', 'KDT_FILED_BAL'], [], { agency: DOST }),
  KDT_RECR: ratio('追偿率', 'Recovery ratio', ['KDT_RECOV', 'KDT_PAID'], [], { agency: DOST }),
  INS_LR: ratio('赔付率', 'Claims ratio', ['INS_PAID', 'INS_PREM'], ['RETURN'], {
    frequency: 'Q',
    what: [
      '赔款 ÷ 保费；未决赔款变动与已赚保费待数据齐备后计入',
      'Claims paid ÷ premium; the change of claims outstanding and earned premium come with their data',
    ],
  }),
  FND_PAIDR: ratio('实缴率', 'Paid-in ratio', ['FND_PAIDIN', 'FND_COMMIT'], [], { agency: DOST }),
  FND_LEV: ratio('撬动倍数', 'Leverage of the fund', ['FND_INV', 'FND_PAIDIN'], [], {
    agency: DOST,
  }),
  HHI_BANK: {
    zh: '银行集中度',
    en: 'Concentration among banks',
    additivity: 'INDEX',
    bases: [],
    unit: 'RATIO',
    dimensions: LOAN_DIMENSIONS,
    what: ['各银行份额平方和', 'Sum of the squares of the banks’ shares'],
  },
  DQ_TIMELY: dataQuality('报送及时率', 'Timeliness'),
  DQ_FIRST_PASS: dataQuality('首次通过率', 'First-pass acceptance'),
  DQ_COMPLETE: dataQuality('报送完整率', 'Completeness'),
  DQ_HARD: { ...dataQuality('硬性错误数', 'Hard errors'), additivity: 'FLOW', unit: 'COUNT' },
  DQ_RESTATED: { ...dataQuality('更正次数', 'Restatements'), additivity: 'FLOW', unit: 'COUNT' },
};

function dataQuality(zh: string, en: string): Row {
  return {
    zh,
    en,
    additivity: 'INDEX',
    bases: [],
    unit: 'RATIO',
    dimensions: ['reporter'],
    sources: ['banks.ReturnAccepted', 'banks.ReturnRefused'],
  };
}
