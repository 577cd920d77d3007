import type { FormColumn, FormRow } from './form.ts';

export const ENTERPRISE_ROWS = ['1.1.1', '1.1.2', '1.1.3', '1.1.4', '1.1.5', '1.1.6'];
export const INDUSTRY_ROWS = ['1.2.1', '1.2.2', '1.2.3', '1.2.4'];

const row = (
  code: string,
  population: string,
  zh: string,
  en: string,
  parts?: string[],
): FormRow => ({ code, population, name: { zh, en }, ...(parts ? { parts } : {}) });

export const TF01_ROWS: FormRow[] = [
  row('1', 'TECH_LOAN', '科技贷款', 'Tech loans', ['1.1', '1.2']),
  row('1.1', 'TECH_ENT', '科技型企业贷款', 'Loans to tech enterprises', ENTERPRISE_ROWS),
  row('1.1.1', 'HNTE', '高新技术企业', 'High- and new-tech enterprises'),
  row('1.1.2', 'TSME', '科技型中小企业', 'Tech SMEs'),
  row('1.1.3', 'ISME', '创新型中小企业', 'Innovative SMEs'),
  row('1.1.4', 'SRDI', '专精特新企业（含小巨人）', 'SRDI enterprises, little giants included'),
  row('1.1.5', 'OTHER_LIST', '其他科技名单企业', 'Enterprises of other tech lists'),
  row(
    '1.1.6',
    'CHAMPION_NTIDE',
    '制造业单项冠军与国家技术创新示范企业',
    'Manufacturing champions and national innovation demonstrators',
  ),
  row('1.2', 'TECH_IND', '科技相关产业贷款', 'Loans to tech-related industries', INDUSTRY_ROWS),
  row('1.2.1', 'HT_MANUFACTURING', '高技术制造业', 'High-tech manufacturing'),
  row('1.2.2', 'HT_SERVICE', '高技术服务业', 'High-tech services'),
  row('1.2.3', 'STRATEGIC_EMERGING', '战略性新兴产业', 'Strategic emerging industries'),
  row('1.2.4', 'IP_INTENSIVE', '知识产权（专利）密集型产业', 'IP-intensive industries'),
];

const column = (
  code: string,
  metric: string,
  kind: FormColumn['kind'],
  accumulation: FormColumn['accumulation'],
  zh: string,
  en: string,
): FormColumn => ({ code, metric, kind, accumulation, name: { zh, en } });

export const TF01_COLUMNS: FormColumn[] = [
  column(
    'A',
    'LN_DISB_BRW',
    'COUNT',
    'YEAR_TO_DATE',
    '当年累放户数',
    'Borrowers drawn to this year',
  ),
  column('B', 'LN_DISB', 'AMOUNT', 'YEAR_TO_DATE', '当年累放额', 'Drawn this year'),
  column('C', 'LN_BRW', 'COUNT', 'POINT', '存量户数', 'Borrowers with a balance'),
  column('D', 'LN_BAL', 'AMOUNT', 'POINT', '余额', 'Balance'),
  column('E', 'LN_BAL_MLT', 'AMOUNT', 'POINT', '中长期余额', 'Medium- and long-term balance'),
  column('F', 'LN_BAL_UNSEC', 'AMOUNT', 'POINT', '信用余额', 'Unsecured balance'),
  column('G', 'LN_BAL_NPL', 'AMOUNT', 'POINT', '不良余额', 'Non-performing balance'),
  column(
    'H',
    'LN_INT_ANN',
    'AMOUNT',
    'YEAR_TO_DATE',
    '当年累放年化利息收益',
    'Annualised interest on drawn',
  ),
  column(
    'I',
    'LN_BAL_DISC',
    'AMOUNT',
    'POINT',
    '其中：买断式转贴现',
    'Of which bought-out rediscount',
  ),
];
