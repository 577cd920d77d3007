import { monthsBefore } from '../../figures/format.ts';
import { quarterOf } from '../../shell/quarter.ts';
import type { OwnReportingQuery } from '../../data/operations.ts';

export type Obligations = NonNullable<OwnReportingQuery['institution']>['obligations'];

/** A correction is of what stands now, whatever instant another view looks at. */
export const NOW = { asOf: '' };

/** Months that may be reported before the whole province has. */
const AHEAD = 3;
const MONTHS = 24;

/** The last month of a period, which may not be known yet. */
export const lastMonthOf = (period: string): string => {
  const [year = '', rest] = period.split('-');
  if (!rest) return `${year}-12`;
  return rest.startsWith('Q')
    ? `${year}-${String(Number(rest.slice(1)) * 3).padStart(2, '0')}`
    : period;
};

/** A period of the length that a form reports on: the quarter that has ended with a month, the last month of a quarter. */
export const fitted = (period: string, frequency: string): string =>
  frequency === 'Q' ? quarterOf(lastMonthOf(period)) : lastMonthOf(period);

/** Whether the register says that the institution owes a form for a period; undefined where it says nothing of the form. */
export function owes(obligations: Obligations, form: string, period: string): boolean | undefined {
  const own = obligations?.filter((one) => one.form === form) ?? [];
  const end = lastMonthOf(period);
  return own.length === 0
    ? undefined
    : own.some(({ from, to }) => lastMonthOf(from) <= end && (!to || end <= lastMonthOf(to)));
}

/** Periods to choose from, latest first: those for which the form is owed, where the register says so. */
export function periodsOf(
  obligations: Obligations,
  { code, frequency }: { code: string; frequency: string },
  latest: string,
): string[] {
  const [year = 0, month = 1] = latest.split('-').map(Number);
  const at = year * 12 + month - 1 + AHEAD;
  const last = `${Math.floor(at / 12)}-${String((at % 12) + 1).padStart(2, '0')}`;
  const months = monthsBefore(last, MONTHS + AHEAD).toReversed();
  const all = [...new Set(months.map((one) => fitted(one, frequency)))];
  const owed = all.filter((one) => owes(obligations, code, one));
  return owed.length > 0 ? owed : all;
}

/** The year that a period ends; the period itself within a year. Of what was written since January there is no other figure. */
export const lengthened = (period: string): string =>
  lastMonthOf(period).endsWith('-12') ? period.slice(0, 4) : period;
