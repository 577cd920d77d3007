import { isSpoken } from './span.ts';

/** `2024-12` (month), `2024-Q4` (quarter) or `2024` (year). */
export type Period = string;
export type Frequency = 'M' | 'Q' | 'A';

export interface PeriodParts {
  frequency: Frequency;
  year: number;
  /** Month 1 to 12, quarter 1 to 4, 1 for a year. */
  index: number;
}

const PERIOD = /^(\d{4})(?:-(?:(0[1-9]|1[0-2])|Q([1-4])))?$/;
const PER_YEAR: Record<Frequency, number> = { M: 12, Q: 4, A: 1 };

/** The parts of a period text; `undefined` where the text is none, or none that can be spoken of. */
export function parsePeriod(text: string): PeriodParts | undefined {
  const parts = partsIn(text);
  return parts && isSpoken(parts.year) ? parts : undefined;
}

/** The same of any year: what is reckoned from a period may lie before or after all that are spoken of. */
function partsIn(text: string): PeriodParts | undefined {
  const match = PERIOD.exec(text);
  if (!match) return undefined;
  const year = Number(match[1]);
  if (match[2]) return { frequency: 'M', year, index: Number(match[2]) };
  if (match[3]) return { frequency: 'Q', year, index: Number(match[3]) };
  return { frequency: 'A', year, index: 1 };
}

/** @throws RangeError for a year outside 0 to 9999 */
export function formatPeriod({ frequency, year, index }: PeriodParts): Period {
  if (year < 0 || year > 9999) throw new RangeError(`no year of four digits: ${year}`);
  const head = String(year).padStart(4, '0');
  if (frequency === 'A') return head;
  return frequency === 'Q' ? `${head}-Q${index}` : `${head}-${String(index).padStart(2, '0')}`;
}

/** The functions below take texts that a schema has let through. */
function partsOf(period: Period): PeriodParts {
  const parts = partsIn(period);
  if (!parts) throw new RangeError(`not a period: ${period}`);
  return parts;
}

export const frequencyOf = (period: Period): Frequency => partsOf(period).frequency;
export const yearOf = (period: Period): number => partsOf(period).year;

/** The period `steps` later (earlier, where negative) of the same frequency. */
export function shiftPeriod(period: Period, steps: number): Period {
  const { frequency, year, index } = partsOf(period);
  const perYear = PER_YEAR[frequency];
  const count = year * perYear + index - 1 + steps;
  const shifted = Math.floor(count / perYear);
  return formatPeriod({ frequency, year: shifted, index: count - shifted * perYear + 1 });
}

/** 环比: the month, quarter or year before. */
export const previousPeriod = (period: Period): Period => shiftPeriod(period, -1);

/** 同比: the same month, quarter or year of the year before. */
export const sameLastYear = (period: Period): Period =>
  shiftPeriod(period, -PER_YEAR[frequencyOf(period)]);

/** 较年初: the last period of the year before; for a month, last December. */
export function yearEndBefore(period: Period): Period {
  const { frequency, year } = partsOf(period);
  return formatPeriod({ frequency, year: year - 1, index: PER_YEAR[frequency] });
}

/** The months that a period covers, in order. */
export function monthsOf(period: Period): Period[] {
  const { frequency, year, index } = partsOf(period);
  const length = 12 / PER_YEAR[frequency];
  const first = (index - 1) * length + 1;
  return Array.from({ length }, (_, offset) =>
    formatPeriod({ frequency: 'M', year, index: first + offset }),
  );
}

const isMonth = (period: Period): boolean => frequencyOf(period) === 'M';

export const firstMonthOf = (period: Period): Period =>
  isMonth(period) ? period : monthsOf(period)[0]!;

export const lastMonthOf = (period: Period): Period =>
  isMonth(period) ? period : monthsOf(period).at(-1)!;

/** Days of a month text, leap years included. */
function daysIn(month: Period): number {
  const { year, index } = partsOf(month);
  if (index !== 2) return [4, 6, 9, 11].includes(index) ? 30 : 31;
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
}

/** First calendar day: `2024-10-01`. */
export const startOf = (period: Period): string => `${firstMonthOf(period)}-01`;

/** Last calendar day: `2024-12-31`. */
export function endOf(period: Period): string {
  const month = lastMonthOf(period);
  return `${month}-${daysIn(month)}`;
}

/** Whether a text of the shape `yyyy-mm-dd` names a day that exists and can be spoken of. */
export function isDate(text: string): boolean {
  const match = /^(\d{4}-(?:0[1-9]|1[0-2]))-(\d{2})$/.exec(text);
  if (!match || !isSpoken(Number(text.slice(0, 4)))) return false;
  const day = Number(match[2]);
  return day >= 1 && day <= daysIn(match[1]!);
}

/** By last day, then the shorter first: `2024-12` < `2024-Q4` < `2024` < `2025-01`. */
export function comparePeriods(a: Period, b: Period): number {
  const [x, y] = [endOf(a), endOf(b)];
  if (x !== y) return x < y ? -1 : 1;
  return monthsOf(a).length - monthsOf(b).length;
}

/** The period of a frequency in which a date (or month) falls. */
export function periodOf(date: string, frequency: Frequency): Period {
  const month = partsOf(date.slice(0, 7));
  const index = Math.ceil((month.index * PER_YEAR[frequency]) / 12);
  return formatPeriod({ frequency, year: month.year, index });
}

/** The same day some months later; the month's last day where it has none such (`2024-01-31` + 1 = `2024-02-29`). */
export function addMonths(date: string, months: number): string {
  const month = shiftPeriod(date.slice(0, 7), months);
  const day = Math.min(Number(date.slice(8)), daysIn(month));
  return `${month}-${String(day).padStart(2, '0')}`;
}
