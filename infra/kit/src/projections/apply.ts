import type { Fact, Service } from '@qianfan/schema/kernel/fact';
import type { PoolClient } from 'pg';
import { OPEN } from './entity.ts';
import { copyRows } from './copy.ts';
import { createFold, type Effects, type MadeChanges, reducersOf, type StoredRow } from './fold.ts';
import { arrayLiteral } from './literal.ts';
import type { Projection, Reducer, Reduction } from './projection.ts';
import type { Change } from './table.ts';
import { type Column, identityOf, type ReadTable } from './tables.ts';

/** From so many rows on COPY, which takes two round trips, is faster than an insert of arrays. */
const COPY_ROWS = 20;

/** Somebody else moved the cursor: this process is not the one that writes the read model any more. */
export class FencedError extends Error {
  override readonly name = 'FencedError';
}

export interface ApplyOptions {
  client: PoolClient;
  schema: string;
  projection: Projection;
  tables: ReadonlyMap<string, ReadTable>;
  parkedKeys: Set<string>;
}

/**
 * Applies the next facts of one partition in one transaction: rows, ended rows, parked facts and the cursor, which
 * moves only from where this process believes it to be. At-least-once delivery becomes exactly-once effect.
 */
export async function applyFacts(
  options: ApplyOptions,
  source: Service,
  partition: number,
  expected: number,
  facts: readonly Fact[],
): Promise<void> {
  const { client, schema, projection, tables } = options;
  const last = facts.at(-1)!;
  const parkedKeys = new Set(options.parkedKeys);
  await client.query('begin');
  try {
    // first: it locks out, and finds out, whoever else believes to be the writer
    const moved = await client.query(
      `update ${schema}.cursors set pos = $4, hash = $5, known_at = $6
       where source = $1 and partition = $2 and pos = $3`,
      [source, partition, expected, last.pos, last.hash, last.knownAt],
    );
    if (moved.rowCount !== 1)
      throw new FencedError(`${schema} ${source}/${partition} is not at ${expected}`);
    const made: MadeChanges = new Map();
    const wanted = touched(projection, tables, facts, made);
    const open = await loadOpenRows(client, schema, tables, wanted);
    const fold = createFold(
      projection,
      tables,
      (table, identity) => open.get(table.name + identity),
      parkedKeys,
      made,
    );
    for (const fact of facts) fold.apply(fact);
    await writeEffects(client, schema, tables, fold.effects);
    if (fold.effects.parked.length > 0) await park(client, schema, source, partition, fold.effects);
    await client.query('commit');
  } catch (error) {
    await client.query('rollback').catch(() => undefined);
    throw error;
  }
  for (const key of parkedKeys) options.parkedKeys.add(key);
}

/**
 * Identities whose open rows the facts may end or read: those that the reducers would write, found by a dry run. Changes
 * that depend on no open row are the final ones: `made` keeps them.
 */
export function touched(
  projection: Projection,
  tables: ReadonlyMap<string, ReadTable>,
  facts: readonly Fact[],
  made: MadeChanges = new Map(),
): Map<ReadTable, Map<string, readonly unknown[]>> {
  const wanted = new Map<ReadTable, Map<string, readonly unknown[]>>();
  const want = (table: ReadTable, identity: readonly unknown[]) => {
    let identities = wanted.get(table);
    if (!identities) wanted.set(table, (identities = new Map()));
    identities.set(JSON.stringify(identity), identity);
  };
  const wantOf = ({ table: name, row }: Change): void => {
    const table = tables.get(name);
    if (table?.mode !== 'VERSIONED') return;
    want(
      table,
      table.identity.map((property) => row[property]),
    );
  };
  for (const fact of facts) {
    const changes = reducersOf(projection, fact).map((reducer) => {
      if (typeof reducer === 'function') return changesOf(reducer, fact);
      for (const [{ name }, identity] of touchedBy(reducer, fact)) {
        const table = tables.get(name);
        if (table) want(table, identity);
      }
      return undefined;
    });
    made.set(fact, changes);
    for (const change of changes.flatMap((one) => one ?? [])) wantOf(change);
  }
  return wanted;
}

/** `undefined` of a fact that cannot be applied: the fold parks it. */
function changesOf(reducer: Reducer, fact: Fact): Change[] | undefined {
  try {
    return reducer(fact, () => undefined);
  } catch {
    return undefined;
  }
}

/** A fact that even this cannot read is parked by the fold. */
function touchedBy({ touches }: Reduction, fact: Fact): ReturnType<Reduction['touches']> {
  try {
    return touches(fact);
  } catch {
    return [];
  }
}

