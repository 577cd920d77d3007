import { words } from './text.ts';

/** What may be added up, by the codes of the catalogue. */
export const additivity = words({
  STOCK: [
    '存量：可跨机构、地区相加，不可跨期相加',
    'Stock: adds up over reporters and areas, not over time',
  ],
  FLOW: ['流量：可跨机构、地区、时期相加', 'Flow: adds up over reporters, areas and time'],
  CUM: [
    '自始累计：可跨机构、地区相加，不可跨期相加',
    'Since the beginning: adds up over reporters and areas, not over time',
  ],
  UNIQ_STOCK: ['去重存量：不可相加', 'Distinct stock: never adds up'],
  UNIQ_FLOW: ['去重流量：不可相加', 'Distinct flow: never adds up'],
  RATIO: ['比率：不可相加，由分子分母重算', 'Ratio: never adds up; computed anew from its parts'],
  WAVG: ['加权平均：不可相加', 'Weighted mean: never adds up'],
  COUNT_OF_REPORTERS: ['机构数：不可相加', 'Number of reporters: never adds up'],
  RANK: ['位次：不可相加', 'Rank: never adds up'],
  INDEX: ['指数：不可相加', 'Index: never adds up'],
});
