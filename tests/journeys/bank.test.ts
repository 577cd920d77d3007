import type { SubmitReturn } from '@qianfan/schema/commands/banks';
import { formatHundredths, parseHundredths } from '@qianfan/schema/kernel/money';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { qianfan } from '../support/cli.ts';
import { smallExamples } from '../support/examples.ts';
import { byGraphql, fromCsv } from '../support/returns.ts';
import { startSystem, type TestSystem } from '../support/system.ts';

const EXAMPLES = smallExamples();
const MISTAKES = EXAMPLES.mistakes.path;
const RIGHT = EXAMPLES.right.path;

let system: TestSystem;
beforeAll(async () => {
  system = await startSystem();
});
afterAll(() => system?.stop());

const jjb = (argv: string[], stdin = '') =>
  qianfan(system, ['--account', 'jjb', '--json', ...argv], stdin);

/** What the dashboard and the bank itself see of one cell, at one instant. */
async function seenAt(asOf?: string): Promise<{ value: string; revision: number; cell: string }> {
  const { data, errors } = await system.query(
    `{
      observation(figure: {metric: "LN_BAL", population: "HNTE", period: "2024-12", reporter: "BNK_JJB"}) { value }
      submission(institution: "BNK_JJB", form: "TF01", period: "2024-12") {
        revision cells { row column value }
      }
    }`,
    {},
    { as: 'jjb', ...(asOf !== undefined && { asOf }) },
  );
  if (errors) throw new Error(JSON.stringify(errors));
  const { cells, revision } = data.submission;
  const cell = cells.find(({ row, column }: any) => row === '1.1.1' && column === 'D').value;
  return { value: data.observation.value, revision, cell };
}

/** Waits until what a receipt is about can be read. */
const untilRead = (knownAt: string) =>
  system.query('{ metrics { code } }', {}, { as: 'jjb', minCut: knownAt });

