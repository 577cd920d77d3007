import { streamType } from '@qianfan/schema/facts/stream-type';
import { parseYuan } from '@qianfan/schema/kernel/money';

/** What each firm has filed and not settled, in yuan, over all its banks; those with nothing are left out. */
export type FirmBalances = Record<string, string>;

/** One for a programme: a settlement names its loan alone, and all filings of a programme have one key and one order. */
export const FIRMS = 'firms:balances';

export const firmStreams = [
  streamType<FirmBalances>('firms', {
    'programmes.FirmBalanceChanged.v1': (state, { body }) => {
      // Copied once: taking a name out by its pattern copies all others in the slowest way.
      const next = { ...state };
      if (parseYuan(body.balance) === 0n) delete next[body.enterprise];
      else next[body.enterprise] = body.balance;
      return next;
    },
  }),
];
