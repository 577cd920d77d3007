import { streamType } from '@qianfan/schema/facts/stream-type';
import * as Commands from '@qianfan/schema/commands/regulators';
import { issueOf } from '@qianfan/schema/errors/catalogue';
import type { CommandType } from '@qianfan/schema/kernel/decider';
import { decided, type Latest, latestOf, repeats, unless } from '../decision.ts';

const KEY = 'SYSTEM';
const PREFIX = 'history';
const STREAM = `${PREFIX}:${KEY}`;

/** The end of the import, once and for all: from then on nobody may state a known-at. */
const closeHistory: CommandType<{ reason: string }, unknown> = {
  type: 'regulators.CloseHistory',
  schema: Commands.CloseHistory,
  roles: ['IMPORTER', 'REGULATOR'],
  actsFor: () => undefined,
  key: () => KEY,
  streams: () => [STREAM],
  decide: (input) => {
    const closed = input.state<Latest>(STREAM);
    const decision = decided(input, {
      command: closeHistory.type,
      fact: 'regulators.HistoryClosed.v1',
      stream: STREAM,
      issues: unless(closed === undefined, () => issueOf('HISTORY_CLOSED', {})),
    });
    return repeats(closed, input.digest) ?? decision;
  },
};

export const historyCommands: readonly CommandType[] = [closeHistory];

export const historyStreams = [
  streamType<Latest>(PREFIX, { 'regulators.HistoryClosed.v1': (_, fact) => latestOf(fact) }),
];
