import { endOf, shiftPeriod } from '@qianfan/schema/kernel/period';

/** The months for which every bank reports. */
export const MONTHS: readonly string[] = Array.from({ length: 15 }, (_, n) =>
  shiftPeriod('2023-12', n),
);

/** Their last days. */
export const MONTH_ENDS: readonly string[] = MONTHS.map(endOf);

export const monthIndex = (month: string): number => MONTHS.indexOf(month);
export const LAST_MONTH = MONTHS.length - 1;
