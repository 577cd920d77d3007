import { hashRow, GENESIS } from '@qianfan/kit/journal/row';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Ledger, wholeJournal } from '../support/sound.ts';
import { bank, booking, importer, openLedger } from '../support/journal.ts';

describe('a journal that imports history', () => {
  let ledger: Ledger;
  beforeAll(async () => {
    ledger = await openLedger('IMPORTING');
  });
  afterAll(() => ledger.close());

  test('only the importer writes; known-at is as stated, made strictly rising within a partition', async () => {
    const stated = 1_700_000_000_000_000;
    const history = [stated, stated, stated - 5].map((knownAt, n) => ({
      ...booking(`h${n}`, 'B1', 'A', 1),
      knownAt,
      receivedAt: stated - 100,
    }));
    const outcomes = await ledger.writer.submit(importer, history, 'test');
    const known = outcomes.map(
      (outcome) => outcome.status === 'ACCEPTED' && outcome.receipt.knownAt,
    );
    expect(known).toEqual([stated, stated + 1, stated + 2]);
    const { rows } = await wholeJournal(ledger.db);
    expect(rows[0]).toMatchObject({ institution: 'B1', receivedAt: stated - 100 });
    expect(rows[0]!.recordedAt).toBeGreaterThan(stated);
    const [refused] = await ledger.writer.submit(bank('B1'), [booking('p', 'B1', 'A', 1)], 'test');
    expect(refused).toMatchObject({ status: 'REJECTED', issues: [{ code: 'IMPORTING' }] });
  });

  test('who does not import states no instant: that is refused, not passed over', async () => {
    for (const [n, stated] of [{ knownAt: 1 }, { receivedAt: 1 }, { knownAt: 0 }].entries()) {
      const request = { ...booking(`s${n}`, 'B1', 'A', 1), ...stated };
      const [outcome] = await ledger.writer.submit(bank('B1'), [request], 'test');
      const [name] = Object.keys(stated);
      expect(outcome).toMatchObject({
        status: 'REJECTED',
        issues: [{ code: 'BAD_USER_INPUT', message: { zh: expect.stringContaining(name!) } }],
      });
    }
  });

  test('a killed import sent again gets the same receipts, and once live the importer writes nothing new', async () => {
    const again = { ...booking('h0', 'B1', 'A', 1), knownAt: 1 };
    const [same] = await ledger.writer.submit(importer, [again], 'test');
    expect(same).toMatchObject({ status: 'ACCEPTED', receipt: { pos: 1 } });
    await ledger.db.query(`update banks.settings set value = 'LIVE'`);
    const [still] = await ledger.writer.submit(importer, [again], 'test');
    const [late] = await ledger.writer.submit(importer, [booking('h9', 'B1', 'A', 1)], 'test');
    expect(still).toEqual(same);
    expect(late).toMatchObject({ status: 'REJECTED', issues: [{ code: 'HISTORY_CLOSED' }] });
  });

  test('a known-at in the future is refused', async () => {
    const future = { ...booking('f', 'B1', 'A', 1), knownAt: Date.now() * 1000 + 60_000_000 };
    await ledger.db.query(`update banks.settings set value = 'IMPORTING'`);
    const [outcome] = await ledger.writer.submit(importer, [future], 'test');
    expect(outcome).toMatchObject({ status: 'REJECTED' });
  });
});

describe('an import in many calls', () => {
  let ledger: Ledger;
  beforeAll(async () => {
    ledger = await openLedger('IMPORTING');
  });
  afterAll(() => ledger.close());

  const CALL = 200;
  const stated = 1_700_000_000_000_000;

  const callOf = (who: string, call: number) =>
    Array.from({ length: CALL }, (_, n) => {
      const number = call * CALL + n;
      const key = `G${number % 9}`;
      const request = booking(`${who}${number}`, key, `${who}${number % 400}`, 1);
      return { ...request, knownAt: stated + number * 10, receivedAt: stated };
    });

  const kept = async (who: string) => {
    const { partitions } = await wholeJournal(ledger.db);
    return partitions.map((rows) =>
      rows.filter(({ commandId }) => commandId.startsWith(who)).map(({ commandId }) => commandId),
    );
  };

  const inOrder = (ids: readonly string[]) =>
    ids.toSorted((a, b) => Number(a.slice(1)) - Number(b.slice(1)));

  test('what is decided before the batch ahead of it is written keeps its order, whoever writes between', async () => {
    const other = ledger.openWriter();
    const send = (writer: Ledger['writer'], who: string) =>
      Promise.all(
        Array.from({ length: 12 }, (_, call) => writer.submit(importer, callOf(who, call), 'test')),
      );
    const outcomes = (await Promise.all([send(ledger.writer, 'a'), send(other, 'b')])).flat(2);
    expect(outcomes.filter(({ status }) => status !== 'ACCEPTED')).toEqual([]);
    const { heads, partitions, rows } = await wholeJournal(ledger.db);
    expect(rows).toHaveLength(2 * 12 * CALL);
    partitions.forEach((list, partition) => {
      let hash = GENESIS;
      list.forEach((row, n) => {
        expect(row.pos).toBe(n + 1);
        hash = hashRow(hash, row);
        expect(row.hash).toBe(hash);
        if (n > 0) expect(row.knownAt).toBeGreaterThan(list[n - 1]!.knownAt);
      });
      expect(heads[partition]).toMatchObject({ pos: list.length, hash });
    });
    for (const who of ['a', 'b']) {
      for (const ids of await kept(who)) expect(ids).toEqual(inOrder(ids));
    }
    const { rows: sums } = await ledger.db.query<{ sum: string }>(
      `select sum((state->>'balance')::int) from banks.states`,
    );
    expect(Number(sums[0]!.sum)).toBe(2 * 12 * CALL);
    expect(ledger.errors).toEqual([]);
  });

  test('sent again, old and new mixed, the old gets its receipts and the new its place', async () => {
    const mixed = [...callOf('a', 11), ...callOf('a', 12)];
    const [first, again] = await Promise.all([
      ledger.writer.submit(importer, mixed, 'test'),
      ledger.writer.submit(importer, mixed, 'test'),
    ]);
    expect(again).toEqual(first);
    expect((await wholeJournal(ledger.db)).rows).toHaveLength(25 * CALL);
  });
});
