import { createWriter } from '@qianfan/kit/commands/writer';
import { NO_REFERENCE } from '@qianfan/kit/commands/reference';
import { readRows } from '@qianfan/kit/journal/read';
import { GENESIS, hashRow } from '@qianfan/kit/journal/row';
import type { CommandType } from '@qianfan/schema/kernel/decider';
import { PARTITIONS } from '@qianfan/schema/kernel/fact';
import { partitionOf } from '@qianfan/schema/kernel/partition';
import { isStorable } from '@qianfan/schema/kernel/text';
import fc from 'fast-check';
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

test('B13: what was refused for its text is kept, and so is all that came with it', async () => {
  const body = { institution: 'T1', account: 'A', amount: 1 };
  const odd = ['\ud800', '\udfff\ud83d', 'a\0b', '\\u0000', '\\\0', '😀\ud83d'];
  const requests = odd.flatMap((text, n) => [
    booking(`t-${n}-account`, 'T1', text, 1),
    { id: `t-${n}-institution`, type: 'banks.Book', body: { ...body, institution: text } },
    { id: `t-${n}-member`, type: 'banks.Book', body: { ...body, [text]: 1 } },
    { id: `t-${n}-shape`, type: 'banks.Book', body: { ...body, amount: text } },
    { id: `t-${n}-type`, type: text, body },
    { id: text, type: 'banks.Book', body },
  ]);
  const outcomes = await submit('T1', ...requests, booking('t-last', 'T1', 'A', 1));
  expect(codeOf(outcomes.at(-1))).toBe('ACCEPTED');
  const rejected = outcomes.filter(({ status }) => status === 'REJECTED');
  // a backslash before `u0000` is text as any other: in an account, and in an id
  expect(outcomes.map(codeOf)[odd.indexOf('\\u0000') * 6]).toBe('ACCEPTED');
  expect(rejected).toHaveLength(requests.length - 2);
  const { rows } = await ledger.db.query<{ issues: { code: string }[]; excerpt: string }>(
    `select issues, excerpt from banks.rejections where institution = 'T1' order by id`,
  );
  expect(rows.map(({ issues }) => issues[0]!.code)).toEqual(rejected.map(codeOf));
  for (const { excerpt } of rows) expect(excerpt).toContain('"amount":');
  expect(ledger.errors).toEqual([]);
});

test('I2: a fact is read back as it was hashed, whatever its texts', async () => {
  const text = fc
    .string({ unit: 'grapheme-composite', minLength: 1, maxLength: 40 })
    .filter(isStorable);
  const commands = fc.array(fc.record({ actor: text, account: text, institution: text }), {
    minLength: 100,
    maxLength: 100,
  });
  const [sent] = fc.sample(commands, { numRuns: 1, seed: 20241231 });
  for (const [n, { actor, account, institution }] of sent!.entries()) {
    const as = { ...bank(institution), actor };
    const [outcome] = await ledger.writer.submit(
      as,
      [booking(`any-${n}`, institution, account, 1)],
      'test',
    );
    expect([n, codeOf(outcome)]).toEqual([n, 'ACCEPTED']);
  }
  for (let partition = 0; partition < PARTITIONS; partition += 1) {
    let previous = GENESIS;
    for (const row of await readRows(ledger.db, 'banks', partition, 0, 10_000)) {
      if (row.pos === 1000) break; // that of another test
      expect(row.hash).toBe(hashRow(previous, row));
      previous = row.hash;
    }
  }
});

/** Decides a fact with a column that would be read back as another value. */
const oddRow = (odd: object): CommandType => ({
  ...book,
  decide: ({ body }) => ({
    facts: [{ stream: 'account:A', type: 'banks.Booked.v1', body, ...odd }],
  }),
});

test.each([
  ['a period that is a number', { period: 202412 }],
  ['a period with NUL', { period: '2024\0' }],
  ['a stream with half of a surrogate pair', { stream: 'account:\ud800' }],
  ['a type that is none', { type: 'banks.Booked' }],
  ['a type with a tab', { type: 'banks.Booked.v1\t' }],
])('a decision with %s is refused before it is hashed', async (_, odd) => {
  const writer = otherWriter(NO_REFERENCE, [oddRow(odd)]);
  const [outcome] = await writer.submit(bank('O1'), [booking('odd', 'O1', 'A', 1)], 'test');
  await writer.stop();
  expect(codeOf(outcome)).toBe('INTERNAL');
});

test.each([
  ['an actor', { actor: 7 as unknown as string }],
  ['an actor with NUL', { actor: 'a\0' }],
  ['an institution', { institution: 'I\ud800' }],
])('I2: %s that no journal can keep leaves no fact, whoever let it in', async (_, odd) => {
  const as = { ...bank('O2'), ...odd };
  const [outcome] = await ledger.writer.submit(
    as,
    [booking('odd', as.institution, 'A', 1)],
    'test',
  );
  expect(codeOf(outcome)).not.toBe('ACCEPTED');
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

const otherWriter = (reference = NO_REFERENCE, commands = [book, half, waiting]) =>
  createWriter({
    db: ledger.db,
    service: 'banks',
    commands,
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

test('what is decided upon a fact of another service is known no earlier than that fact', async () => {
  const soon = (Date.now() + 500) * 1000;
  const read: number[] = [];
  const behind = otherWriter({
    ...NO_REFERENCE,
    latest: () => soon,
    at: (knownAt) => void read.push(knownAt),
  });
  const [outcome] = await behind.submit(bank('W2'), [booking('b1', 'W2', 'A', 1)], 'test');
  await behind.stop();
  expect(codeOf(outcome)).toBe('ACCEPTED');
  expect(read).toEqual([soon]);
  const rows = await readRows(ledger.db, 'banks', partitionOf('W2'), 0, 1_000);
  expect(rows.at(-1)!.knownAt).toBe(soon);
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
