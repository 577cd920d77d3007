import type { ErrorEntry } from './entry.ts';

/** Why a figure cannot be had as it was asked for, and what to ask instead. */
export const FIGURE_ERRORS = {
  ADDITIVITY: {
    http: 422,
    message: {
      zh: '{metric} 不能这样汇总：{what}。',
      en: '{metric} does not add up like that: {what}.',
    },
    fix: { zh: '改为查询系统给出的合计。', en: 'Ask for the total that the system computes.' },
  },
  OVERLAPPING_POPULATIONS: {
    http: 422,
    message: {
      zh: '{populations} 的企业有重叠，不能相加。',
      en: 'The populations {populations} overlap, so that their values do not add up.',
    },
    fix: {
      zh: '改为查询包含它们的类别 {union}，每户企业只计一次。',
      en: 'Ask for the class that has all of them, {union}: it counts each loan once.',
    },
  },
  SUM_OF_DISTINCT: {
    http: 422,
    message: {
      zh: '{metric} 是去重户数，不能跨机构、地区或月份相加。',
      en: '{metric} counts distinct enterprises: it does not add up over reporters, regions or months.',
    },
    fix: {
      zh: '查询全省或该地区的合计，系统按企业去重。',
      en: 'Ask for the province or region: the system counts each enterprise once.',
    },
  },
  AVERAGE_OF_AVERAGES: {
    http: 422,
    message: {
      zh: '{metric} 是比率，不能对其求和或求平均。',
      en: '{metric} is a quotient: it can neither be summed nor averaged.',
    },
    fix: {
      zh: '在更大的范围上查询 {metric}，系统用分子合计除以分母合计。',
      en: 'Ask for {metric} over the wider scope: the system divides the sums of its parts.',
    },
  },
  MIXED_AGENCIES: {
    http: 422,
    message: {
      zh: '不能混用不同部门的口径：{agencies}。',
      en: 'Figures of different agencies cannot be combined: {agencies}.',
    },
    fix: {
      zh: '各部门分别查询，并列展示。',
      en: 'Ask for one agency at a time and show them side by side.',
    },
  },
  MIXED_BASES: {
    http: 422,
    message: {
      zh: '不能混用不同的数据基础：{bases}。',
      en: 'Figures of different bases cannot be combined: {bases}.',
    },
    fix: {
      zh: '只用一种基础；差异请用核对查询。',
      en: 'Use one basis; ask for the reconciliation to see the difference.',
    },
  },
  MIXED_INSTRUMENTS: {
    http: 422,
    message: {
      zh: '{metrics} 是不同的业务口径，不能合成一个数。',
      en: '{metrics} are different instruments: they do not make one number.',
    },
    fix: {
      zh: '各指标分别查询，并列展示。',
      en: 'Ask for one metric at a time and show them side by side.',
    },
  },
  NOT_BY_LIST: {
    http: 422,
    message: {
      zh: '{population} 不由企业名单界定，增速不能拆分为同样本与名单变动。',
      en: '{population} does not go by enterprise lists: its growth has no part that is the list’s.',
    },
    fix: {
      zh: '改为查询由名单界定的类别（如 HNTE、TSME），数据基础为 CONTRACT。',
      en: 'Ask for a population that goes by lists (HNTE, TSME …) on basis CONTRACT.',
    },
  },
  MIXED_DEFINITIONS: {
    http: 422,
    message: {
      zh: '不能混用不同的口径版本：{definitions}。',
      en: 'Figures of different definitions cannot be combined: {definitions}.',
    },
    fix: {
      zh: '只用一个口径版本，或查询带中断标志的序列。',
      en: 'Use one version, or ask for the series with its break flagged.',
    },
  },
  MIXED_DATES: {
    http: 422,
    message: {
      zh: '{metric} 的不同时点不能合成一个数：{periods}。',
      en: '{metric} at different dates makes no one number: {periods}.',
    },
    fix: {
      zh: '查询同一期末的数；要看变动，请查增速（growth）或相减（DIFFERENCE）。',
      en: 'Ask for one date; for the change between two, ask for growth or a DIFFERENCE.',
    },
  },
  POINTS_OF_AMOUNT: {
    http: 422,
    message: {
      zh: '{metric} 不是比率，没有百分点变动。',
      en: '{metric} is not a ratio: it has no change in percentage points.',
    },
    fix: {
      zh: '改用同比（YOY）或较年初（YTD）增速。',
      en: 'Ask for growth (YOY, YTD or MOM) instead.',
    },
  },
  GROWTH_OF_RATIO: {
    http: 422,
    message: {
      zh: '{metric} 是比率，请用百分点变动。',
      en: '{metric} is a ratio: its change is told in percentage points.',
    },
    fix: {
      zh: '改用 PP_YOY 或 PP_YTD（GraphQL 字段 change）。',
      en: 'Ask for PP_YOY or PP_YTD (field change) instead.',
    },
  },
  MISSING_BASE: {
    http: 422,
    message: {
      zh: '没有 {period} 的基数，无法计算增速。',
      en: 'There is no base for {period}, so that growth cannot be computed.',
    },
    fix: { zh: '选择已有基期的报告期。', en: 'Choose a period whose base is reported.' },
  },
  NOT_COLLECTED: {
    http: 422,
    message: {
      zh: '{basis} 基础的 {metric} 没有 {what} 维度的数据。',
      en: '{metric} on basis {basis} is not collected by {what}.',
    },
    fix: {
      zh: '去掉该维度，或改用采集了该维度的基础。',
      en: 'Leave that dimension out, or ask for a basis that carries it.',
    },
  },
  MISSING_EARLIER: {
    http: 422,
    message: {
      zh: '{metric} 按年初以来累计填报；没有 {earlier} 的累计数，算不出 {period} 本期数。',
      en: '{metric} is reported as counted since January: without {earlier} nobody can tell {period} alone.',
    },
    fix: {
      zh: '改查当年累计（以 1 月起的报告期），或补报 {earlier}。',
      en: 'Ask for a period that begins in January, or have {earlier} reported.',
    },
  },
  NOT_DERIVABLE: {
    http: 422,
    message: {
      zh: '{metric} 是年初以来去重的户数，{period} 本期数不可由累计数相减。',
      en: '{metric} counts different ones since January: {period} alone is not the difference of two counts.',
    },
    fix: {
      zh: '改查当年累计（以 1 月起的报告期）。',
      en: 'Ask for a period that begins in January.',
    },
  },
  NOT_PUBLISHED: {
    http: 422,
    message: {
      zh: '{period} 的数字尚未发布。',
      en: 'The figures of {period} are not published yet.',
    },
    fix: { zh: '使用 COMPARABLE，或等待发布。', en: 'Use COMPARABLE, or wait for the release.' },
  },
  PERIOD_NOT_BEGUN: {
    http: 422,
    message: {
      zh: '报告期 {period} 尚未开始（{until} 起），没有数字。',
      en: 'Period {period} has not begun (it starts on {until}), so that there is no figure.',
    },
    fix: { zh: '改查已经开始的报告期。', en: 'Ask for a period that has begun.' },
  },
  PERIOD_NOT_OVER: {
    http: 422,
    message: {
      zh: '报告期 {period} 尚未结束（至 {until}）：流量尚不完整，报表无人应报。',
      en: 'Period {period} is not over (it ends on {until}): its flows are not complete, and nobody owes its return yet.',
    },
    fix: {
      zh: '改查已结束的报告期；逐笔数据（CONTRACT、EVENT）的时点数给出截至当日的暂定数。',
      en: 'Ask for a period that is over; contracts and programmes (CONTRACT, EVENT) tell what stands today.',
    },
  },
  RETURN_NOT_DUE: {
    http: 422,
    message: {
      zh: '{period} 的报表 {until} 才截止，尚未报送的机构没有迟报。',
      en: 'The return of {period} is due by {until}: whoever has not filed it is not behind.',
    },
    fix: {
      zh: '截止后再查，或改查上一期。',
      en: 'Ask after the deadline, or for the period before.',
    },
  },
  UNKNOWN_POPULATION: {
    http: 422,
    message: { zh: '没有企业类别 {code}。', en: 'There is no population {code}.' },
    fix: { zh: '已知类别：{known}。', en: 'Known are {known}.' },
  },
  UNKNOWN_PRODUCT: {
    http: 422,
    message: { zh: '{owner} 没有产品 {code}。', en: 'There is no product {code} of {owner}.' },
    fix: {
      zh: '使用报表、贷款、授信或保单中出现过的产品代码；可写作“机构.产品”。',
      en: 'Use a code that a form, a loan, a credit line or a cover names, perhaps as owner.code.',
    },
  },
  UNKNOWN_GUARANTEE: {
    http: 422,
    message: { zh: '没有担保方式 {code}。', en: 'There is no kind of guarantee {code}.' },
    fix: { zh: '已知担保方式：{known}。', en: 'Known are {known}.' },
  },
  UNKNOWN_TERM: {
    http: 422,
    message: { zh: '没有期限 {code}。', en: 'There is no term {code}.' },
    fix: { zh: '已知期限：{known}。', en: 'Known are {known}.' },
  },
  UNKNOWN_LIFECYCLE: {
    http: 422,
    message: { zh: '没有生命周期阶段 {code}。', en: 'There is no stage of life {code}.' },
    fix: { zh: '已知阶段：{known}。', en: 'Known are {known}.' },
  },
  UNKNOWN_AGENCY: {
    http: 422,
    message: { zh: '没有口径部门 {code}。', en: 'There is no agency {code}.' },
    fix: { zh: '已知部门：{known}。', en: 'Known are {known}.' },
  },
  UNKNOWN_PEER_GROUP: {
    http: 422,
    message: { zh: '没有同业组 {code}。', en: 'There is no peer group {code}.' },
    fix: {
      zh: '已知同业组：{known}；也可用银行集团的代码，_T 为全部。',
      en: 'Known are {known}; the code of a group of banks will do, and _T means all.',
    },
  },
  UNKNOWN_WHOLE: {
    http: 422,
    message: {
      zh: '{code} 不是机构、企业类别或地区，无从计算占比。',
      en: '{code} is no institution, population or area of which anything could be a share.',
    },
    fix: {
      zh: '使用上级类别、机构组或地区的代码；_T 为全部机构。',
      en: 'Use the code of a wider population, group or area; _T means all institutions.',
    },
  },
  BAD_FIGURE_ID: {
    http: 400,
    message: { zh: '“{found}”不是数字编号：{what}。', en: '"{found}" is no figure id: {what}.' },
    fix: {
      zh: '例如 LN_BAL.HNTE._T.36._T._T._T._T._T.REG_NFRA_JX.RETURN.M:LEVEL:2024-12。',
      en: 'For example LN_BAL.HNTE._T.36._T._T._T._T._T.REG_NFRA_JX.RETURN.M:LEVEL:2024-12.',
    },
  },
} as const satisfies Record<string, ErrorEntry>;
