import { isNegative, isZero, scaled } from './decimal.ts';
import { instantText } from './instant.ts';
import type { Unit } from '../state/address.ts';
import type { Text } from '../words/text.ts';

export type FigureUnit = 'YUAN' | 'COUNT' | 'RATIO';

export const UNIT_NAMES: Record<Unit, Text> = {
  YI: { zh: '亿元', en: 'CNY 100 million' },
  WAN: { zh: '万元', en: 'CNY 10,000' },
  YUAN: { zh: '元', en: 'CNY' },
};

/** What a value is: its unit and its format, the same on the screen, in CSV, in a workbook and on paper. */
export interface Measure {
  kind: 'TEXT' | 'NUMBER' | 'INSTANT';
  /** Said in the heading, or beside the value where the rows of a column differ. */
  unit?: Text;
  /** Of ten, from what was given to what the unit says. */
  power: number;
  /** As many places as a screen shows. */
  places: number;
  /** The sign stands before what is above zero too. */
  signed?: boolean;
  /** How a workbook shows it. */
  format: string;
  /** A fraction, which a workbook keeps as such and shows as a percentage. */
  isPercent?: boolean;
}

/** What came, exact: a decimal as text, an instant in UTC; nothing where there is no value. */
export type Value = string | number | null;

const number = (power: number, places: number, format: string, unit?: Text): Measure => ({
  ...{ kind: 'NUMBER', power, places, format },
  ...(unit && { unit }),
});

export const TEXT: Measure = { kind: 'TEXT', power: 0, places: 0, format: '@' };
/** In Jiangxi's time, whoever reads it. */
export const INSTANT: Measure = {
  ...{ kind: 'INSTANT', power: 0, places: 0, format: 'yyyy-mm-dd hh:mm:ss' },
  unit: { zh: '北京时间', en: 'UTC+8' },
};
export const COUNT = number(0, 0, '#,##0');
export const PERCENT: Measure = {
  ...number(2, 2, '0.00%', { zh: '%', en: '%' }),
  isPercent: true,
};
/** Of a change of a percentage, given as a fraction. */
export const POINTS = number(2, 2, '0.00', { zh: '百分点', en: 'pp' });

const POWER: Record<Unit, number> = { YUAN: 0, WAN: 4, YI: 8 };

/** Money, in the unit that the reader chose; `given` in yuan, unless it is what a return holds. */
export const money = (unit: Unit, given: Unit = 'YUAN'): Measure =>
  number(POWER[given] - POWER[unit], 2, '#,##0.00', UNIT_NAMES[unit]);

/** Money as the cells of a return hold it, where nobody chooses the unit. */
export const moneyOfForm = (unit: string | undefined): Measure =>
  unit === 'WAN_YUAN' ? money('WAN', 'WAN') : money('YUAN');

/** What a figure of a unit is measured in. */
export const measureOf = (unit: FigureUnit, chosen: Unit): Measure =>
  unit === 'YUAN' ? money(chosen) : unit === 'RATIO' ? PERCENT : COUNT;

/** What a change of such a figure is measured in. */
export const changeOf = (unit: FigureUnit): Measure => (unit === 'RATIO' ? POINTS : PERCENT);

export const signed = (measure: Measure): Measure => ({ ...measure, signed: true });

/** Rounded and grouped, for a screen and for paper; without its unit. */
export function shownAs(measure: Measure, value: Value): string {
  if (value === null) return '';
  if (measure.kind === 'INSTANT') return instantText(String(value));
  if (measure.kind === 'TEXT') return String(value);
  const text = scaled(plainly(value), measure.power, measure.places) ?? String(value);
  return measure.signed && !isNegative(text) && !isZero(text) ? `+${text}` : text;
}

/** To the last digit that there is, for whoever computes with it. */
export function exactAs(measure: Measure, value: Value): string {
  if (measure.kind !== 'NUMBER' || value === null) return shownAs(measure, value);
  return exact(plainly(value), measure.power) ?? String(value);
}

/** Places beyond which no figure goes. */
const FINEST = 24;

function exact(text: string, power: number): string | null {
  const long = scaled(text, power, FINEST);
  return long && long.replaceAll(',', '').replace(/\.?0+$/, '');
}

/** `+3` as 3, and no number in the notation of floating point. */
const plainly = (value: string | number): string => {
  const text = String(value).replace(/^\+/, '');
  return /e/.test(text) ? Number(text).toFixed(FINEST - 4) : text;
};
