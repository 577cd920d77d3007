import { divideRatios, multiplyRatios, type Ratio } from '@qianfan/schema/kernel/ratio';
import { decimal, decimalText } from './exact.ts';
import type { Publication } from './published.ts';

export type Units = Publication['units'];

/** How many base units a unit is: 亿元 = 100000000 yuan, % = 0.01; whatever is not listed counts by one. */
export const factorOf = (units: Units, unit: string): Ratio =>
  decimal((units[unit] ?? ['', '1'])[1]);

/** Decimal text in a unit, as a number of base units. */
export const inBase = (units: Units, text: string, unit: string): Ratio =>
  multiplyRatios(decimal(text), factorOf(units, unit));

/** A number of base units, as decimal text in a unit. */
export const inUnit = (units: Units, value: Ratio, unit: string): string =>
  decimalText(divideRatios(value, factorOf(units, unit))!);
