import type { Unit } from '../state/address.ts';
import type { Text } from '../words/text.ts';
import { isNegative, isZero, scaled } from './decimal.ts';
import { type FigureUnit, measureOf, shownAs } from './measure.ts';

export { instantText } from './instant.ts';
export { type FigureUnit, UNIT_NAMES } from './measure.ts';

/** The name of the unit that a figure is shown in; counts have none of their own. */
export const unitName = (unit: FigureUnit, chosen: Unit): Text =>
  measureOf(unit, chosen).unit ?? { zh: '', en: '' };

/** A value as it is shown, without its unit: amounts and percentages with two places, counts with none. */
export const shown = (value: string, unit: FigureUnit, chosen: Unit): string =>
  shownAs(measureOf(unit, chosen), value);

export const plain = (shownText: string): number => Number(shownText.replaceAll(',', ''));

type Direction = 'UP' | 'DOWN' | 'FLAT';

const directionOf = (value: string): Direction =>
  isZero(value) ? 'FLAT' : isNegative(value) ? 'DOWN' : 'UP';

const ARROWS: Record<Direction, string> = { UP: '▲', DOWN: '▼', FLAT: '–' };

/** `▲ +9.90%`; of ratios `▼ -0.57 百分点`: the sign and the arrow say it too, not the colour alone. */
export function shownChange(value: string, unit: FigureUnit): { text: Text; direction: Direction } {
  const number = scaled(value, 2, 2) ?? value;
  // Of what is shown: a change that rounds to nothing goes nowhere.
  const direction = directionOf(number);
  const signed = direction === 'UP' ? `+${number}` : number;
  const zh = unit === 'RATIO' ? ' 个百分点' : '%';
  const en = unit === 'RATIO' ? ' pp' : '%';
  const arrow = ARROWS[direction];
  return {
    direction,
    text: { zh: `${arrow} ${signed}${zh}`, en: `${arrow} ${signed}${en}` },
  };
}

/** `2024年12月末`; a stock is of the end, a flow of the whole period. */
export function periodName(period: string): Text {
  const month = /^(\d{4})-(\d{2})$/.exec(period);
  if (month) {
    const name = new Date(`${period}-01T00:00:00Z`).toLocaleString('en', {
      month: 'short',
      timeZone: 'UTC',
    });
    return { zh: `${month[1]}年${Number(month[2])}月`, en: `${name} ${month[1]}` };
  }
  const quarter = /^(\d{4})-Q([1-4])$/.exec(period);
  if (quarter) {
    return {
      zh: `${quarter[1]}年${'一二三四'[Number(quarter[2]) - 1]}季度`,
      en: `Q${quarter[2]} ${quarter[1]}`,
    };
  }
  return { zh: `${period}年`, en: period };
}

/** Months back from a period, the latest last. */
export function monthsBefore(period: string, count: number): string[] {
  const [year = 0, month = 1] = period.split('-').map(Number);
  return Array.from({ length: count }, (_, n) => {
    const at = year * 12 + month - 1 - (count - 1 - n);
    return `${Math.floor(at / 12)}-${String((at % 12) + 1).padStart(2, '0')}`;
  });
}
