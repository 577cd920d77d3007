import * as Commands from '@qianfan/schema/commands/regulators';
import type { CommandType, StreamType } from '@qianfan/schema/kernel/decider';
import { decided, error, type Latest, latestOf, on, repeats } from '../decision.ts';

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
    return (
      repeats(closed, input.digest) ??
      decided(input, {
        command: closeHistory.type,
        fact: 'regulators.HistoryClosed.v1',
        stream: STREAM,
        issues: closed
          ? [error('CONFLICT', '', { zh: '历史已封存', en: 'History is closed already' })]
          : [],
      })
    );
  },
};

export const historyCommands: readonly CommandType[] = [closeHistory];

export const historyStreams: readonly StreamType[] = [
  {
    prefix: PREFIX,
    evolve: on<Latest, { reason: string }>('regulators.HistoryClosed.v1', (_, fact) =>
      latestOf(fact),
    ),
  },
];
