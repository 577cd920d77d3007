import type { CommandType, StreamType } from '@qianfan/schema/kernel/decider';
import type { Fact } from '@qianfan/schema/kernel/fact';
import { projectionOf } from '@qianfan/kit/projections/of-slices';
import type { Reducer, SliceModel } from '@qianfan/kit/projections/projection';
import { int, long, table, text, texts } from '@qianfan/kit/projections/table';
import { Type } from 'typebox';

/** The smallest service that uses all of the kit: accounts of institutions, with a balance and entries. */
export interface Entry {
  account: string;
  amount: number;
  balance: number;
}

const Body = Type.Object(
  { institution: Type.String(), account: Type.String(), amount: Type.Integer() },
  { additionalProperties: false },
);
type Body = { institution: string; account: string; amount: number };

/** An amount of 13 breaks the decision, 666 is decided but no reducer can apply it, 2000 makes a fact of version 2,
 * -9 is refused with very many issues. */
export const book: CommandType<Body> = {
  type: 'banks.Book',
  schema: Body,
  roles: ['BANK'],
  over: 'OWN',
  actsFor: ({ institution }) => institution,
  key: ({ institution }) => institution,
  streams: ({ account }) => [`account:${account}`],
  decide: ({ body, state }) => {
    if (body.amount === 13) throw new Error('unlucky');
    const stream = `account:${body.account}`;
    const balance = (state<{ balance: number }>(stream)?.balance ?? 0) + body.amount;
    if (balance < 0) {
      const message = { zh: '余额不足', en: 'not enough' };
      const issues = Array.from({ length: body.amount === -9 ? 20_000 : 1 }, () => ({
        code: 'L-01',
        severity: 'ERROR',
        message,
      }));
      return {
        facts: [{ stream, type: 'banks.BookRefused.v1', body: { command: 'banks.Book', issues } }],
      };
    }
    return {
      facts: [
        {
          stream,
          type: `banks.Booked.v${body.amount === 2000 ? 2 : 1}`,
          body: { account: body.account, amount: body.amount, balance },
        },
      ],
    };
  },
};

const booked = (_: unknown, { body }: Fact<Entry>) => ({ balance: body.balance });

export const accounts: StreamType<{ balance: number }> = {
  prefix: 'account',
  on: { 'banks.Booked.v1': booked, 'banks.Booked.v2': booked },
};

const balances = table('Account', {
  mode: 'VERSIONED',
  identity: { institution: text, account: text },
  columns: { balance: long, tags: texts },
  scope: 'institution',
});

const entries = table('Entry', {
  mode: 'APPEND',
  identity: { institution: text, partitionNo: int, position: long },
  columns: { account: text, amount: long },
  indexes: [['institution', 'account']],
});

const enter: Reducer<Entry> = ({ key: institution, partition, pos, body }) => {
  if (body.amount === 666) throw new Error('no reducer can apply this');
  const { account, amount, balance } = body;
  const tags = [`"${account}"`, 'a\\b\t', String(amount)];
  return [
    balances.row({ institution, account, balance, tags }),
    entries.row({ institution, partitionNo: partition, position: pos, account, amount }),
  ];
};

/** Its read model, as one slice of a version. */
export const ledgerSlice = (version: string): SliceModel => ({
  name: 'ledger',
  version,
  tables: [balances, entries],
  reducers: { 'banks.Booked.v1': enter },
});

export const ledger = projectionOf('banks', [ledgerSlice('1')]);
