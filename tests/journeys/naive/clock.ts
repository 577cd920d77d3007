import { parseInstant } from '@qianfan/schema/kernel/instant';
import { endOf, startOf } from '@qianfan/schema/kernel/period';
import { bodiesOf, type Known, momentOf, once } from './known.ts';

/** The day on which the facts are seen, in Shanghai, eight hours ahead of UTC. */
const today = (known: Known): string =>
  once(known, 'today', () =>
    new Date(momentOf(known) / 1000 + 8 * 3_600_000).toISOString().slice(0, 10),
  );

export const hasNotBegun = (known: Known, period: string): boolean =>
  startOf(period) > today(known);

export const isOver = (known: Known, period: string): boolean => endOf(period) < today(known);

/** The last day of a period, or today. */
export const untilDay = (known: Known, period: string): string =>
  [endOf(period), today(known)].toSorted()[0]!;

/** Whether a deadline that is known has not passed. */
export function hasTime(known: Known, form: string, period: string): boolean {
  const opened = bodiesOf(known, 'regulators.ReportingPeriodOpened.v1').findLast(
    (body) => body.form === form && body.period === period,
  );
  return opened !== undefined && momentOf(known) <= parseInstant(opened.deadline)!;
}
