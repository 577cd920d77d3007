import type { ErrorEntry } from './entry.ts';

const checkId = { zh: '核对编号。', en: 'Check the id.' };
const newId = { zh: '使用新的编号。', en: 'Use a new id.' };
const registerFirst = {
  zh: '核对代码；未登记的，请先由监管部门登记。',
  en: 'Check the code; have the regulator register what is not registered.',
};

/** Why a decision about the register, a return or a contract went against the sender. */
export const RECORD_ERRORS = {
  UNKNOWN_ORGANISATION: {
    http: 422,
    message: { zh: '未登记的机构：{code}。', en: 'No organisation {code} is registered.' },
    fix: registerFirst,
  },
  UNKNOWN_ENTERPRISE: {
    http: 422,
    message: { zh: '未登记的企业：{id}。', en: 'No enterprise {id} is registered.' },
    fix: registerFirst,
  },
  UNKNOWN_AREA: {
    http: 422,
    message: { zh: '未知的行政区划代码：{code}。', en: 'There is no area {code}.' },
    fix: {
      zh: '使用江西省 GB/T 2260 代码，如 36、3601 或 360102（见 regions 查询）。',
      en: 'Use a GB/T 2260 code of Jiangxi such as 36, 3601 or 360102; the query "regions" lists them.',
    },
  },
  UNKNOWN_FORM: {
    http: 422,
    message: {
      zh: '{period} 期没有报表 {form}。',
      en: 'There is no form {form} for period {period}.',
    },
    fix: { zh: '核对报表代码与报告期。', en: 'Check the form code and the period.' },
  },
  UNKNOWN_FORM_CODE: {
    http: 422,
    message: { zh: '没有代码为 {form} 的报表。', en: 'There is no form with the code {form}.' },
    fix: { zh: '核对报表代码，如 TF01。', en: 'Check the code of the form, such as TF01.' },
  },
  UNKNOWN_METRIC: {
    http: 422,
    message: { zh: '未定义的指标：{code}。', en: 'No metric {code} is defined.' },
    fix: { zh: '指标见 metrics 查询。', en: 'The query "metrics" lists them.' },
  },
  UNKNOWN_LIST: {
    http: 422,
    message: { zh: '未公布的名单：{code}。', en: 'No list {code} was published.' },
    fix: { zh: '核对名单代码。', en: 'Check the list code.' },
  },
  VERSION_NOT_NEXT: {
    http: 409,
    message: {
      zh: '{what} 的下一版本应为 {expected}，收到 {found}。',
      en: 'The next version of {what} is {expected}, not {found}.',
    },
    fix: { zh: '使用下一个版本号。', en: 'Use the next version number.' },
  },
  STALE_REVISION: {
    http: 409,
    message: {
      zh: '{form} {period} 的下一版次应为 {expected}，收到 {found}。',
      en: 'The next revision of {form} {period} is {expected}, not {found}.',
    },
    fix: {
      zh: '先查询当前版次（页面“本机构报送”或 qianfan status），再以下一版次整表重报。',
      en: 'Look up the current revision (on the page or by qianfan status), then send the whole return as the next one.',
    },
  },
  NO_SUCH_DATE: {
    http: 422,
    message: { zh: '{found} 不是存在的日期。', en: '{found} is not a day that exists.' },
    fix: { zh: '改正日期。', en: 'Correct the date.' },
  },
  DATE_ORDER: {
    http: 422,
    message: {
      zh: '{later} 不得早于 {earlier}。',
      en: '{later} must not be earlier than {earlier}.',
    },
    fix: { zh: '按发生顺序报送，或改正日期。', en: 'Send in order of dates, or correct the date.' },
  },
  AMOUNT_NOT_POSITIVE: {
    http: 422,
    message: {
      zh: '金额必须大于零，收到 {found}。',
      en: 'The amount must be above zero, not {found}.',
    },
    fix: { zh: '改正金额。', en: 'Correct the amount.' },
  },
  LINE_EXISTS: {
    http: 409,
    message: { zh: '授信 {id} 已存在。', en: 'Credit line {id} exists already.' },
    fix: newId,
  },
  AGREEMENT_EXISTS: {
    http: 409,
    message: { zh: '合作协议 {id} 已存在。', en: 'Agreement {id} exists already.' },
    fix: newId,
  },
  LOAN_EXISTS: {
    http: 409,
    message: { zh: '贷款 {id} 已发放。', en: 'Loan {id} was drawn already.' },
    fix: newId,
  },
  UNKNOWN_LOAN: {
    http: 422,
    message: { zh: '没有贷款 {id}。', en: 'There is no loan {id}.' },
    fix: checkId,
  },
  OVER_BALANCE: {
    http: 422,
    message: {
      zh: '贷款 {id} 余额为 {balance} 元，少于 {found} 元。',
      en: 'The balance of loan {id} is {balance} yuan, less than {found} yuan.',
    },
    fix: { zh: '改正金额。', en: 'Correct the amount.' },
  },
  CLASS_UNCHANGED: {
    http: 422,
    message: {
      zh: '贷款 {id} 已为 {found} 类。',
      en: 'Loan {id} is classified {found} already.',
    },
    fix: { zh: '分类未变时无需报送。', en: 'Report a classification only when it changes.' },
  },
  COVER_EXISTS: {
    http: 409,
    message: { zh: '保单 {id} 已存在。', en: 'Cover {id} exists already.' },
    fix: newId,
  },
  UNKNOWN_COVER: {
    http: 422,
    message: { zh: '没有保单 {id}。', en: 'There is no cover {id}.' },
    fix: checkId,
  },
  COVER_ENDED: {
    http: 422,
    message: {
      zh: '保单 {id} 已于 {on} 终止。',
      en: 'Cover {id} ended on {on}.',
    },
    fix: { zh: '续保请签发新保单。', en: 'Issue a new cover to renew it.' },
  },
  PREMIUM_OVER_COVER: {
    http: 422,
    message: {
      zh: 'V-16：保单 {id} 的保费 {premium} 元超过保障金额 {sumInsured} 元。',
      en: 'V-16: the premium of cover {id} would be {premium} yuan, more than the {sumInsured} yuan insured.',
    },
    fix: { zh: '核对保费与保障金额的单位。', en: 'Check the units of premium and sum insured.' },
  },
  COVER_NEGATIVE: {
    http: 422,
    message: {
      zh: '批改后保单 {id} 的 {what} 为负。',
      en: 'The endorsement would leave cover {id} with a negative {what}.',
    },
    fix: { zh: '改正变动额，或退保。', en: 'Correct the change, or cancel the cover.' },
  },
} as const satisfies Record<string, ErrorEntry>;
