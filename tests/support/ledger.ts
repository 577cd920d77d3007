import { p } from '@mikro-orm/core';
import type { CommandType, StreamType } from '@qianfan/schema/kernel/decider';
import type { Fact } from '@qianfan/schema/kernel/fact';
import { readEntity } from '@qianfan/kit/projections/entity';
import type { Projection } from '@qianfan/kit/projections/projection';
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

export const accounts: StreamType<{ balance: number }> = {
  prefix: 'account',
  evolve: (state, fact: Fact<Entry>) =>
    fact.type.startsWith('banks.Booked.') ? { balance: fact.body.balance } : state,
};

export const ledgerEntities = [
  readEntity({
    name: 'Account',
    identity: { institution: p.text(), account: p.text() },
    columns: { balance: p.bigint('number'), tags: p.array().columnType('text[]') },
    scope: 'institution',
  }),
  readEntity({
    name: 'Entry',
    identity: { institution: p.text(), partitionNo: p.integer(), position: p.bigint('number') },
    columns: { account: p.text(), amount: p.bigint('number') },
    indexes: [['institution', 'account']],
  }),
];

export const ledger: Projection = {
  service: 'banks',
  version: 1,
  tables: {
    Account: { mode: 'VERSIONED', identity: ['institution', 'account'] },
    Entry: { mode: 'APPEND', identity: ['institution', 'partitionNo', 'position'] },
  },
  reducers: {
    banks: {
      'banks.Booked.v1': (fact: Fact<Entry>) => {
        if (fact.body.amount === 666) throw new Error('no reducer can apply this');
        const { account, amount, balance } = fact.body;
        const tags = [`"${account}"`, 'a\\b\t', String(amount)];
        const institution = fact.key;
        return [
          { table: 'Account', row: { institution, account, balance, tags } },
          {
            table: 'Entry',
            row: { institution, partitionNo: fact.partition, position: fact.pos, account, amount },
          },
        ];
      },
    },
  },
};
