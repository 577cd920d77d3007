import { createWriter } from '@qianfan/kit/commands/writer';
import { NO_REFERENCE } from '@qianfan/kit/commands/reference';
import { readRows } from '@qianfan/kit/journal/read';
import type { CommandType } from '@qianfan/schema/kernel/decider';
import { partitionOf } from '@qianfan/schema/kernel/partition';
import { Type } from 'typebox';
import { keepOutcomes } from '@qianfan/kit/transport/outcomes';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { bank, booking, openLedger } from '../support/journal.ts';
import { accounts, book } from '../support/ledger.ts';

let ledger: Awaited<ReturnType<typeof openLedger>>;

beforeAll(async () => {
  ledger = await openLedger();
});
afterAll(() => ledger.close());

const submit = (institution: string, ...requests: { id: string; type: string; body: unknown }[]) =>
  ledger.writer.submit(bank(institution), requests, 'test');

const codeOf = (outcome: Awaited<ReturnType<typeof submit>>[number] | undefined) =>
  outcome?.status === 'REJECTED' ? outcome.issues[0]!.code : outcome?.status;

test('text that is no Unicode is refused alone: its neighbours get their receipts', async () => {
  const outcomes = await submit(
    'U1',
    booking('u1', 'U1', 'A', 1),
    booking('u2', 'U1', '\ud800', 1),
    booking('u3', 'U1', 'A', 1),
  );
  expect(outcomes.map(codeOf)).toEqual(['ACCEPTED', 'BAD_USER_INPUT', 'ACCEPTED']);
});

test('an answer quotes what a sender wrote in part: a megabyte comes back as a sentence', async () => {
  const long = 'y'.repeat(1_000_000);
  const outcomes = await submit(
    'L1',
    { ...booking('x', 'L1', 'A', 1), id: long },
    { id: 'l2', type: long, body: {} },
    booking('l3', long, 'A', 1),
    { id: 'l4', type: 'banks.Book', body: { institution: 'L1', account: 'A', [long]: 1 } },
  );
  expect(outcomes.map(codeOf)).toEqual([
    'BAD_COMMAND_ID',
    'UNKNOWN_TYPE',
    'FORBIDDEN',
    'BAD_USER_INPUT',
  ]);
  for (const outcome of outcomes) {
    if (outcome.status !== 'REJECTED') throw new Error('not rejected');
    expect(JSON.stringify(outcome.issues).length).toBeLessThan(20_000);
  }
});

/** Decides two facts, of which the second cannot be written down. */
const half: CommandType = {
  ...book,
  type: 'banks.Half',
  decide: ({ body }) => ({
    facts: [1, () => 2].map((amount) => ({
      stream: `account:${body.account}`,
      type: 'banks.Booked.v1',
      body: { account: body.account, amount, balance: 1 },
    })),
  }),
};

/** Never has its reference data. */
const waiting: CommandType = {
  ...book,
  type: 'banks.Waiting',
  schema: Type.Object({ institution: Type.String() }),
  streams: () => [],
  decide: ({ body }) => ({
    facts: [{ stream: 'account:A', type: 'banks.BookRefused.v1', body: { issues: [], ...body } }],
    awaitsReference: true,
  }),
};

const otherWriter = (reference = NO_REFERENCE) =>
  createWriter({
    db: ledger.db,
    service: 'banks',
    commands: [book, half, waiting],
    streams: [accounts],
    reference,
    now: () => Date.now() * 1000,
    onError: () => undefined,
  });

test('a command that breaks after its first fact leaves none of them', async () => {
  const writer = otherWriter();
  const body = { institution: 'H1', account: 'A', amount: 1 };
  const outcomes = await writer.submit(
    bank('H1'),
    [
      { id: 'h1', type: 'banks.Half', body },
      { id: 'h2', type: 'banks.Book', body },
    ],
    'test',
  );
  await writer.stop();
  expect(outcomes.map(codeOf)).toEqual(['INTERNAL', 'ACCEPTED']);
  const rows = await readRows(ledger.db, 'banks', partitionOf('H1'), 0, 1_000);
  expect(rows.filter(({ key }) => key === 'H1').map(({ commandId }) => commandId)).toEqual(['h2']);
  expect(outcomes[1]).toMatchObject({ receipt: { pos: rows.at(-1)!.pos } });
});

test('while reference data cannot be read a command waits; then its door is told to try later', async () => {
  let asked = 0;
  const failing = otherWriter({
    ...NO_REFERENCE,
    caughtUp: () => {
      asked += 1;
      return Promise.reject(new Error('Connection terminated unexpectedly'));
    },
  });
  const request = { id: 'w1', type: 'banks.Waiting', body: { institution: 'W1' } };
  const [outcome] = await failing.submit(bank('W1'), [request], 'test');
  await failing.stop();
  expect(codeOf(outcome)).toBe('UNAVAILABLE');
  expect(asked).toBeLessThan(100);

  const working = otherWriter();
  const [refused] = await working.submit(bank('W1'), [request], 'test');
  await working.stop();
  expect(codeOf(refused)).toBe('REFUSED');
});

test('I4: an id that another process took meanwhile, in another partition, is a conflict', async () => {
  const other = await ledger.db.connect();
  await other.query('begin');
  await other.query(
    `insert into banks.journal values (11, 1000, 'k', 's', 'banks.Booked.v1', 'R1', 'a', null, 1, 1, 1,
       'race', 0, 'other digest', false, '{}', 'h')`,
  );
  const answered = submit('R1', booking('race', 'R1', 'A', 1));
  // the writer's insert waits for the other transaction
  await expect
    .poll(async () => {
      const { rows } = await ledger.db.query(
        `select 1 from pg_stat_activity where wait_event_type = 'Lock' and query like '%banks.journal%'
           and datname = current_database()`,
      );
      return rows.length;
    })
    .toBeGreaterThan(0);
  await other.query('commit');
  other.release();
  expect((await answered).map(codeOf)).toEqual(['CONFLICT']);
});

test('an answer on a topic names the command that it answers, whosever receipt it gives', async () => {
  const [outcome] = await submit('K1', booking('through-http', 'K1', 'A', 1));
  // the same content came through the intake under an id of its own: `sameAs`
  const answers = [{ institution: 'K1', commandId: 'through-kafka', outcome: outcome! }];
  await keepOutcomes(ledger.db, 'banks', answers);
  const { rows } = await ledger.db.query('select command_id, body from banks.outcomes');
  expect(rows).toEqual([{ command_id: 'through-kafka', body: JSON.stringify(outcome) }]);
});
