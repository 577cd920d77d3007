import type { StatesResult } from '@qianfan/schema/audit/replay';
import { canonical } from '@qianfan/schema/kernel/canonical';
import { evolved, prefixOf, type StreamType } from '@qianfan/schema/kernel/decider';
import { PARTITIONS, type Service } from '@qianfan/schema/kernel/fact';
import type { Pool, PoolClient } from 'pg';
import { versionOf } from '../commands/batch.ts';
import { readFacts } from '../journal/read.ts';

const PAGE = 2000;
/** Examples of differing streams in a result. */
const EXAMPLES = 5;

interface State {
  key: string;
  stream: string;
  pos: number;
  state: unknown;
}

interface Stored extends State {
  version: string;
}

const id = (key: string, stream: string): string => `${key} ${stream}`;

/** The states that the facts of one partition fold to; in memory a twelfth of the service's streams. */
async function fold(
  db: PoolClient,
  service: Service,
  types: ReadonlyMap<string, StreamType>,
  partition: number,
): Promise<Map<string, State>> {
  const states = new Map<string, State>();
  let after = 0;
  for (;;) {
    const facts = await readFacts(db, service, partition, after, PAGE);
    if (facts.length === 0) return states;
    after = facts.at(-1)!.pos;
    for (const fact of facts) {
      const before = states.get(id(fact.key, fact.stream))?.state;
      const state = evolved(types.get(prefixOf(fact.stream)), before, fact);
      if (state === undefined || state === before) continue;
      states.set(id(fact.key, fact.stream), {
        key: fact.key,
        stream: fact.stream,
        pos: fact.pos,
        state,
      });
    }
  }
}

/** The stored states of some keys, page by page. */
async function* stored(
  db: PoolClient,
  service: Service,
  keys: readonly string[],
): AsyncGenerator<Stored> {
  let last: Pick<State, 'key' | 'stream'> = { key: '', stream: '' };
  for (;;) {
    const { rows } = await db.query<Stored>(
      `select key, stream, pos, state, version from ${service}.states
        where key = any($1) and (key, stream) > ($2, $3) order by key, stream limit ${PAGE}`,
      [keys, last.key, last.stream],
    );
    if (rows.length === 0) return;
    last = rows.at(-1)!;
    yield* rows;
  }
}

async function countStored(db: PoolClient, service: Service): Promise<number> {
  const { rows } = await db.query<{ count: string }>(
    `select count(*)::text as count from ${service}.states`,
  );
  return Number(rows[0]!.count);
}

/**
 * I2: compares every stored decision state with the fold of its stream, from position 1, in one snapshot of the
 * database, so that commands may go on meanwhile.
 */
export async function statesEqualFold(
  pool: Pool,
  service: Service,
  types: readonly StreamType[],
): Promise<StatesResult> {
  const byPrefix = new Map(types.map((type) => [type.prefix, type]));
  const db = await pool.connect();
  try {
    await db.query('begin isolation level repeatable read read only');
    const differing: string[] = [];
    let streams = 0;
    let found = 0;
    for (let partition = 0; partition < PARTITIONS; partition += 1) {
      const folded = await fold(db, service, byPrefix, partition);
      streams += folded.size;
      const keys = [...new Set([...folded.values()].map(({ key }) => key))];
      for await (const { key, stream, pos, state, version } of stored(db, service, keys)) {
        found += 1;
        const mine = folded.get(id(key, stream));
        folded.delete(id(key, stream));
        // one of another version of the code is folded anew before anything is decided upon it
        const isStale = version !== versionOf(byPrefix.get(prefixOf(stream)));
        const equal = isStale || (mine?.pos === pos && canonical(mine.state) === canonical(state));
        if (!equal) differing.push(id(key, stream));
      }
      differing.push(...folded.keys()); // never stored
    }
    const strays = (await countStored(db, service)) - found;
    if (strays > 0) differing.push(`${strays} without facts`);
    return { streams, equal: differing.length === 0, differing: differing.slice(0, EXAMPLES) };
  } finally {
    await db.query('rollback');
    db.release();
  }
}
