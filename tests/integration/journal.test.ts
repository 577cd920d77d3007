import { startTicker } from '@qianfan/kit/journal/ticker';
import type { Outcome } from '@qianfan/schema/kernel/receipt';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { expectSound, type Ledger, wholeJournal } from '../support/sound.ts';
import { bank, booking, openLedger } from '../support/journal.ts';

describe('a live journal', () => {
  let ledger: Ledger;
  beforeAll(async () => {
    ledger = await openLedger();
  });
  afterAll(() => ledger.close());

  test('I4: the same command again gets the same receipt; another body under its id is a conflict', async () => {
    const request = booking('i4', 'B1', 'A', 5);
    const [first] = await ledger.writer.submit(bank('B1'), [request], 'test');
    const [again, twin] = await ledger.writer.submit(bank('B1'), [request, request], 'test');
    const [other] = await ledger.writer.submit(bank('B1'), [booking('i4', 'B1', 'A', 6)], 'test');
    expect(first).toMatchObject({ status: 'ACCEPTED' });
    expect(again).toEqual(first);
    expect(twin).toEqual(first);
    expect(other).toMatchObject({ status: 'REJECTED', issues: [{ code: 'CONFLICT' }] });
  });

  test('the id of another institution is another command', async () => {
    const [mine] = await ledger.writer.submit(
      bank('B1'),
      [booking('shared', 'B1', 'A', 1)],
      'test',
    );
    const [theirs] = await ledger.writer.submit(
      bank('B2'),
      [booking('shared', 'B2', 'A', 1)],
      'test',
    );
    expect([mine?.status, theirs?.status]).toEqual(['ACCEPTED', 'ACCEPTED']);
  });

  test('a refusal is a fact with its reasons, and its receipt is given again', async () => {
    const [refused] = await ledger.writer.submit(bank('B3'), [booking('r', 'B3', 'A', -1)], 'test');
    const [again] = await ledger.writer.submit(bank('B3'), [booking('r', 'B3', 'A', -1)], 'test');
    expect(refused).toMatchObject({ status: 'REFUSED', receipt: { issues: [{ code: 'L-01' }] } });
    expect(again).toEqual(refused);
  });

  test('a refusal with very many issues lists the first thousand and says how many more there are', async () => {
    const [refused] = await ledger.writer.submit(
      bank('B3'),
      [booking('many', 'B3', 'A', -9)],
      'test',
    );
    if (refused?.status !== 'REFUSED') throw new Error(JSON.stringify(refused));
    expect(refused.receipt.issues).toHaveLength(1_001);
    expect(refused.receipt.issues.at(-1)).toMatchObject({
      code: 'MORE_ISSUES',
      message: { en: '19000 more issues are not listed.' },
    });
  });

  test('I6: acting for another institution, a wrong role and junk leave no fact but a rejection', async () => {
    const before = (await wholeJournal(ledger.db)).rows.length;
    const outcomes = await ledger.writer.submit(
      bank('B1'),
      [
        booking('f', 'B2', 'A', 5),
        { id: 'u', type: 'banks.Nonsense', body: {} },
        { id: 's', type: 'banks.Book', body: { institution: 'B1', account: 7 } },
        { id: 'n', type: 'banks.Book', body: { institution: 'B1', account: '\u0000', amount: 1 } },
        { ...booking('x', 'B1', 'A', 1), id: '' },
      ],
      'test',
    );
    expect(
      outcomes.map((outcome) => outcome.status === 'REJECTED' && outcome.issues[0]!.code),
    ).toEqual(['FORBIDDEN', 'UNKNOWN_TYPE', 'BAD_USER_INPUT', 'BAD_USER_INPUT', 'BAD_COMMAND_ID']);
    expect((await wholeJournal(ledger.db)).rows).toHaveLength(before);
    const { rows } = await ledger.db.query('select * from banks.rejections');
    expect(rows.length).toBeGreaterThanOrEqual(5);
  });

  test('a command whose decision breaks does not take its neighbours down', async () => {
    const outcomes = await ledger.writer.submit(
      bank('B4'),
      [booking('a', 'B4', 'A', 1), booking('b', 'B4', 'A', 13), booking('c', 'B4', 'A', 2)],
      'test',
    );
    expect(outcomes.map(({ status }) => status)).toEqual(['ACCEPTED', 'REJECTED', 'ACCEPTED']);
    expect(ledger.errors.length).toBeGreaterThan(0);
  });

  test('I1: under many clients each receipt is in the journal once, positions are dense, times rise, hashes chain', async () => {
    const outcomes = await Promise.all(
      Array.from({ length: 600 }, (_, n) =>
        ledger.writer.submit(
          bank(`C${n % 40}`),
          [booking(`n${n}`, `C${n % 40}`, `A${n % 7}`, n % 5)],
          'test',
        ),
      ),
    );
    await expectSound(ledger.db, outcomes);
    const state = await ledger.db.query<{ sum: string }>(
      `select sum((state->>'balance')::int) from banks.states where key like 'C%'`,
    );
    expect(Number(state.rows[0]!.sum)).toBe(
      Array.from({ length: 600 }, (_, n) => n % 5).reduce((a, b) => a + b, 0),
    );
  });

  test('I1: two processes write the same accounts, and one sends again what the other sent', async () => {
    const other = ledger.openWriter();
    const stopTicker = startTicker(ledger.db, 'banks', (error) => ledger.errors.push(error));
    const before = ledger.errors.length;
    const send = async (writer: Ledger['writer'], from: number) => {
      const outcomes: Outcome[][] = [];
      // numbers 100 to 199 go through both
      for (let n = from; n < from + 200; n += 1) {
        const request = booking(`two${n}`, `D${n % 3}`, `A${n % 2}`, 1);
        outcomes.push(await writer.submit(bank(`D${n % 3}`), [request], 'test'));
      }
      return outcomes;
    };
    const [ones, others] = await Promise.all([send(ledger.writer, 0), send(other, 100)]);
    await stopTicker();
    expect(ones.slice(100)).toEqual(others.slice(0, 100));
    await expectSound(ledger.db, [...ones, ...others]);
    const state = await ledger.db.query<{ sum: string }>(
      `select sum((state->>'balance')::int) from banks.states where key like 'D%'`,
    );
    expect(Number(state.rows[0]!.sum)).toBe(300);
    expect(ledger.errors.slice(before)).toEqual([]);
  });

  test('what one process remembers is not what another has written since', async () => {
    const other = ledger.openWriter();
    const take = (id: string) => booking(id, 'E1', 'A', -5);
    await ledger.writer.submit(bank('E1'), [booking('give', 'E1', 'A', 5)], 'test');
    const [taken] = await other.submit(bank('E1'), [take('t1')], 'test');
    const [refused] = await ledger.writer.submit(bank('E1'), [take('t2')], 'test');
    expect([taken?.status, refused?.status]).toEqual(['ACCEPTED', 'REFUSED']);
    const [conflict] = await ledger.writer.submit(
      bank('E1'),
      [booking('t1', 'E1', 'A', 1)],
      'test',
    );
    expect(conflict).toMatchObject({ status: 'REJECTED', issues: [{ code: 'CONFLICT' }] });
  });
});

