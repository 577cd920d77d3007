import type { Service } from '@qianfan/schema/kernel/fact';
import type { Instant } from '@qianfan/schema/kernel/instant';
import type { Pool } from 'pg';
import { ROW_COLUMNS } from '../journal/read.ts';
import { openLive } from '../journal/mode.ts';
import { createPool } from '../postgres/pool.ts';
import type { JournalRow } from '../journal/row.ts';
import { type Mode, receiptId, stateId, type WorkingSet } from './batch.ts';
import type { Changed } from './memory.ts';
import type { Prepared } from './prepare.ts';

interface Loaded {
  mode: Mode;
  now: Instant;
  heads: [partition: number, pos: number, hash: string, at: number][];
  states: [key: string, stream: string, state: unknown][] | null;
  receipts: JournalRow[] | null;
}

/**
 * Session settings of the writer's connections: its look-ups are by key, always; a plan made while the tables were
 * empty must not scan them later, nor be made anew for each batch.
 */
const SETTINGS = {
  enable_seqscan: 'off',
  enable_bitmapscan: 'off',
  plan_cache_mode: 'force_generic_plan',
};

export const openWriterPool = (url: string, name?: string): Pool =>
  createPool(url, { max: 4, settings: SETTINGS, ...(name && { name }) });

/** What the commands may need, as of one moment: the heads of their partitions, their states, earlier receipts. */
export async function loadBatch(
  db: Pool,
  service: Service,
  commands: readonly Prepared[],
): Promise<WorkingSet> {
  const { rows } = await db.query<Loaded>({
    name: `load-${service}`,
    text: `select (select value from ${service}.settings where name = 'mode') as mode,
      (extract(epoch from clock_timestamp()) * 1000000)::int8 as now,
      (select json_agg(json_build_array(partition, pos, hash, at)) from ${service}.heads
        where partition = any($5::int2[])) as heads,
      (select json_agg(json_build_array(s.key, s.stream, s.state))
        from (select distinct * from unnest($1::text[], $2::text[])) u(k, n) cross join lateral
          (select * from ${service}.states where key = k and stream = n offset 0) s) as states,
      (select json_agg(r) from unnest($3::text[], $4::text[]) u(i, c) cross join lateral
        (select ${ROW_COLUMNS} from ${service}.journal
          where institution = i and command_id = c and ordinal = 0 offset 0) r) as receipts`,
    values: [
      commands.flatMap(({ key, streams }) => streams.map(() => key)),
      commands.flatMap((command) => command.streams),
      commands.map(({ institution }) => institution),
      commands.map(({ id }) => id),
      [...new Set(commands.map(({ partition }) => partition))],
    ],
  });
  const { mode, now, heads, states, receipts } = rows[0]!;
  return {
    service,
    mode,
    now,
    heads: new Map(
      heads.map(([partition, pos, hash, at]) => [partition, { partition, pos, hash, at }]),
    ),
    states: new Map((states ?? []).map(([key, stream, state]) => [stateId(key, stream), state])),
    receipts: new Map(
      (receipts ?? []).map((row) => [receiptId(row.institution, row.commandId), row]),
    ),
    rows: [],
    changed: new Map(),
  };
}

/**
 * Facts, states and heads in one statement, which is one transaction; readers are woken, which is a hint only. It fails
 * as a whole, by `isContended`, where a head is no longer the one that the batch was decided upon.
 */
export async function writeBatch(
  db: Pool,
  set: WorkingSet,
  before: Mode,
): Promise<readonly Changed[]> {
  const { service, rows } = set;
  if (rows.length === 0) return [];
  const changed = [...set.changed.values()].map((change) => ({
    ...change,
    json: JSON.stringify(change.state),
  }));
  const statement = {
    name: `write-${service}`,
    text: writing(service),
    values: values(set, changed),
  };
  if (set.mode === before) {
    await db.query(statement);
    return changed;
  }
  const client = await db.connect();
  try {
    await client.query('begin');
    await client.query(statement);
    await openLive(client, service);
    await client.query('commit');
    client.release();
  } catch (error) {
    client.release(true);
    throw error;
  }
  return changed;
}

/**
 * The heads first: with them the partitions are held. A head that moved stops all of it by a division by zero, for SQL
 * has no other way to raise an error.
 */
const writing = (service: Service): string => `with moved as (
    update ${service}.heads h set pos = u.pos, hash = u.hash, at = u.at
    from unnest($22::int2[], $23::int8[], $24::text[], $25::int8[], $26::int8[], $27::int8[])
      u(partition, pos, hash, at, upon, first)
    where h.partition = u.partition and h.pos = u.upon and h.at < u.first
    returning 1
  ), held as materialized (
    select 1 / (count(*) = cardinality($22::int2[]))::int as ok from moved
  ), facts as (
    insert into ${service}.journal
    select * from unnest($1::int2[], $2::int8[], $3::text[], $4::text[], $5::text[], $6::text[],
      $7::text[], $8::text[], $9::int8[], $10::int8[], $11::int8[], $12::text[], $13::int4[],
      $14::text[], $15::bool[], $16::text[], $17::text[])
    where (select ok from held) = 1
  ), states as (
    insert into ${service}.states
    select * from unnest($18::text[], $19::text[], $20::int8[], $21::jsonb[])
    where (select ok from held) = 1
    on conflict (key, stream) do update set pos = excluded.pos, state = excluded.state
  )
  select pg_notify('${service}_journal', '') from held`;

function values({ rows, heads }: WorkingSet, changed: readonly Changed[]): unknown[] {
  const column = <Key extends keyof JournalRow>(name: Key) => rows.map((row) => row[name]);
  const first = new Map<number, JournalRow>();
  for (const row of rows) if (!first.has(row.partition)) first.set(row.partition, row);
  const moved = [...first.keys()]
    .sort((a, b) => a - b)
    .map((partition) => ({ head: heads.get(partition)!, first: first.get(partition)! }));
  return [
    column('partition'),
    column('pos'),
    column('key'),
    column('stream'),
    column('type'),
    column('institution'),
    column('actor'),
    column('period'),
    column('receivedAt'),
    column('recordedAt'),
    column('knownAt'),
    column('commandId'),
    column('ordinal'),
    column('digest'),
    column('synthetic'),
    column('body'),
    column('hash'),
    changed.map(({ key }) => key),
    changed.map(({ stream }) => stream),
    changed.map(({ pos }) => pos),
    changed.map(({ json }) => json),
    moved.map(({ head }) => head.partition),
    moved.map(({ head }) => head.pos),
    moved.map(({ head }) => head.hash),
    moved.map(({ head }) => head.at),
    moved.map((one) => one.first.pos - 1),
    moved.map((one) => one.first.knownAt),
  ];
}

const DIVISION_BY_ZERO = '22012';
const UNIQUE_VIOLATION = '23505';

/** Whether a batch failed because somebody else wrote since its commands' heads, states and receipts were read. */
export const isContended = (error: unknown): boolean => {
  const { code } = error as { code?: unknown };
  return code === DIVISION_BY_ZERO || code === UNIQUE_VIOLATION;
};
