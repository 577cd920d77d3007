import type { Service } from '@qianfan/schema/kernel/fact';
import type { Pool, PoolClient } from 'pg';
import { createCopier } from './copy.ts';
import { projectionOf } from './of-slices.ts';
import { type SliceModel, sourcesOf } from './projection.ts';
import { foldInto, type RebuildOptions } from './rebuild.ts';
import { createBareTables, finishTables } from './schema.ts';
import type { ReadTable } from './tables.ts';

type Cursor = { source: Service; partition: number; pos: number };

interface CarryOptions extends RebuildOptions {
  /** The read model that was served until now. */
  from: string;
  /** The slices that are as they were. */
  kept: readonly SliceModel[];
}

/** The slices whose version in a read model is this code's. */
export async function sameSlices(
  db: Pool,
  from: string,
  slices: readonly SliceModel[],
): Promise<SliceModel[]> {
  const { rows: found } = await db.query<{ there: boolean }>(
    `select to_regclass($1) is not null as there`,
    [`${from}.slices`],
  );
  if (!found[0]!.there) return [];
  const { rows } = await db.query<{ name: string; version: string }>(
    `select name, version from ${from}.slices`,
  );
  const versions = new Map(rows.map(({ name, version }) => [name, version]));
  return slices.filter(({ name, version }) => versions.get(name) === version);
}

/**
 * Makes a read model out of another: tables of slices that are as they were are copied at one instant, the others folded
 * from the journals up to the same positions. False where that would not be what a rebuild makes: a key that is parked
 * because of one slice is parked for all of them.
 */
export async function carryOver(options: CarryOptions): Promise<boolean> {
  const { db, orm, schema, from, kept, projection, tables } = options;
  if (kept.length === 0) return false;
  const changed = projectionOf(
    projection.service,
    projection.slices.filter((slice) => !kept.includes(slice)),
  );
  const client = await db.connect();
  const copier = createCopier(client, schema, tables);
  try {
    // one snapshot of rows and cursors, while a process of the version before may go on
    await client.query('begin isolation level repeatable read');
    if (await anyParked(client, from)) return false;
    const { rows: cursors } = await client.query<Cursor>(
      `select source, partition, pos from ${from}.cursors`,
    );
    const later = await createBareTables(db, orm, schema);
    for (const { name } of kept.flatMap((slice) => slice.tables)) {
      await copyTable(client, from, schema, tables.get(name)!);
    }
    const upTo = (source: Service, partition: number): number =>
      cursors.find((at) => at.source === source && at.partition === partition)?.pos ?? Infinity;
    await foldInto({ ...options, projection: changed, upTo }, copier);
    await copier.finish();
    const others = sourcesOf(projection).filter((source) => !sourcesOf(changed).includes(source));
    await client.query(
      `insert into ${schema}.cursors select * from ${from}.cursors where source = any($1)`,
      [others],
    );
    if (await anyParked(client, schema)) return false;
    await client.query('commit');
    await finishTables(db, schema, later);
    return true;
  } finally {
    await copier.idle();
    await client.query('rollback').catch(() => undefined);
    client.release();
  }
}

async function anyParked(client: PoolClient, schema: string): Promise<boolean> {
  const { rows } = await client.query(`select 1 from ${schema}.parked limit 1`);
  return rows.length > 0;
}

async function copyTable(
  client: PoolClient,
  from: string,
  to: string,
  { table, columns }: ReadTable,
): Promise<void> {
  const names = columns.map(({ column }) => `"${column}"`).join(', ');
  await client.query(`insert into ${to}.${table} (${names}) select ${names} from ${from}.${table}`);
}
