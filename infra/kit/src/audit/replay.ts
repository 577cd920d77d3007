import { randomBytes } from 'node:crypto';
import type { ReplayLine, TableHash } from '@qianfan/schema/audit/replay';
import type { StreamType } from '@qianfan/schema/kernel/decider';
import type { Service } from '@qianfan/schema/kernel/fact';
import { formatInstant, type Instant } from '@qianfan/schema/kernel/instant';
import type { Pool } from 'pg';
import type { RebuildOptions } from '../projections/rebuild.ts';
import { differingRows, readTableNames, rowHashes } from '../projections/rowhash.ts';
import type { Query } from '../subgraph/context.ts';
import { statesEqualFold } from './states.ts';

/** `rebuild` of `projections/rebuild.ts` for this service's read model. */
export type Rebuild = (
  options: Pick<RebuildOptions, 'schema' | 'until' | 'onProgress'>,
) => Promise<number>;

export interface ReplayOptions {
  service: Service;
  pool: Pool;
  /** Postgres schema of the read model that is being served. */
  live: string;
  streams: readonly StreamType[];
  rebuild: Rebuild;
  until: Instant;
  signal: AbortSignal;
}

const EXAMPLES = 3;

/**
 * Claims the one replay that a service may run at a time, among all of its processes, until the answered function is
 * called; undefined while another runs. The claim is a lock of a session, so that a killed process gives it back.
 */
export async function claimReplay(
  pool: Pool,
  service: Service,
): Promise<(() => Promise<void>) | undefined> {
  const session = await pool.connect();
  const lock = [scratchPrefix(service)];
  try {
    const { rows } = await session.query<{ mine: boolean }>(
      'select pg_try_advisory_lock(hashtextextended($1, 0)) as mine',
      lock,
    );
    if (rows[0]!.mine) {
      return async () => {
        const given = session.query('select pg_advisory_unlock(hashtextextended($1, 0))', lock);
        await given.then(
          () => session.release(),
          () => session.release(true),
        );
      };
    }
  } catch (error) {
    session.release(true);
    throw error;
  }
  session.release();
  return undefined;
}

/**
 * Rebuilds the read model as of `until` in a scratch schema and compares it with the live one table by table, then the
 * stored decision states with the fold of their streams. The scratch schema is gone afterwards, whatever happens.
 * The caller holds the claim.
 */
export async function replay(
  options: ReplayOptions,
  emit: (line: ReplayLine) => void,
): Promise<boolean> {
  const { service, pool, live, until, signal } = options;
  const query: Query = async (text, values = []) => {
    signal.throwIfAborted();
    return (await pool.query(text, [...values])).rows;
  };
  await dropScratch(query, service);
  const scratch = `${scratchPrefix(service)}${randomBytes(6).toString('hex')}`;
  let equal = true;
  try {
    const onProgress = (facts: number): void => {
      signal.throwIfAborted();
      emit({ step: 'REBUILD', service, facts, done: false });
    };
    const facts = await options.rebuild({ schema: scratch, until, onProgress });
    emit({ step: 'REBUILD', service, facts, done: true });
    for await (const table of compare(query, live, scratch, until)) {
      equal &&= table.equal;
      emit({ step: 'TABLE', service, ...table });
    }
    const states = await statesEqualFold(pool, service, options.streams);
    equal &&= states.equal;
    emit({ step: 'STATES', service, ...states });
  } finally {
    await pool.query(`drop schema if exists ${scratch} cascade`);
  }
  emit({ step: 'VERDICT', service, until: formatInstant(until), readModel: live, equal });
  return equal;
}

async function* compare(query: Query, live: string, scratch: string, until: Instant) {
  const [ours, theirs] = [await readTableNames(query, live), await readTableNames(query, scratch)];
  for (const table of new Set([...ours, ...theirs])) {
    const hashIn = async (schema: string, names: string[]): Promise<TableHash | null> =>
      names.includes(table) ? (await rowHashes(query, schema, [table], until))[table]! : null;
    const [mine, replayed] = [await hashIn(live, ours), await hashIn(scratch, theirs)];
    const equal = mine !== null && mine.hash === replayed?.hash;
    const differences =
      !equal && mine && replayed
        ? await differingRows(query, live, scratch, table, until, EXAMPLES)
        : [];
    yield { table, equal, live: mine, replay: replayed, differences };
  }
}

const scratchPrefix = (service: Service): string => `${service}_replay_`;

/** Scratch schemas that a killed process left behind: whoever holds the claim is the only one to have any. */
async function dropScratch(query: Query, service: Service): Promise<void> {
  const left = await query<{ name: string }>(
    `select nspname as name from pg_namespace where starts_with(nspname, $1)`,
    [scratchPrefix(service)],
  );
  for (const { name } of left) await query(`drop schema if exists "${name}" cascade`);
}
