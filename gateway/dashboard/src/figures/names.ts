import { type Text, words } from '../words/text.ts';

/** The cities by GB/T 2260, in their order. */
export const CITY_CODES: readonly string[] = Array.from({ length: 11 }, (_, n) => String(3601 + n));

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
