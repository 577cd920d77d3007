import { prefixOf, type StreamType } from '@qianfan/schema/kernel/decider';
import type { Service } from '@qianfan/schema/kernel/fact';
import type { Instant } from '@qianfan/schema/kernel/instant';
import type { Pool } from 'pg';
import { ROW_COLUMNS } from '../journal/read.ts';
import { createPool } from '../postgres/pool.ts';
import type { JournalRow } from '../journal/row.ts';
import { type Mode, receiptId, stateId, versionOf, type WorkingSet } from './batch.ts';
import type { Prepared } from './prepare.ts';
import { refold } from './refold.ts';

interface Loaded {
  mode: Mode;
  now: Instant;
  heads: [partition: number, pos: number, hash: string, at: number][];
  states: [key: string, stream: string, state: unknown, version: string][] | null;
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
  types: ReadonlyMap<string, StreamType>,
): Promise<WorkingSet> {
  const { rows } = await db.query<Loaded>({
    name: `load-${service}`,
    text: `select (select value from ${service}.settings where name = 'mode') as mode,
      (extract(epoch from clock_timestamp()) * 1000000)::int8 as now,
      (select json_agg(json_build_array(partition, pos, hash, at)) from ${service}.heads
        where partition = any($5::int2[])) as heads,
      (select json_agg(json_build_array(s.key, s.stream, s.state, s.version))
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
  const set: WorkingSet = {
    service,
    mode,
    now,
    heads: new Map(
      heads.map(([partition, pos, hash, at]) => [partition, { partition, pos, hash, at }]),
    ),
    states: new Map<string, unknown>([
      ...commands.flatMap(({ key, streams }) =>
        streams.map((stream): [string, unknown] => [stateId(key, stream), undefined]),
      ),
      ...(states ?? []).map(([key, stream, state]): [string, unknown] => [
        stateId(key, stream),
        state,
      ]),
    ]),
    stored: new Set((states ?? []).map(([key, stream]) => stateId(key, stream))),
    receipts: new Map(
      (receipts ?? []).map((row) => [receiptId(row.institution, row.commandId), row]),
    ),
    rows: [],
    changed: new Map(),
  };
  const partitions = new Map(commands.map(({ key, partition }) => [key, partition]));
  const stale = (states ?? []).filter(
    ([, stream, , version]) => version !== versionOf(types.get(prefixOf(stream))),
  );
  await refold(
    db,
    set,
    stale.map(([key, stream]) => ({ key, stream, partition: partitions.get(key)! })),
    types,
  );
  return set;
}

const DIVISION_BY_ZERO = '22012';
const UNIQUE_VIOLATION = '23505';

/** Whether a batch failed because somebody else wrote since its commands' heads, states and receipts were read. */
export const isContended = (error: unknown): boolean => {
  const { code } = error as { code?: unknown };
  return code === DIVISION_BY_ZERO || code === UNIQUE_VIOLATION;
};
