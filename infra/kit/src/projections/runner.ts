import type { Fact, Service } from '@qianfan/schema/kernel/fact';
import type { Pool } from 'pg';
import { readFacts } from '../journal/read.ts';
import type { Following, Transport } from '../transport/transport.ts';
import { applyFacts, FencedError } from './apply.ts';
import { HaltedError, parkedKey, reducersOf } from './fold.ts';
import { type Projection, sourcesOf } from './projection.ts';
import type { ReadTable } from './tables.ts';

/** Facts in one transaction of a live projection. */
const BATCH = 5_000;

export interface RunnerOptions {
  db: Pool;
  schema: string;
  projection: Projection;
  tables: ReadonlyMap<string, ReadTable>;
  transport: Transport;
  onApplied?: (source: Service, partition: number, last: Fact) => void;
  onError: (error: unknown, what: string) => void;
}

export interface Runner {
  /** Why the projection stands still; `undefined` while it runs. */
  halted: () => string | undefined;
  stop: () => Promise<void>;
}

/**
 * Follows the sources of a projection and keeps its read model up to date. What it cannot apply or find is thrown into
 * the transport, which waits with that partition, and no other.
 */
export async function startRunner(options: RunnerOptions): Promise<Runner> {
  const { db, schema, projection, tables } = options;
  const sources = sourcesOf(projection);
  const cursors = new Map<string, number>();
  const parkedKeys = new Set<string>();
  await catchUp();
  let halted: string | undefined;
  let stopped = false;

  const cursor = (source: Service, partition: number) => cursors.get(`${source}/${partition}`) ?? 0;

  /** Cursors first: whoever stands at a cursor then knows all that was parked before it. */
  async function catchUp(): Promise<void> {
    const stored = await loadCursors(db, schema);
    for (const key of await loadParkedKeys(db, schema)) parkedKeys.add(key);
    stored.forEach((pos, key) => cursors.set(key, pos));
  }

  async function onFacts(source: Service, partition: number, facts: Fact[]): Promise<void> {
    // asked anew each time: another process may have moved the cursor meanwhile
    const left = () => facts.filter(({ pos }) => pos > cursor(source, partition));
    for (let rest = left(); rest.length > 0 && halted === undefined && !stopped; rest = left()) {
      try {
        const at = cursor(source, partition);
        let next = runAfter(at, rest);
        if (next.length === 0) {
          // a hole, or a cursor that another process moved: the journal has what is missing
          const until = Math.min(...rest.map(({ pos }) => pos)) - 1;
          next = await readFacts(db, source, partition, at, Math.min(BATCH, until - at));
        }
        if (next.length === 0) throw new Error(`${source}/${partition} lacks facts after ${at}`);
        await applyUntilHalt(source, partition, at, next);
      } catch (error) {
        await recover(error);
      }
    }
  }

  async function applyUntilHalt(
    source: Service,
    partition: number,
    at: number,
    facts: Fact[],
  ): Promise<void> {
    const bad = facts.findIndex((fact) => haltsAt(projection, fact));
    const good = bad === -1 ? facts : facts.slice(0, bad);
    if (good.length > 0) {
      const client = await db.connect();
      try {
        await applyFacts(
          { client, schema, projection, tables, parkedKeys },
          source,
          partition,
          at,
          good,
        );
      } finally {
        client.release();
      }
      const last = good.at(-1)!;
      cursors.set(`${source}/${partition}`, last.pos);
      options.onApplied?.(source, partition, last);
    }
    if (bad !== -1) reducersOf(projection, facts[bad]!);
  }

  async function recover(error: unknown): Promise<void> {
    if (error instanceof HaltedError) {
      halted = error.message;
      options.onError(error, 'projection halted');
      return;
    }
    if (!(error instanceof FencedError)) throw error;
    // another process of this service is at work on the partition: go on from where it is
    await catchUp();
    await new Promise((done) => setTimeout(done, 50));
  }

  const following: Following = await options.transport.follow({
    group: `qianfan.${schema}`,
    sources,
    cursor,
    onFacts,
  });
  return {
    halted: () => halted,
    stop: async () => {
      stopped = true;
      await following.stop();
    },
  };
}

/** What follows a position without a hole. A relay that was killed repeats itself: what came before is left out. */
function runAfter(at: number, facts: readonly Fact[]): Fact[] {
  const run: Fact[] = [];
  for (const fact of facts) {
    if (run.length === BATCH) break;
    if (fact.pos === at + run.length + 1) run.push(fact);
  }
  return run;
}

function haltsAt(projection: Projection, fact: Fact): boolean {
  try {
    reducersOf(projection, fact);
    return false;
  } catch {
    return true;
  }
}

async function loadCursors(db: Pool, schema: string): Promise<Map<string, number>> {
  const { rows } = await db.query<{ source: string; partition: number; pos: number }>(
    `select source, partition, pos from ${schema}.cursors`,
  );
  return new Map(rows.map(({ source, partition, pos }) => [`${source}/${partition}`, pos]));
}

async function loadParkedKeys(db: Pool, schema: string): Promise<Set<string>> {
  const { rows } = await db.query<{ source: string; key: string }>(
    `select distinct source, key from ${schema}.parked`,
  );
  return new Set(rows.map(({ source, key }) => parkedKey(source, key)));
}
