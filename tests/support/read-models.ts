import { createPool } from '@qianfan/kit/postgres/pool';
import { readTableNames, rowHashes } from '@qianfan/kit/projections/rowhash';
import type { TableHash } from '@qianfan/schema/audit/replay';
import { SERVICES } from '@qianfan/schema/kernel/fact';
import type { Pool } from 'pg';
import type { TestSystem } from './system.ts';

type Where = Pick<TestSystem, 'database'>;

/** What every table of every read model holds, by schema and table. */
export const readModels = (system: Where): Promise<Record<string, TableHash>> =>
  withPool(system, async (db) => {
    const query = async <Row>(text: string, values: readonly unknown[] = []) =>
      (await db.query(text, [...values])).rows as Row[];
    const found: Record<string, TableHash> = {};
    for (const schema of await schemas(db)) {
      const tables = await readTableNames(query, schema);
      const hashes = await rowHashes(query, schema, tables, Date.now() * 1_000);
      for (const [table, hash] of Object.entries(hashes)) found[`${schema}.${table}`] = hash;
    }
    return found;
  });

/** Leaves nothing but the journals, as where a read model was lost; services that start build theirs anew. */
export const dropReadModels = (system: Where): Promise<void> =>
  withPool(system, async (db) => {
    for (const schema of await schemas(db)) await db.query(`drop schema ${schema} cascade`);
    for (const service of SERVICES) {
      await db.query(`delete from ${service}.settings where name = 'read_version'`);
    }
  });

async function schemas(db: Pool): Promise<string[]> {
  const { rows } = await db.query<{ nspname: string }>(
    `select nspname from pg_namespace where nspname ~ '_read_[0-9a-f]+$' order by 1`,
  );
  return rows.map(({ nspname }) => nspname);
}

async function withPool<Result>(
  { database }: Where,
  use: (db: Pool) => Promise<Result>,
): Promise<Result> {
  const db = createPool(database.adminUrl, { max: 1 });
  try {
    return await use(db);
  } finally {
    await db.end();
  }
}
