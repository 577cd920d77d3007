import { endOfDay, formatInstant } from '@qianfan/schema/kernel/instant';
import { endOf } from '@qianfan/schema/kernel/period';
import { addDays, commandAt, type DemoCommand, instantOf } from '../command.ts';

const DAY = 86_400_000_000;

/** Saturdays and Sundays; holidays move nothing here. 1970-01-01 was a Thursday. */
const isFree = (date: string): boolean => {
  const day = (Math.floor((endOfDay(date) + 8 * 3_600_000_000) / DAY) + 4) % 7;
  return day === 0 || day === 6;
};

/** The nth working day after a date; for 0 the date itself or the next working day. */
export function workingDay(date: string, count: number): string {
  let day = date;
  for (let left = count; left > 0 || isFree(day);) {
    day = addDays(day, 1);
    if (!isFree(day)) left -= 1;
  }
  return day;
}

export interface Due {
  deadline: string;
  release: string;
}

const known = new Map<string, Due>();

/** Monthly forms: the eighth working day after the month; released on the twentieth. Quarterly: in 18 days. */
export function dueOf(period: string): Due {
  const end = endOf(period);
  const due = known.get(period) ?? {
    deadline: period.includes('Q') ? addDays(end, 18) : workingDay(end, 8),
    release: workingDay(addDays(end, period.includes('Q') ? 28 : 20), 0),
  };
  known.set(period, due);
  return due;
}

export const openCommand = (form: string, period: string): DemoCommand => {
  const { deadline, release } = dueOf(period);
  return commandAt(instantOf(addDays(endOf(period), -6), '09:00'), {
    id: `period:${form}:${period}`,
    type: 'regulators.OpenPeriod',
    body: {
      form,
      period,
      deadline: formatInstant(endOfDay(deadline)),
      release: formatInstant(instantOf(release, '10:00')),
    },
  });
};
