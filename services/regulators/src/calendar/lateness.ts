import { endOfDay, type Instant } from '@qianfan/schema/kernel/instant';
import { endOf, lastMonthOf } from '@qianfan/schema/kernel/period';
import { isLate } from '@qianfan/schema/returns/lateness';

export const FILING_STATUSES = ['NOT_DUE', 'DUE', 'ON_TIME', 'LATE', 'MISSING'] as const;
export type FilingStatus = (typeof FILING_STATUSES)[number];

/** An organisation's duty to file a form, from one month to another (open where `to` is absent). */
export interface Duty {
  form: string;
  from: string;
  to?: string;
}

/** Whether a form is owed for a period: the register's obligations at the period's end decide. */
export function owes(duties: readonly Duty[], form: string, period: string): boolean {
  const month = lastMonthOf(period);
  return duties.some(
    (duty) => duty.form === form && duty.from <= month && month <= (duty.to ?? '9999-12'),
  );
}

/**
 * Where a filer stands at the cut. `receivedAt`: arrival of its first accepted revision, as known at the cut.
 * Until the period is over nothing is due.
 */
export function filingStatus(
  at: { period: string; deadline: Instant; receivedAt: Instant | undefined },
  cut: Instant,
): FilingStatus {
  if (at.receivedAt !== undefined) return isLate(at.receivedAt, at.deadline) ? 'LATE' : 'ON_TIME';
  if (cut <= endOfDay(endOf(at.period))) return 'NOT_DUE';
  return isLate(cut, at.deadline) ? 'MISSING' : 'DUE';
}
