import type { ErrorEntry } from './entry.ts';

const askDesk = {
  zh: '请与项目管理部门确认。',
  en: 'Settle it with the programme desk.',
};

/** Why a programme did not take a participant or a filing. */
export const PROGRAMME_ERRORS = {
  UNKNOWN_PROGRAMME: {
    http: 422,
    message: { zh: '没有项目 {code}。', en: 'There is no programme {code}.' },
    fix: { zh: '核对项目代码。', en: 'Check the programme code.' },
  },
  PROGRAMME_EXISTS: {
    http: 409,
    message: { zh: '项目 {code} 已启动。', en: 'Programme {code} was launched already.' },
    fix: { zh: '使用新的代码。', en: 'Use a new code.' },
  },
  PROGRAMME_OF_ANOTHER: {
    http: 403,
    message: {
      zh: '项目 {programme} 由 {owner} 管理。',
      en: 'Programme {programme} is run by {owner}.',
    },
    fix: askDesk,
  },
  ALREADY_JOINED: {
    http: 409,
    message: { zh: '{who} 已加入 {programme}。', en: '{who} has joined {programme} already.' },
    fix: { zh: '无需重复加入。', en: 'There is nothing to do.' },
  },
  BEFORE_LAUNCH: {
    http: 422,
    message: {
      zh: '{on} 早于 {programme} 启动日 {launchedOn}。',
      en: '{on} is before the launch of {programme} on {launchedOn}.',
    },
    fix: { zh: '改正日期。', en: 'Correct the date.' },
  },
  REGION_NOT_JOINED: {
    http: 422,
    message: {
      zh: '{region} 在 {on} 尚未加入 {programme}。',
      en: 'Region {region} had not joined {programme} on {on}.',
    },
    fix: askDesk,
  },
  BANK_NOT_JOINED: {
    http: 422,
    message: {
      zh: '{bank} 在 {on} 尚未加入 {programme}。',
      en: '{bank} had not joined {programme} on {on}.',
    },
    fix: askDesk,
  },
  OUTLET_NOT_ENROLLED: {
    http: 422,
    message: {
      zh: '网点 {outlet} 在 {on} 尚未备案。',
      en: 'Outlet {outlet} was not enrolled on {on}.',
    },
    fix: askDesk,
  },
  ALREADY_FILED: {
    http: 409,
    message: { zh: '{bank} 的贷款 {loan} 已备案。', en: 'Loan {loan} of {bank} is filed already.' },
    fix: { zh: '一笔贷款只备案一次。', en: 'A loan is filed at most once.' },
  },
  NOT_FILED: {
    http: 422,
    message: { zh: '{bank} 的贷款 {loan} 没有备案。', en: 'Loan {loan} of {bank} is not filed.' },
    fix: { zh: '核对银行与贷款编号。', en: 'Check bank and loan.' },
  },
  NOT_ELIGIBLE: {
    http: 422,
    message: {
      zh: '企业 {enterprise} 在 {on} 不在 {lists} 名单内。',
      en: 'Enterprise {enterprise} was on none of {lists} on {on}.',
    },
    fix: { zh: '核对企业与名单有效期。', en: 'Check the enterprise and the validity of the list.' },
  },
  OVER_FIRM_LIMIT: {
    http: 422,
    message: {
      zh: '企业 {enterprise} 在各银行的备案余额合计将超过上限 {limit} 元。',
      en: 'Enterprise {enterprise} would have more filed, over all banks, than the limit of {limit} yuan.',
    },
    fix: { zh: '减少备案金额，或先结清。', en: 'File less, or settle other filings first.' },
  },
  TENOR_TOO_LONG: {
    http: 422,
    message: {
      zh: '期限超过 {limit} 个月：{from} 至 {to}。',
      en: 'The tenor exceeds {limit} months: {from} to {to}.',
    },
    fix: { zh: '期限更长的贷款不能备案。', en: 'A longer loan cannot be filed.' },
  },
  OVER_FILED_BALANCE: {
    http: 422,
    message: {
      zh: '{loan} 的备案余额为 {balance} 元，少于 {found} 元。',
      en: 'The filed balance of {loan} is {balance} yuan, less than {found} yuan.',
    },
    fix: { zh: '改正金额。', en: 'Correct the amount.' },
  },
} as const satisfies Record<string, ErrorEntry>;
