import { DEMO_ENTERPRISES } from '@qianfan/demo/cast/enterprises';
import { type DemoAccount, demoAccounts } from '@qianfan/kit/identity/accounts';
import type { Fact } from '@qianfan/schema/kernel/fact';
import { TF01 } from '@qianfan/schema/returns/tf01';
import fc from 'fast-check';
import { changed } from './changes.ts';
import type { TestSystem } from './system.ts';
import { BANK, FIRM, revisionsOf } from './told.ts';

/** One thing that somebody does; `choice` and `tenThousands` say with what and how much. */
export interface Move {
  kind: 'DRAW' | 'REPAY' | 'MOVE' | 'FILE' | 'SETTLE' | 'CORRECT' | 'PUBLISH';
  choice: number;
  tenThousands: number;
}

const move = fc.record<Move>({
  kind: fc.constantFrom('DRAW', 'REPAY', 'MOVE', 'FILE', 'SETTLE', 'CORRECT', 'PUBLISH'),
  choice: fc.nat(1_000),
  tenThousands: fc.integer({ min: 1, max: 40 }),
});

/** What is done at once: a return and a list have one next version each, which two could not both be. */
export const moves = fc.array(move, { minLength: 1, maxLength: 4 }).map((all) => {
  const one = (kind: Move['kind']) => all.filter((it) => it.kind === kind).slice(0, 1);
  const rest = all.filter(({ kind }) => kind !== 'CORRECT' && kind !== 'PUBLISH');
  return [...rest, ...one('CORRECT'), ...one('PUBLISH')];
});

interface Open {
  loan: string;
  left: number;
}

/**
 * A bank, a programme's desk and whoever corrects a return, all writing at once through the doors of their services.
 * Each move resolves with the known-at of its receipt, `undefined` where there was nothing to do; what is refused throws,
 * but for a correction that the rules do not let pass.
 */
export function writersOn(system: TestSystem, history: readonly Fact<any>[]) {
  const loans: Open[] = [];
  const filings: Open[] = [];
  let ids = 0;
  let latest = revisionsOf(history.toSorted((a, b) => a.pos - b.pos)).at(-1)!;
  let list = Math.max(
    ...history
      .filter(({ type, body }) => type.includes('ListPublished') && body.list === 'HNTE')
      .map(({ body }) => body.version),
  );
  const nextId = () => `POUR-${(ids += 1)}`;

  async function submit(as: DemoAccount, type: string, body: object): Promise<string> {
    const [service] = type.split('.');
    const { data, errors } = await system.query(
      `mutation ($id: ID!, $type: String!, $body: JSON!) {
        outcomes: ${service}Submit(commands: [{ id: $id, type: $type, body: $body }]) {
          status receipt { knownAt } issues { code }
        }
      }`,
      { id: nextId(), type, body },
      { as },
    );
    const outcome = data?.outcomes[0];
    if (outcome?.status !== 'ACCEPTED') throw new Error(JSON.stringify([type, outcome, errors]));
    return outcome.receipt.knownAt;
  }

  async function draw(tenThousands: number): Promise<string> {
    const loan = nextId();
    const receipt = await submit('jjb', 'banks.DrawLoan', {
      institution: BANK,
      loan,
      enterprise: FIRM.id,
      county: FIRM.county,
      guarantee: 'CREDIT',
      amount: yuan(tenThousands),
      rate: '3.45',
      drawnOn: '2025-03-03',
      maturesOn: '2026-03-01',
    });
    loans.push({ loan, left: tenThousands });
    return receipt;
  }

  async function file(tenThousands: number): Promise<string> {
    const loan = nextId();
    const receipt = await submit('jjb', 'programmes.FileLoan', {
      programme: 'KDT',
      bank: BANK,
      loan,
      enterprise: FIRM.id,
      county: FIRM.county,
      amount: yuan(tenThousands),
      filedOn: '2025-03-04',
      maturesOn: '2026-03-01',
    });
    filings.push({ loan, left: tenThousands });
    return receipt;
  }

  const repay = (loan: string, tenThousands: number) =>
    submit('jjb', 'banks.RepayLoan', {
      institution: BANK,
      loan,
      amount: yuan(tenThousands),
      on: '2025-03-05',
    });

  const settle = (loan: string, tenThousands: number) =>
    submit('jjb', 'programmes.SettleFiling', {
      programme: 'KDT',
      bank: BANK,
      loan,
      amount: yuan(tenThousands),
      on: '2025-03-06',
    });

  /** HNTE loans of one return, more or less, within what the rules allow. */
  async function correct(choice: number, tenThousands: number): Promise<string | undefined> {
    const row = TF01.rows.findIndex(({ population }) => population === 'HNTE');
    const column = TF01.columns.findIndex(({ metric }) => metric === 'LN_BAL');
    const by = (choice % 2 === 0 ? -1 : 1) * tenThousands * 100;
    const { body } = changed(TF01, BANK, latest, { row, column, borrower: 0, by });
    const [outcome] = await system.services.banks.writer.submit(
      demoAccounts.jjb,
      [{ id: nextId(), type: 'banks.SubmitReturn', body }],
      'test',
    );
    if (outcome!.status !== 'ACCEPTED') return undefined;
    const at = row * TF01.columns.length + column;
    const { value } = body.cells.find(
      (cell) => cell.row === TF01.rows[row]!.code && cell.column === TF01.columns[column]!.code,
    )!;
    latest = { ...latest, revision: body.revision, cells: latest.cells.with(at, value) };
    return undefined;
  }

  function publish(choice: number): Promise<string> {
    const others = DEMO_ENTERPRISES.map(({ id }) => id).filter((id) => id !== FIRM.id);
    const some = others.filter((_, n) => (n + choice) % 4 !== 0);
    return submit('dost', 'regulators.PublishList', {
      list: 'HNTE',
      version: (list += 1),
      name: { zh: '高新技术企业名单', en: 'High- and new-tech enterprises' },
      issuer: 'PRG_DOST',
      validFrom: '2025-03-01',
      members: choice % 2 === 0 ? [FIRM.id, ...some] : some,
    });
  }

  /** Takes up to an amount from one that has something left. */
  function take(from: Open[], choice: number, tenThousands: number): Open | undefined {
    const rich = from.filter(({ left }) => left > 0);
    const one = rich[choice % Math.max(rich.length, 1)];
    if (!one) return undefined;
    const amount = Math.min(one.left, tenThousands);
    one.left -= amount;
    return { loan: one.loan, left: amount };
  }

  return async ({ kind, choice, tenThousands }: Move): Promise<string | undefined> => {
    if (kind === 'DRAW') return draw(tenThousands);
    if (kind === 'FILE') return file(tenThousands);
    if (kind === 'CORRECT') return correct(choice, tenThousands);
    if (kind === 'PUBLISH') return publish(choice);
    const taken = take(kind === 'SETTLE' ? filings : loans, choice, tenThousands);
    if (!taken) return undefined;
    if (kind === 'SETTLE') return settle(taken.loan, taken.left);
    if (kind === 'REPAY') return repay(taken.loan, taken.left);
    // from one loan to another: at any cut one of the two facts may be there without the other
    const [, drawn] = await Promise.all([repay(taken.loan, taken.left), draw(taken.left)]);
    return drawn;
  };
}

const yuan = (tenThousands: number): string => `${tenThousands}0000.00`;