async function loadOpenRows(
  client: PoolClient,
  schema: string,
  tables: ReadonlyMap<string, ReadTable>,
  wanted: ReadonlyMap<ReadTable, ReadonlyMap<string, readonly unknown[]>>,
): Promise<Map<string, Record<string, unknown>>> {
  const open = new Map<string, Record<string, unknown>>();
  for (const table of tables.values()) {
    const identities = [...(wanted.get(table)?.values() ?? [])];
    if (identities.length === 0) continue;
    const keys = table.identity.map((property) => columnOf(table, property));
    const selected = table.columns.map(({ column, property }) => `t.${column} as "${property}"`);
    const { rows } = await client.query<Record<string, unknown>>(
      `select ${selected.join(', ')} from ${schema}.${table.table} t
       join unnest(${keys.map(({ type }, n) => `$${n + 1}::${type}[]`).join(', ')})
         u(${keys.map(({ column }) => column).join(', ')})
       using (${keys.map(({ column }) => column).join(', ')})
       where t.known_to = ${OPEN}`,
      keys.map((_, n) => identities.map((identity) => identity[n])),
    );
    for (const row of rows) open.set(table.name + identityOf(table, row), row);
  }
  return open;
}

async function writeEffects(
  client: PoolClient,
  schema: string,
  tables: ReadonlyMap<string, ReadTable>,
  effects: Effects,
): Promise<void> {
  for (const [name, ended] of effects.ended) {
    const table = tables.get(name)!;
    const keys = table.identity.map((property) => columnOf(table, property));
    await client.query(
      `update ${schema}.${table.table} t set known_to = u.at
       from unnest(${keys.map(({ type }, n) => `$${n + 1}::${type}[]`).join(', ')}, $${keys.length + 1}::int8[])
         u(${keys.map(({ column }) => column).join(', ')}, at)
       where ${keys.map(({ column }) => `t.${column} = u.${column}`).join(' and ')} and t.known_to = ${OPEN}`,
      [...keys.map((_, n) => ended.map(({ identity }) => identity[n])), ended.map(({ at }) => at)],
    );
  }
  for (const [name, rows] of effects.rows) {
    const table = tables.get(name)!;
    if (rows.length >= COPY_ROWS) await copyRows(client, schema, table, rows);
    else await insertRows(client, schema, table, rows);
  }
}

const insertRows = (
  client: PoolClient,
  schema: string,
  table: ReadTable,
  rows: readonly StoredRow[],
): Promise<unknown> =>
  client.query({
    name: `insert-${schema}-${table.table}`,
    text: insertStatement(schema, table),
    values: table.columns.map((column) => rows.map((row) => parameter(column, row))),
  });

/** Arrays and json travel as text and are cast in the select list: unnest would flatten an array of arrays. */
function insertStatement(schema: string, table: ReadTable): string {
  const { columns } = table;
  const travels = ({ type }: Column) => (asText(type) ? 'text' : type);
  return `insert into ${schema}.${table.table} (${columns.map(({ column }) => column).join(', ')})
    select ${columns.map(({ type }, n) => `c${n}::${type}`).join(', ')}
    from unnest(${columns.map((column, n) => `$${n + 1}::${travels(column)}[]`).join(', ')})
      u(${columns.map((_, n) => `c${n}`).join(', ')})`;
}

const asText = (type: string): boolean => type.endsWith('[]') || type === 'jsonb';

function parameter({ property, type }: Column, row: StoredRow): unknown {
  const value = row[property];
  if (value === null || value === undefined) return null;
  if (type === 'jsonb') return JSON.stringify(value);
  if (type.endsWith('[]')) return arrayLiteral(value as readonly unknown[]);
  return typeof value === 'bigint' ? value.toString() : value;
}

function columnOf(table: ReadTable, property: string): Column {
  const column = table.columns.find((candidate) => candidate.property === property);
  if (!column) throw new Error(`${table.name} has no ${property}`);
  return column;
}

async function park(
  client: PoolClient,
  schema: string,
  source: Service,
  partition: number,
  { parked }: Effects,
): Promise<void> {
  await client.query(
    `insert into ${schema}.parked (source, partition, pos, key, reason)
     select $1, $2, * from unnest($3::int8[], $4::text[], $5::text[])`,
    [
      source,
      partition,
      parked.map(({ pos }) => pos),
      parked.map(({ key }) => key),
      parked.map(({ reason }) => reason),
    ],
  );
}
