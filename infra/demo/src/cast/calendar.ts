import { endOf } from '@qianfan/schema/kernel/period';
import { formatInstant } from '@qianfan/schema/kernel/instant';
import { addDays, commandAt, type DemoCommand, instantOf } from '../command.ts';

/** Deadline: the eighth working day after the month; release: the twentieth or the next working day. */
export const DEMO_PERIODS = [
  { period: '2023-12', deadline: '2024-01-11', release: '2024-01-22' },
  { period: '2024-11', deadline: '2024-12-11', release: '2024-12-20' },
  { period: '2024-12', deadline: '2025-01-13', release: '2025-01-20' },
] as const;

export const calendarCommands = (): DemoCommand[] =>
  DEMO_PERIODS.map(({ period, deadline, release }) =>
    commandAt(instantOf(addDays(endOf(period), -6), '09:00'), {
      id: `period:TF01:${period}`,
      type: 'regulators.OpenPeriod',
      body: {
        form: 'TF01',
        period,
        deadline: formatInstant(instantOf(addDays(deadline, 1), '00:00') - 1),
        release: formatInstant(instantOf(release, '10:00')),
      },
    }),
  );
