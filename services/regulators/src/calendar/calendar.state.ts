import { streamType } from '@qianfan/schema/facts/stream-type';
import { type Latest, latestOf } from '@qianfan/schema/kernel/latest';

export const periodStream = (form: string, period: string): string => `period:${form}:${period}`;

export const calendarStreams = [
  streamType<Latest>('period', {
    'regulators.ReportingPeriodOpened.v1': (_, fact) => latestOf(fact),
  }),
];
