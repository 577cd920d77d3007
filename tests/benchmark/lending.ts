import { banks } from '@qianfan/banks/banks';
import { openWriterPool } from '@qianfan/kit/commands/store';
import { NO_REFERENCE } from '@qianfan/kit/commands/reference';
import { createWriter, type Writer } from '@qianfan/kit/commands/writer';
import type { Principal } from '@qianfan/kit/identity/principal';
import { startTicker } from '@qianfan/kit/journal/ticker';
import { wholeJournal } from '@qianfan/kit/journal/tables';
import { createPool } from '@qianfan/kit/postgres/pool';
import type { CommandRequest } from '@qianfan/kit/subgraph/context';
import type { Fact } from '@qianfan/schema/kernel/fact';
import type { Outcome } from '@qianfan/schema/kernel/receipt';
import { createReferenceBook } from '@qianfan/schema/reference/reference';
import type pg from 'pg';
import type { Database } from './figure.ts';

export const BANKS = Array.from({ length: 50 }, (_, n) => `BNK_${n}`);
const ENTERPRISES = Array.from({ length: 200 }, (_, n) => `E${n}`);

export const principal = (institution: string, role: Principal['role'] = 'BANK'): Principal => ({
  role,
  institution,
  jurisdiction: '36',
  actor: `clerk of ${institution}`,
  synthetic: true,
});

export const now = (): number => Date.now() * 1000;

/** Banks' command port over a journal of its own, in this process: the writer of the service with its definition. */
export async function openPort(
  database: Database,
  mode: 'IMPORTING' | 'LIVE',
  through: (pool: pg.Pool) => pg.Pool = (pool) => pool,
) {
  const url = database.urls.banks;
  const db = createPool(url);
  const writing = openWriterPool(url);
  for (const statement of wholeJournal('banks')) await db.query(statement);
  await db.query(`update banks.settings set value = $1 where name = 'mode'`, [mode]);
  const stopTicker = startTicker(db, 'banks', fail);
  const writer = portOver(through(writing), registered());
  return {
    db,
    writer,
    close: async () => {
      await writer.stop();
      await stopTicker();
      await writing.end();
      await db.end();
    },
  };
}

/** The command port alone. */
export const portOver = (db: pg.Pool, at: (knownAt: number) => unknown): Writer =>
  createWriter({
    db,
    service: 'banks',
    commands: banks.commands,
    streams: banks.streams,
    reference: { ...NO_REFERENCE, at },
    now,
    onError: fail,
  });

/** Whoever waits for the outcome stops there; this says why. */
const fail = (error: unknown): void => console.error(error);

/** Banks and enterprises are registered, without a journal of regulators. */
function registered(): (knownAt: number) => unknown {
  const book = createReferenceBook();
  const facts = [
    ...BANKS.map((code) => ['Organisation', { code, kind: 'BANK', area: '36', obligations: [] }]),
    ...ENTERPRISES.map((id) => ['Enterprise', { id, county: '360102', name: null }]),
  ] as const;
  facts.forEach(([what, body], n) => {
    const type = `regulators.${String(what)}Registered.v1`;
    const at = { service: 'regulators', partition: 0, pos: n + 1, knownAt: n + 1 };
    book.apply({ ...at, type, body } as Fact);
  });
  return book.at;
}

/** A new loan, large enough to be repaid a million times. */
export const draw = (institution: string, loan: string, n: number): CommandRequest => ({
  id: `draw:${loan}`,
  type: 'banks.DrawLoan',
  body: {
    institution,
    loan,
    enterprise: ENTERPRISES[n % ENTERPRISES.length]!,
    county: '360102',
    guarantee: 'CREDIT',
    amount: '9000000000.00',
    rate: '3.45',
    drawnOn: '2024-01-15',
    maturesOn: '2025-01-15',
  },
});

/** The smallest command about a contract. */
export const repay = (institution: string, loan: string, id: string): CommandRequest => ({
  id,
  type: 'banks.RepayLoan',
  body: { institution, loan, amount: '0.01', on: '2024-12-01' },
});

/** Throws where one of them was not accepted: what is measured must have happened. */
export function accepted(outcomes: readonly Outcome[]): void {
  const bad = outcomes.find(({ status }) => status !== 'ACCEPTED');
  if (bad) throw new Error(`not accepted: ${JSON.stringify(bad)}`);
}