describe('a bank submits a return and corrects it', () => {
  const receipts: Record<'first' | 'corrected', any> = { first: undefined, corrected: undefined };
  let right: SubmitReturn;

  beforeAll(async () => {
    right = fromCsv(EXAMPLES.right.text);
  });

  test('with three mistakes it is refused, and all three are named, each with what to do', async () => {
    const before = await seenAt();
    const { exit, json } = await jjb(['submit', MISTAKES]);
    expect(exit).toBe(3);
    const [{ status, receipt, issues }] = json().outcomes;
    expect([status, receipt.type]).toEqual(['REFUSED', 'banks.ReturnRefused.v1']);
    const named = issues
      .filter(({ severity }: any) => severity === 'ERROR' || severity === 'FATAL')
      .map(({ row, column }: any) => `${row} × ${column}`);
    // bad loans over the balance, a count that the annex does not bear out, a blank cell
    for (const cell of ['1.1.2 × G', '1.1.2 × C', '1.2.3 × H']) expect(named).toContain(cell);
    for (const { message, fix } of issues) {
      expect([message.zh, message.en, fix.zh, fix.en].every(Boolean)).toBe(true);
    }
    await untilRead(receipt.knownAt);
    expect(await seenAt()).toEqual(before);
  });

  test('I4 mended it gets a receipt: the same again, the same by GraphQL, whatever the id', async () => {
    const first = await jjb(['submit', RIGHT]);
    expect([first.exit, first.stderr]).toEqual([0, '']);
    const [{ status, receipt }] = first.json().outcomes;
    expect([status, receipt.type]).toEqual(['ACCEPTED', 'banks.ReturnAccepted.v1']);
    receipts.first = receipt;

    const again = await jjb(['submit', RIGHT]);
    expect(again.json().outcomes[0].receipt).toEqual(receipt);
    for (const id of ['an-id', 'an-id', 'another-id']) {
      const { data, errors } = await byGraphql(system, 'jjb', id, right);
      expect(errors?.map(({ message }) => message.slice(-300))).toBeUndefined();
      expect(data.submitReturn).toEqual({ status: 'ACCEPTED', issues: expect.any(Array), receipt });
    }
    const { data } = await system.query(
      `mutation ($body: JSON!) {
        banksSubmit(commands: [{ id: "a-third-id", type: "banks.SubmitReturn", body: $body }]) {
          status receipt { position hash }
        }
      }`,
      { body: right },
      { as: 'jjb' },
    );
    const { position, hash } = receipt;
    expect(data.banksSubmit).toEqual([{ status: 'ACCEPTED', receipt: { position, hash } }]);
  });

  test('I4 an id that stood for another return is refused', async () => {
    const draw = { institution: 'BNK_JJB', loan: 'NONE', amount: '1.00', on: '2025-02-20' };
    const sent = [{ id: 'a-taken-id', type: 'banks.RepayLoan', body: draw }];
    const first = await jjb(['submit', '-'], JSON.stringify(sent));
    expect(first.json().outcomes[0].status).toBe('REFUSED');
    const { data } = await byGraphql(system, 'jjb', 'a-taken-id', right);
    expect(data.submitReturn).toMatchObject({
      status: 'REJECTED',
      receipt: null,
      issues: [{ code: 'CONFLICT' }],
    });
  });

  test('corrected it has an old and a new value, each as of its own receipt', async () => {
    const more = 25_000n; // 250 万元 in hundredths
    const raised = new Set(['1', '1.1', '1.1.1']);
    const corrected: SubmitReturn = {
      ...right,
      revision: right.revision + 1,
      cells: right.cells.map((cell) =>
        cell.column === 'D' && raised.has(cell.row)
          ? { ...cell, value: formatHundredths(parseHundredths(cell.value)! + more) }
          : cell,
      ),
    };
    const { exit, json } = await jjb(['submit', '-'], JSON.stringify(corrected));
    expect(exit).toBe(0);
    receipts.corrected = json().outcomes[0].receipt;
    await untilRead(receipts.corrected.knownAt);

    const [old, now] = [
      await seenAt(receipts.first.knownAt),
      await seenAt(receipts.corrected.knownAt),
    ];
    const cellOf = (body: SubmitReturn) =>
      body.cells.find(({ row, column }) => row === '1.1.1' && column === 'D')!.value;
    expect(old).toMatchObject({ revision: right.revision, cell: cellOf(right) });
    expect(now).toMatchObject({ revision: right.revision + 1, cell: cellOf(corrected) });
    expect(Number(now.value) - Number(old.value)).toBe(2_500_000);
    expect(Number(old.value)).toBe(Number(old.cell) * 10_000);
    // before the first of them the revision of the demonstration stood
    expect((await seenAt('2025-02-25')).revision).toBe(right.revision - 1);
    expect(await seenAt()).toEqual(now);
  });

  test('what was sent late once more changes nothing, and a revision out of turn is refused', async () => {
    const late = await jjb(['submit', RIGHT]);
    expect(late.json().outcomes[0].receipt).toEqual(receipts.first);
    const stale = { ...right, cells: right.cells.toReversed().slice(0, -1) };
    for (const revision of [right.revision, right.revision + 5]) {
      const { data } = await byGraphql(system, 'jjb', `stale-${revision}`, { ...stale, revision });
      const codes = data.submitReturn.issues.map(({ code }: any) => code);
      expect([data.submitReturn.status, codes]).toEqual([
        'REFUSED',
        expect.arrayContaining(['STALE_REVISION']),
      ]);
    }
    const { data } = await system.query(
      `{ submission(institution: "BNK_JJB", form: "TF01", period: "2024-12") {
        revision history { revision position } refusals { totalCount nodes { issues { code } } }
      } }`,
      {},
      { as: 'jjb', minCut: receipts.corrected.knownAt },
    );
    const { revision, history } = data.submission;
    expect(revision).toBe(right.revision + 1);
    expect(history.map((one: any) => one.revision)).toEqual([1, 2, 3, 4]);
    expect(history.slice(2).map((one: any) => one.position)).toEqual([
      receipts.first.position,
      receipts.corrected.position,
    ]);
  });
});