describe('a live journal of which a writer knows the end only', () => {
  let ledger: Ledger;
  beforeAll(async () => {
    ledger = await openLedger();
  });
  afterAll(() => ledger.close());

  const balance = async (account: string): Promise<number> => {
    const { rows } = await ledger.db.query<{ balance: number }>(
      `select (state->>'balance')::int as balance from banks.states where stream = $1`,
      [`account:${account}`],
    );
    return rows[0]!.balance;
  };

  test('what looks new to it and is not is read before it is decided', async () => {
    await ledger.writer.submit(bank('F1'), [booking('f0', 'F1', 'old', 5)], 'test');
    const other = ledger.openWriter();
    const send = async (id: string, account: string, amount: number) =>
      (await other.submit(bank('F1'), [booking(id, 'F1', account, amount)], 'test'))[0]?.status;
    expect(await send('f1', 'mine', 1)).toBe('ACCEPTED');
    expect(await send('f2', 'old', 2)).toBe('ACCEPTED');
    expect(await balance('old')).toBe(7);
    expect(await send('f0', 'old', 5)).toBe('ACCEPTED');
    expect(await balance('old')).toBe(7);
    const third = ledger.openWriter();
    await third.submit(bank('F1'), [booking('f3', 'F1', 'third', 1)], 'test');
    const [taken] = await third.submit(bank('F1'), [booking('f4', 'F1', 'old', -7)], 'test');
    expect(taken?.status).toBe('ACCEPTED');
    expect(await balance('old')).toBe(0);
    const { heads, rows } = await wholeJournal(ledger.db);
    expect(rows).toHaveLength(5);
    expect(heads.reduce((sum, { pos }) => sum + pos, 0)).toBe(5);
    expect(ledger.errors).toEqual([]);
  });

  test('any text is kept as it came, in new states and in known ones', async () => {
    const account = `'"\\ \t\r\n {a,b} \\N \\. $1 ; -- 中\u{1f4b0}`;
    for (const [n, amount] of [3, 4].entries()) {
      const request = booking(`text${n}`, 'T1', account, amount);
      const [outcome] = await ledger.writer.submit(bank('T1'), [request], 'test');
      expect(outcome?.status).toBe('ACCEPTED');
    }
    expect(await balance(account)).toBe(7);
    const { rows } = await wholeJournal(ledger.db);
    const bodies = rows.filter(({ key }) => key === 'T1').map(({ body }) => JSON.parse(body));
    expect(bodies).toMatchObject([{ account }, { account }]);
  });
});
