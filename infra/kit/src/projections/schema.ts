import type { MikroORM } from '@mikro-orm/postgresql';
import type { Pool } from 'pg';
import { inLanes } from './lanes.ts';

/** The kit's own tables in every read model. */
const bookkeeping = (schema: string): string[] => [
  `create table ${schema}.cursors (
    source text not null, partition smallint not null, pos int8 not null, hash text not null, known_at int8 not null
  ) with (fillfactor = 50)`,
  `create table ${schema}.parked (
    source text not null, partition smallint not null, pos int8 not null, key text not null, reason text not null
  )`,
  `create table ${schema}.slices (name text primary key, version text not null)`,
];

/** A correction ends a row where it lies: its remains are cleared before readers have to step over many of them. */
const KEPT_CLEAR = 'with (autovacuum_vacuum_scale_factor = 0.05)';

/**
 * Makes the tables of a read model from the MikroORM entities, without keys and indexes, and returns the statements
 * that add those: a COPY into a bare table is several times faster than one that maintains them.
 */
export async function createBareTables(db: Pool, orm: MikroORM, schema: string): Promise<string[]> {
  const sql = await orm.schema.getCreateSchemaSQL({ schema });
  const later = [
    `alter table ${schema}.cursors add primary key (source, partition)`,
    `alter table ${schema}.parked add primary key (source, partition, pos)`,
  ];
  await db.query(`drop schema if exists ${schema} cascade`);
  await db.query(`create schema ${schema}`);
  for (const statement of bookkeeping(schema)) await db.query(statement);
  for (const statement of sql.split(/;\s*\n/).map((part) => part.trim())) {
    const table = /^create table ("[^"]+"\."[^"]+") /.exec(statement)?.[1];
    if (table) {
      const key = /, primary key (\([^)]*\))\)$/.exec(statement);
      if (key) later.push(...keyStatements(table, key[1]!));
      await db.query(`${key ? `${statement.slice(0, key.index)})` : statement} ${KEPT_CLEAR}`);
    } else if (/^(create (unique )?index|alter table)/.test(statement)) later.push(statement);
  }
  return later;
}

/** A key by way of its index, which is made beside others. */
function keyStatements(table: string, columns: string): string[] {
  const index = `${/\."(.*)"/.exec(table)![1]}_pkey`;
  return [
    `create unique index "${index}" on ${table} ${columns}`,
    `alter table ${table} add primary key using index "${index}"`,
  ];
}

/** How many indexes are made at the same time. */
const AT_ONCE = 2;

/** Adds keys and indexes, and tells the planner what is there. */
export async function finishTables(
  db: Pool,
  schema: string,
  later: readonly string[],
): Promise<void> {
  const isIndex = (statement: string) => statement.startsWith('create');
  await inLanes(AT_ONCE, later.filter(isIndex), (statement) => db.query(statement));
  for (const statement of later) if (!isIndex(statement)) await db.query(statement);
  const { rows } = await db.query<{ tablename: string }>(
    'select tablename from pg_tables where schemaname = $1',
    [schema],
  );
  await inLanes(AT_ONCE, rows, ({ tablename }) => db.query(`analyze ${schema}.${tablename}`));
}
