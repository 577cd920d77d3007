/**
 * Which days, periods and instants can be spoken of, at every door. Whole tenors and growths lie before and after them, so
 * that nothing that is reckoned from one falls out of the calendar: microseconds are whole numbers of JavaScript until 2255.
 */
export const YEARS = { first: 1900, last: 2199 } as const;

/** The same as a part of a pattern. */
export const YEAR = '(19|2[01])\\d{2}';

/** Of an instant: from 1971, so that none lies before 1970, whatever its offset. */
export const YEAR_OF_INSTANT = '(197[1-9]|19[89]\\d|2[01]\\d{2})';

/** As errors tell it. */
export const SPAN = `${YEARS.first}–${YEARS.last}`;
export const SPAN_OF_INSTANTS = `1970–${YEARS.last}`;

/** The years of which a pattern lets a text speak; undefined where it speaks of none. */
export function spanOf(pattern: string): string | undefined {
  if (pattern.startsWith(`^${YEAR}`)) return SPAN;
  return pattern.startsWith(`^${YEAR_OF_INSTANT}`) ? SPAN_OF_INSTANTS : undefined;
}

export const isSpoken = (year: number): boolean => year >= YEARS.first && year <= YEARS.last;
