import { issueOf } from '@qianfan/schema/errors/catalogue';
import { dayOf, formatInstant, type Instant } from '@qianfan/schema/kernel/instant';
import type { Issue } from '@qianfan/schema/kernel/issue';
import { endOf, type Period, startOf } from '@qianfan/schema/kernel/period';
import { isLate } from '@qianfan/schema/returns/lateness';
import type { Catalogue } from './catalogue.ts';

type Clock = Pick<Catalogue, 'knownAt' | 'deadlines'>;

/** Where a period stands on the day (Shanghai) from which it is seen. Its last day is still a part of it. */
export type Stage = 'NOT_BEGUN' | 'RUNNING' | 'OVER';

export function stageOf({ knownAt }: Pick<Clock, 'knownAt'>, period: Period): Stage {
  const today = dayOf(knownAt);
  if (today < startOf(period)) return 'NOT_BEGUN';
  return today <= endOf(period) ? 'RUNNING' : 'OVER';
}

/** The last day of a period of which anything can be known: today, while it runs. */
export function lastDayOf({ knownAt }: Pick<Clock, 'knownAt'>, period: Period): string {
  const [today, end] = [dayOf(knownAt), endOf(period)];
  return today < end ? today : end;
}

/** What has to come before anybody can be behind with a figure. */
export interface Awaits {
  code: 'PERIOD_NOT_BEGUN' | 'PERIOD_NOT_OVER' | 'RETURN_NOT_DUE';
  period: Period;
  /** The first day, the last day, or the deadline. */
  until: string;
}

/** Of a period that has not begun there is nothing, whatever the basis. */
export const notBegun = (clock: Clock, period: Period): Awaits | null =>
  stageOf(clock, period) === 'NOT_BEGUN'
    ? { code: 'PERIOD_NOT_BEGUN', period, until: startOf(period) }
    : null;

export const notOver = (clock: Clock, period: Period): Awaits | null =>
  stageOf(clock, period) === 'RUNNING'
    ? { code: 'PERIOD_NOT_OVER', period, until: endOf(period) }
    : null;

/** What a return that has not come waits for; null where it is late. */
export function returnAwaits(clock: Clock, form: string, period: Period): Awaits | null {
  const awaits = notBegun(clock, period) ?? notOver(clock, period);
  if (awaits) return awaits;
  const deadline: Instant | undefined = clock.deadlines.get(`${form}/${period}`);
  if (deadline === undefined || isLate(clock.knownAt, deadline)) return null;
  return { code: 'RETURN_NOT_DUE', period, until: formatInstant(deadline) };
}

export const awaitsIssue = ({ code, period, until }: Awaits): Issue =>
  issueOf(code, { period, until });
