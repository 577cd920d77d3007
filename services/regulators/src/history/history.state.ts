import { streamType } from '@qianfan/schema/facts/stream-type';
import { type Latest, latestOf } from '@qianfan/schema/kernel/latest';

export const KEY = 'SYSTEM';

export const PREFIX = 'history';

export const STREAM = `${PREFIX}:${KEY}`;

export const historyStreams = [
  streamType<Latest>(PREFIX, { 'regulators.HistoryClosed.v1': (_, fact) => latestOf(fact) }),
];
