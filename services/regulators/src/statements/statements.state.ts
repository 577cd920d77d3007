import { streamType } from '@qianfan/schema/facts/stream-type';
import { type Latest, latestOf } from '@qianfan/schema/kernel/latest';

export const statementStream = (statement: string): string => `statement:${statement}`;

export const statementStreams = [
  streamType<Latest>('statement', {
    'regulators.StatementPublished.v1': (_, fact) => latestOf(fact),
  }),
];
