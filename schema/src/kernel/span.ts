/**
 * Which days, periods and instants can be spoken of, at every door. Whole tenors and growths lie before and after them, so
 * that nothing that is reckoned from one falls out of the calendar: microseconds are whole numbers of JavaScript until 2255.
 */
export const YEARS = { first: 1900, last: 2199 } as const;

/** The same as a part of a pattern. */
export const YEAR = '(19|2[01])\\d{2}';

/** As errors tell it. */
export const SPAN = `${YEARS.first}–${YEARS.last}`;

export const isSpoken = (year: number): boolean => year >= YEARS.first && year <= YEARS.last;
