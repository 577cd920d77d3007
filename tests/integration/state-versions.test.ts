import { statesEqualFold } from '@qianfan/kit/audit/states';
import { createWriter } from '@qianfan/kit/commands/writer';
import { openWriterPool } from '@qianfan/kit/commands/store';
import { NO_REFERENCE } from '@qianfan/kit/commands/reference';
import type { CommandType, StreamType } from '@qianfan/schema/kernel/decider';
import type { Fact } from '@qianfan/schema/kernel/fact';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { bank, booking, openLedger } from '../support/journal.ts';
import { book, type Entry } from '../support/ledger.ts';

let ledger: Awaited<ReturnType<typeof openLedger>>;
beforeAll(async () => {
  ledger = await openLedger();
});
afterAll(() => ledger.close());

/** An account that also remembers how many entries it has had: a member that nobody kept before. */
interface Counted {
  balance: number;
  entries: number;
}
const counted: StreamType<Counted> = {
  prefix: 'account',
  version: '2',
  on: {
    'banks.Booked.v1': (state, { body }: Fact<Entry>) => ({
      balance: body.balance,
      entries: (state?.entries ?? 0) + 1,
    }),
  },
};
const plain: StreamType<{ balance: number }> = {
  prefix: 'account',
  version: '1',
  on: { 'banks.Booked.v1': (_, { body }: Fact<Entry>) => ({ balance: body.balance }) },
};

/** A process of one version of the code; `seen`: the states that its decisions were given. */
function processOf(stream: StreamType) {
  const seen = new Map<string, unknown>();
  const looking: CommandType = {
    ...book,
    decide: (input) => {
      // what was decided last counts: a first try may come from memory, and not be written
      seen.set(input.id, input.state(book.streams(input.body, input.institution)[0]!));
      return book.decide(input);
    },
  };
  const pool = openWriterPool(ledger.url);
  const writer = createWriter({
    db: pool,
    service: 'banks',
    commands: [looking],
    streams: [stream],
    reference: NO_REFERENCE,
    now: () => Date.now() * 1000,
    onError: (error) => ledger.errors.push(error),
  });
  let n = 0;
  return {
    seen: () => [...seen.values()],
    book: async (key: string, account: string, amount: number) => {
      const id = `${stream.version}-${key}-${account}-${(n += 1)}`;
      const [outcome] = await writer.submit(bank(key), [booking(id, key, account, amount)], 'test');
      return outcome!.status;
    },
    stop: async () => {
      await writer.stop();
      await pool.end();
    },
  };
}

const storedOf = async (stream: string) => {
  const { rows } = await ledger.db.query(
    `select key, version, state from banks.states where stream = $1 order by key`,
    [stream],
  );
  return rows;
};

describe('I13: what a decision remembers may get a member that nobody kept before', () => {
  test('a stored state of an earlier version is folded anew before anything is decided upon it', async () => {
    const before = processOf(plain);
    for (const amount of [5, 6, 7]) expect(await before.book('S1', 'A', amount)).toBe('ACCEPTED');
    expect(await before.book('S2', 'A', 1)).toBe('ACCEPTED');
    await before.stop();

    const after = processOf(counted);
    expect(await after.book('S1', 'A', 1)).toBe('ACCEPTED');
    expect(after.seen()).toEqual([{ balance: 18, entries: 3 }]);
    expect(await storedOf('account:A')).toEqual([
      { key: 'S1', version: '2', state: { balance: 19, entries: 4 } },
      { key: 'S2', version: '1', state: { balance: 1 } },
    ]);
    // an auditor is not told that history differs: what is of another version has yet to be folded
    const { equal, differing } = await statesEqualFold(ledger.db, 'banks', [counted]);
    expect([equal, differing]).toEqual([true, []]);
    await after.stop();
  });

  test('while processes of both versions write, each decides upon what it knows to read', async () => {
    const [old, young] = [processOf(plain), processOf(counted)];
    const expected: unknown[] = [];
    for (let n = 1; n <= 6; n += 1) {
      expect(await (n % 2 ? old : young).book('S3', 'B', 1)).toBe('ACCEPTED');
      if (n % 2 === 0) expected.push({ balance: n - 1, entries: n - 1 });
    }
    expect(young.seen()).toEqual(expected);
    expect(old.seen()).toEqual([undefined, { balance: 2 }, { balance: 4 }]);
    await old.stop();
    await young.stop();
  });

  test('a state that is changed by hand in this version is still found', async () => {
    await ledger.db.query(
      `update banks.states set state = '{"balance": 1, "entries": 1}' where key = 'S1'`,
    );
    const { equal, differing } = await statesEqualFold(ledger.db, 'banks', [counted]);
    expect([equal, differing]).toEqual([false, ['S1 account:A']]);
  });
});
