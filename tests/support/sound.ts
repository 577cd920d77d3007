import { hashRow, GENESIS } from '@qianfan/kit/journal/row';
import { readHeads, readRows } from '@qianfan/kit/journal/read';
import type { Outcome } from '@qianfan/schema/kernel/receipt';
import { expect } from 'vitest';
import type { openLedger } from './journal.ts';

export type Ledger = Awaited<ReturnType<typeof openLedger>>;

/** Every row of banks' journal, by partition, with its heads. */
export async function wholeJournal(db: Ledger['db']) {
  const heads = await readHeads(db, 'banks');
  const partitions = await Promise.all(
    heads.map(({ partition }) => readRows(db, 'banks', partition, 0, 1_000_000)),
  );
  return { heads, partitions, rows: partitions.flat() };
}

/** I1 over the whole journal: receipts are in it once, positions dense, times rising, hashes chained up to the heads. */
export async function expectSound(db: Ledger['db'], outcomes: readonly (readonly Outcome[])[]) {
  const { heads, partitions, rows } = await wholeJournal(db);
  const at = new Map(rows.map((row) => [`${row.partition}/${row.pos}`, row]));
  for (const [outcome] of outcomes) {
    if (outcome?.status !== 'ACCEPTED') throw new Error(JSON.stringify(outcome));
    const { partition, pos, hash } = outcome.receipt;
    expect(at.get(`${partition}/${pos}`)?.hash).toBe(hash);
  }
  expect(
    new Set(rows.map(({ institution, commandId }) => `${institution} ${commandId}`)).size,
  ).toBe(rows.length);
  partitions.forEach((list, partition) => {
    let hash = GENESIS;
    list.forEach((row, n) => {
      expect(row.pos).toBe(n + 1);
      expect(row.hash).toBe(hashRow(hash, row));
      expect(row.knownAt).toBe(row.recordedAt);
      if (n > 0) expect(row.knownAt).toBeGreaterThan(list[n - 1]!.knownAt);
      hash = row.hash;
    });
    expect(heads[partition]).toMatchObject({ pos: list.length, hash });
  });
}
