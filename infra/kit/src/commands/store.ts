import type { Service } from '@qianfan/schema/kernel/fact';
import type { Instant } from '@qianfan/schema/kernel/instant';
import type { Pool, PoolClient } from 'pg';
import { type Head, ROW_COLUMNS } from '../journal/read.ts';
import { openLive } from '../journal/mode.ts';
import { createPool } from '../postgres/pool.ts';
import type { JournalRow } from '../journal/row.ts';
import { type Mode, receiptId, stateId, type WorkingSet } from './batch.ts';
import type { Prepared } from './prepare.ts';

interface Loaded {
  mode: Mode;
  now: Instant;
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

/** Connections for `createWriter`; what one batch asks for travels together. */
export const openWriterPool = (url: string, name?: string): Pool =>
  createPool(url, { max: 3, settings: SETTINGS, pipeline: true, ...(name && { name }) });

/**
 * Begins a transaction, locks the heads of the commands' partitions in order, and loads what the commands may need.
 * Under a head nothing of its partition can change: no other lock is taken.
 */
export async function openBatch(
  client: PoolClient,
  service: Service,
  commands: readonly Prepared[],
): Promise<WorkingSet> {
  const partitions = [...new Set(commands.map(({ partition }) => partition))].sort((a, b) => a - b);
  const keys = commands.flatMap(({ key, streams }) => streams.map(() => key));
  const streams = commands.flatMap((command) => command.streams);
  // one round trip: each statement sees what was committed before the locks were had
  const [, heads, loaded] = await together(
    client,
    () => client.query('begin'),
    () =>
      client.query<Head>({
        name: `lock-${service}`,
        text: `select partition, pos, hash, at from ${service}.heads
        where partition = any($1::int2[]) order by partition for update`,
        values: [partitions],
      }),
    () =>
      client.query<Loaded>({
        name: `load-${service}`,
        text: `select (select value from ${service}.settings where name = 'mode') as mode,
      (extract(epoch from clock_timestamp()) * 1000000)::int8 as now,
      (select json_agg(json_build_array(s.key, s.stream, s.state))
        from (select distinct * from unnest($1::text[], $2::text[])) u(k, n) cross join lateral
          (select * from ${service}.states where key = k and stream = n offset 0) s) as states,
      (select json_agg(r) from unnest($3::text[], $4::text[]) u(i, c) cross join lateral
        (select ${ROW_COLUMNS} from ${service}.journal
          where institution = i and command_id = c and ordinal = 0 offset 0) r) as receipts`,
        values: [
          keys,
          streams,
          commands.map(({ institution }) => institution),
          commands.map(({ id }) => id),
        ],
      }),
  );
  const { mode, now, states, receipts } = loaded.rows[0]!;
  return {
    service,
    mode,
    now,
    heads: new Map(heads.rows.map((head) => [head.partition, head])),
    states: new Map((states ?? []).map(([key, stream, state]) => [stateId(key, stream), state])),
    receipts: new Map(
      (receipts ?? []).map((row) => [receiptId(row.institution, row.commandId), row]),
    ),
    rows: [],
    changed: new Map(),
  };
}

/** Facts, states and heads in one statement, then the commit; readers are woken, which is a hint only. */
export async function commitBatch(
  client: PoolClient,
  set: WorkingSet,
  before: Mode,
): Promise<void> {
  const { service, rows } = set;
  if (rows.length === 0) {
    await client.query('rollback');
    return;
  }
  const column = <Key extends keyof JournalRow>(name: Key) => rows.map((row) => row[name]);
  const changed = [...set.changed.values()];
  const moved = [...set.heads.values()];
  const write = () =>
    client.query({
      name: `write-${service}`,
      text: `with facts as (
        insert into ${service}.journal
        select * from unnest($1::int2[], $2::int8[], $3::text[], $4::text[], $5::text[], $6::text[],
          $7::text[], $8::text[], $9::int8[], $10::int8[], $11::int8[], $12::text[], $13::int4[],
          $14::text[], $15::bool[], $16::text[], $17::text[])
      ), states as (
        insert into ${service}.states
        select * from unnest($18::text[], $19::text[], $20::int8[], $21::jsonb[])
        on conflict (key, stream) do update set pos = excluded.pos, state = excluded.state
      ), heads as (
        update ${service}.heads h set pos = u.pos, hash = u.hash, at = u.at
        from unnest($22::int2[], $23::int8[], $24::text[], $25::int8[]) u(partition, pos, hash, at)
        where h.partition = u.partition
      )
      select pg_notify('${service}_journal', '')`,
      values: [
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
        changed.map(({ state }) => JSON.stringify(state)),
        moved.map(({ partition }) => partition),
        moved.map(({ pos }) => pos),
        moved.map(({ hash }) => hash),
        moved.map(({ at }) => at),
      ],
    });
  if (set.mode === before) {
    // where the writing failed, Postgres takes the commit for a rollback
    await together(client, write, () => client.query('commit'));
  } else {
    await write();
    await openLive(client, service);
    await client.query('commit');
  }
}

type Ask = () => Promise<unknown>;
type Answers<Asked extends Ask[]> = { [N in keyof Asked]: Awaited<ReturnType<Asked[N]>> };

/** In one round trip where the connection takes several statements at once, else one after the other. */
async function together<Asked extends Ask[]>(
  client: PoolClient,
  ...asked: Asked
): Promise<Answers<Asked>> {
  if (client.pipeline) return (await Promise.all(asked.map((ask) => ask()))) as Answers<Asked>;
  const answers: unknown[] = [];
  for (const ask of asked) answers.push(await ask());
  return answers as Answers<Asked>;
}
