import type { Text } from '../words/text.ts';
import { populations } from '../words/populations.ts';
import { words } from '../words/text.ts';

/** Populations beyond those of the switch. */
const OTHERS = words({
  TECH_LOAN: ['科技贷款', 'Tech loans'],
  TECH_IND: ['科技相关产业', 'Tech industries'],
  NTIDE: ['国家技术创新示范企业', 'National innovation demonstrators'],
  CHAMPION: ['制造业单项冠军企业', 'Manufacturing champions'],
  CHAIN: ['重点产业链企业', 'Key industrial chains'],
  KDT: ['科贷通相关企业', '科贷通 enterprises'],
  FIRST: ['首贷户', 'First-loan borrowers'],
});

/** A population by its code; the code itself where the page has no name for it. */
export function populationName(code: string): Text {
  const known: Record<string, Text> = { ...OTHERS, ...populations };
  return code === '_T' ? { zh: '全部', en: 'All' } : (known[code] ?? { zh: code, en: code });
}

/** `LN_BAL….M:YOY:2024-12` → what is done to the figure. */
export const TRANSFORMS: Record<string, Text> = words({
  LEVEL: ['', ''],
  YOY: ['同比增速', 'growth on year'],
  YTD: ['较年初增速', 'growth since year start'],
  MOM: ['环比增速', 'growth on month'],
  QOQ: ['环比增速（季）', 'growth on quarter'],
  PP_YOY: ['同比变动', 'change on year'],
  PP_YTD: ['较年初变动', 'change since year start'],
  PP_MOM: ['环比变动', 'change on month'],
});

export const transformOf = (figureId: string): string => figureId.split(':')[1] ?? 'LEVEL';
