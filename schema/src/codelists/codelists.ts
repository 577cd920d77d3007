import type { Text } from '../kernel/issue.ts';
import { codes } from './codes.ts';
import { TYPES } from './types.ts';

/**
 * The small codelists, by name. Areas and populations have files of their own. What page, command line, errors and documents
 * call one of these things stands here and nowhere else: one thing, one word (`domain.md` 1.13).
 */
export const CODELISTS = {
  ...TYPES,
  /** What became of a command. REFUSED leaves a fact and a receipt; REJECTED leaves nothing. */
  outcome: codes({
    ACCEPTED: ['已受理', 'accepted'],
    REFUSED: ['退回', 'refused'],
    REJECTED: ['未受理', 'rejected'],
  }),
  severity: codes({
    FATAL: ['致命', 'fatal'],
    ERROR: ['错误', 'error'],
    WARN_EXPLAIN: ['需说明', 'to be explained'],
    WARN: ['提示', 'warning'],
    INFO: ['说明', 'note'],
  }),
  filingStatus: codes({
    NOT_DUE: ['未到期', 'Not due'],
    DUE: ['待报', 'Due'],
    ON_TIME: ['按时', 'On time'],
    LATE: ['迟报', 'Late'],
    MISSING: ['未报', 'Missing'],
  }),
  /** Groups within which institutions are compared, in the words of the supervisor's own statistics. */
  peerGroup: codes({
    _T: ['全部机构', 'All institutions'],
    NATIONAL: ['大型商业银行', 'Large commercial banks'],
    JOINT_STOCK: ['股份制商业银行', 'Joint-stock commercial banks'],
    LOCAL: ['地方法人银行', 'Local banks'],
    CITY: ['城市商业银行', 'City commercial banks'],
    RURAL: ['农村商业银行', 'Rural commercial banks'],
    VILLAGE: ['村镇银行', 'Village banks'],
    INSURERS: ['保险公司', 'Insurers'],
  }),
  /** In which amounts of a return are stated. */
  amountUnit: codes({
    YUAN: ['元', 'CNY'],
    WAN_YUAN: ['万元', 'CNY 10,000'],
    YI_YUAN: ['亿元', 'CNY 100 million'],
  }),
  organisationKind: codes({
    REGULATOR: ['监管部门', 'Regulator'],
    PROGRAMME: ['项目管理部门', 'Programme desk'],
    ASSOCIATION: ['行业协会', 'Association'],
    BANK: ['银行业金融机构', 'Bank'],
    BANK_GROUP: ['银行集团', 'Group of banks'],
    INSURER: ['保险公司', 'Insurer'],
    GUARANTOR: ['担保机构', 'Guarantor'],
    FUND: ['基金', 'Fund'],
  }),
  agency: codes({
    REG_NFRA_JX: ['国家金融监督管理总局江西监管局', 'NFRA Jiangxi'],
    REG_PBC_JX: ['中国人民银行江西省分行', 'PBC Jiangxi'],
    PRG_DOST: ['江西省科学技术厅', 'Jiangxi Department of Science and Technology'],
    PRG_DIIT: ['江西省工业和信息化厅', 'Jiangxi Department of Industry and Information Technology'],
    PRG_AGE: ['企业上市主管部门', 'Office for the listing of enterprises'],
    PRG_AMR: ['江西省市场监督管理局（知识产权局）', 'Jiangxi Market Regulation and IP Office'],
    ASC_JXBA: ['江西省银行业协会', 'Jiangxi Banking Association'],
  }),
  basis: codes({
    RETURN: ['报表', 'Periodic returns'],
    CONTRACT: ['逐笔合同', 'Single contracts'],
    EVENT: ['项目与登记事件', 'Programme and register events'],
  }),
  guarantee: codes({
    CREDIT: ['信用', 'Unsecured'],
    GUARANTEE: ['保证', 'Guarantee'],
    MORTGAGE: ['抵押', 'Mortgage'],
    PLEDGE: ['质押', 'Pledge'],
    IP_PLEDGE: ['知识产权质押', 'IP pledge'],
  }),
  term: codes({
    SHORT: ['短期（12个月以内）', 'Short (up to 12 months)'],
    MEDIUM_LONG: ['中长期（12个月以上）', 'Medium and long (over 12 months)'],
  }),
  loanClass: codes({
    NORMAL: ['正常', 'Normal'],
    SPECIAL_MENTION: ['关注', 'Special mention'],
    SUBSTANDARD: ['次级', 'Substandard'],
    DOUBTFUL: ['可疑', 'Doubtful'],
    LOSS: ['损失', 'Loss'],
  }),
  lifecycle: codes({
    SEED: ['种子期', 'Seed'],
    STARTUP: ['初创期', 'Start-up'],
    GROWTH: ['成长期', 'Growth'],
    STABLE: ['成熟期', 'Stable'],
  }),
  coverPart: codes({
    I: ['科技活动风险保险', 'Insurance of tech activities'],
    II: ['科技活动主体保险', 'Insurance of tech entities'],
  }),
  unit: codes({
    YUAN: ['元', 'Yuan'],
    COUNT: ['个', 'Count'],
    RATIO: ['比率', 'Ratio'],
  }),
  frequency: codes({
    M: ['月', 'Monthly'],
    Q: ['季', 'Quarterly'],
    A: ['年', 'Yearly'],
    E: ['事件', 'By event'],
  }),
  /** What is done with the value of any metric (`domain.md` 2.4). */
  transform: codes({
    LEVEL: ['数值', 'Value'],
    YOY: ['同比增速', 'Growth on the year before'],
    YTD: ['较年初', 'Growth since the end of last year'],
    MOM: ['环比（月）', 'Growth on the month before'],
    QOQ: ['环比（季）', 'Growth on the quarter before'],
    PP_YOY: ['同比变动（百分点）', 'Points on the year before'],
    PP_YTD: ['较年初变动（百分点）', 'Points since the end of last year'],
    SHARE: ['占比', 'Share'],
    RANK: ['排名', 'Place'],
    COUNT: ['家数', 'Reporters that meet a condition'],
    GAP_ALL: ['高于各项贷款增速（百分点）', 'Growth less that of all loans'],
    X_COHORT: ['静态样本增速', 'Growth of those on both lists'],
    X_LIST_EFFECT: ['名单变动影响', 'Effect of the list'],
  }),
  observationStatus: codes({
    REPORTED: ['已报送', 'Reported'],
    MISSING: ['未报送', 'Missing'],
    NOT_DUE: ['未到期', 'Not due'],
    INCOMPLETE: ['不完整', 'Incomplete'],
    NOT_COLLECTED: ['未采集', 'Not collected'],
    NOT_PUBLISHED: ['未发布', 'Not published'],
    NOT_DERIVABLE: ['不可由累计数相减', 'Not derivable from what is counted since January'],
    BREAK: ['口径中断', 'Break'],
  }),
} as const;

export type CodelistName = keyof typeof CODELISTS;

/** The name of a code; the code itself where the list has none such. */
export const nameOfCode = (list: CodelistName, code: string): Text =>
  CODELISTS[list].find((entry) => entry.code === code)?.name ?? { zh: code, en: code };

/** The name of a fact's type, `banks.LoanDrawn.v1`, whichever version. */
export const factName = (type: string): Text => nameOfCode('factType', type.replace(/\.v\d+$/, ''));
