import { GENESIS, hashRow, type JournalRow } from '@qianfan/kit/journal/row';
import { readHeads, readRows } from '@qianfan/kit/journal/read';
import { wholeJournal } from '@qianfan/kit/journal/tables';
import { createPool } from '@qianfan/kit/postgres/pool';
import { testDatabase } from '@qianfan/kit/testing/database';
import { type Fact, PARTITIONS, type Service, SERVICES } from '@qianfan/schema/kernel/fact';
import type { Pool } from 'pg';

/** Real journals in a database of their own, written as a service writes them, one fact at a time or many. */
export interface Journals {
  pools: Record<Service, Pool>;
  /** Appends facts with these bodies to one partition in one transaction. */
  append: (service: Service, partition: number, bodies: readonly object[]) => Promise<void>;
  rows: (service: Service, partition: number) => Promise<JournalRow[]>;
  lengths: (service: Service) => Promise<number[]>;
  close: () => Promise<void>;
}

export async function openJournals(): Promise<Journals> {
  const database = await testDatabase();
  const pools = Object.fromEntries(
    SERVICES.map((service) => [service, createPool(database.urls[service])]),
  ) as Record<Service, Pool>;
  for (const service of SERVICES) {
    for (const statement of wholeJournal(service)) {
      await pools[service].query(statement);
    }
  }
  return {
    pools,
    append: (service, partition, bodies) => append(pools[service], service, partition, bodies),
    rows: (service, partition) => readRows(pools[service], service, partition, 0, 100_000),
    lengths: async (service) => (await readHeads(pools[service], service)).map(({ pos }) => pos),
    close: async () => {
      await Promise.all(SERVICES.map((service) => pools[service].end()));
      await database.drop();
    },
  };
}

async function append(
  pool: Pool,
  service: Service,
  partition: number,
  bodies: readonly object[],
): Promise<void> {
  const client = await pool.connect();
  try {
    await client.query('begin');
    const { rows } = await client.query<{ pos: number; hash: string; at: number }>(
      `select pos, hash, at from ${service}.heads where partition = $1 for update`,
      [partition],
    );
    let { pos, hash, at } = rows[0]!;
    for (const body of bodies) {
      pos += 1;
      at = Math.max(Date.now() * 1_000, at + 1);
      const row = rowOf(service, partition, pos, at, body);
      hash = hashRow(hash, row);
      const columns = [...Object.values(row), hash];
      await client.query(
        `insert into ${service}.journal values (${columns.map((_, n) => `$${n + 1}`).join(', ')})`,
        columns,
      );
    }
    await client.query(
      `update ${service}.heads set pos = $2, hash = $3, at = $4 where partition = $1`,
      [partition, pos, hash, at],
    );
    await client.query(`notify ${service}_journal`);
    await client.query('commit');
  } finally {
    client.release();
  }
}

/** In the order of the table's columns. Texts that a header must carry unharmed: Chinese, and an actor of any sign. */
const rowOf = (
  service: Service,
  partition: number,
  pos: number,
  at: number,
  body: object,
): Omit<JournalRow, 'hash'> => ({
  partition,
  pos,
  key: `KEY_${partition}`,
  stream: `loan:${pos}`,
  type: `${service}.LoanDrawn.v1`,
  institution: 'BNK_JJB',
  actor: '张三 <a@b> ü\t1',
  period: pos % 2 === 0 ? '2024-12' : null,
  receivedAt: at - 5,
  recordedAt: at,
  knownAt: at,
  commandId: `${partition}-${pos}`,
  ordinal: 0,
  digest: `sha256:${String(pos).padStart(64, '0')}`,
  synthetic: true,
  body: JSON.stringify(body),
});

/** Checks that facts are the journal's, whole: their hash chain is computed anew from what arrived. */
export function chainBreaks(facts: readonly Fact[]): string[] {
  let previous = GENESIS;
  return facts.flatMap(({ service: _, hash, body, ...row }, n) => {
    const expected = hashRow(previous, { ...row, body: JSON.stringify(body) });
    previous = hash;
    if (row.pos !== n + 1) return [`position ${row.pos} at place ${n + 1}`];
    return hash === expected ? [] : [`${row.partition}/${row.pos} is not what was written`];
  });
}

export const EVERY_PARTITION = Array.from({ length: PARTITIONS }, (_, n) => n);
