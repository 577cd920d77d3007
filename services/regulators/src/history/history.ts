import { command } from '@qianfan/schema/deciding/command';
import { decided, unless } from '@qianfan/schema/deciding/decision';
import { issueOf } from '@qianfan/schema/errors/catalogue';
import type { CommandType } from '@qianfan/schema/kernel/decider';
import { type Latest, repeats } from '@qianfan/schema/kernel/latest';
import { KEY, STREAM } from './history.state.ts';

/** The end of the import, once and for all: from then on nobody may state a known-at. */
const closeHistory = command('regulators.CloseHistory', {
  roles: ['IMPORTER', 'REGULATOR'],
  over: 'PROVINCE',
  actsFor: () => undefined,
  key: () => KEY,
  streams: () => [STREAM],
  decide: (input) => {
    const closed = input.state<Latest>(STREAM);
    const decision = decided({
      command: 'regulators.CloseHistory',
      fact: 'regulators.HistoryClosed.v1',
      body: () => input.body,
      stream: STREAM,
      issues: unless(closed === undefined, () => issueOf('HISTORY_CLOSED', {})),
    });
    return repeats(closed, input.digest) ?? decision;
  },
});

export const historyCommands: readonly CommandType[] = [closeHistory];
