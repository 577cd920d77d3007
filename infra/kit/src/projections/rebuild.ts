import type { Fact, Service } from '@qianfan/schema/kernel/fact';
import { PARTITIONS } from '@qianfan/schema/kernel/fact';
import type { Instant } from '@qianfan/schema/kernel/instant';
import type { MikroORM } from '@mikro-orm/postgresql';
import type { Pool } from 'pg';
import { readFacts } from '../journal/read.ts';
import { GENESIS } from '../journal/row.ts';
import { createCopier } from './copy.ts';
import { createFold, type StoredRow } from './fold.ts';
import { inLanes } from './lanes.ts';
import { type Projection, sourcesOf } from './projection.ts';
import { createBareTables, finishTables } from './schema.ts';
import type { ReadTable } from './tables.ts';

const PAGE = 5_000;
/** Partitions that are read at the same time: one travels while another is folded. */
const AT_ONCE = 2;

export interface RebuildOptions {
  db: Pool;
  orm: MikroORM;
  schema: string;
  projection: Projection;
  tables: ReadonlyMap<string, ReadTable>;
  /** Facts known later are left out: the read model as of this instant. */
  until?: Instant;
  onProgress?: (facts: number) => void;
}

type Folding = Pick<RebuildOptions, 'db' | 'projection' | 'tables' | 'until' | 'onProgress'> & {
  /** Facts at later positions are left out. */
  upTo?: (source: Service, partition: number) => number;
};

/**
 * Builds a read model from position 1 of the journals (never from Kafka) into an empty schema, which it makes: bare tables filled by
 * COPY, keys and indexes last. Rows of versioned tables stay in memory while they are open: they are written once, closed or final.
 * Returns how many facts were folded.
 */
export async function rebuild(options: RebuildOptions): Promise<number> {
  const { db, orm, schema, tables } = options;
  const later = await createBareTables(db, orm, schema);
  const client = await db.connect();
  const copier = createCopier(client, schema, tables);
  let total: number;
  try {
    await client.query('begin');
    total = await foldInto(options, copier);
    await copier.finish();
    await client.query('commit');
  } catch (error) {
    await copier.idle();
    await client.query('rollback').catch(() => undefined);
    throw error;
  } finally {
    client.release();
  }
  await finishTables(db, schema, later);
  return total;
}

/** Folds the journals into tables, and says how far in their cursors. Returns how many facts were folded. */
export async function foldInto(
  folding: Folding,
  copier: ReturnType<typeof createCopier>,
): Promise<number> {
  let total = 0;
  await inLanes(AT_ONCE, partitionsOf(folding.projection), async ([source, partition]) => {
    const facts = await foldPartition(folding, copier, source, partition, (folded) =>
      folding.onProgress?.(total + folded),
    );
    total += facts;
  });
  return total;
}

const partitionsOf = (projection: Projection): [Service, number][] =>
  sourcesOf(projection).flatMap((source) =>
    Array.from({ length: PARTITIONS }, (_, partition): [Service, number] => [source, partition]),
  );

async function foldPartition(
  { db, projection, tables, until = Infinity, upTo = () => Infinity }: Folding,
  copier: ReturnType<typeof createCopier>,
  source: Service,
  partition: number,
  onProgress: (facts: number) => void,
): Promise<number> {
  const end = upTo(source, partition);
  const open = new Map<string, StoredRow>();
  const parkedKeys = new Set<string>();
  const fold = createFold(projection, tables, () => undefined, parkedKeys);
  let last: Pick<Fact, 'pos' | 'hash' | 'knownAt'> = { pos: 0, hash: GENESIS, knownAt: 0 };
  let page = readFacts(db, source, partition, 0, PAGE);
  for (;;) {
    const facts = await page;
    const beyond = facts.findIndex(({ knownAt, pos }) => knownAt > until || pos > end);
    const wanted = beyond === -1 ? facts : facts.slice(0, beyond);
    const more = beyond === -1 && facts.length === PAGE;
    // the next page travels while this one is folded
    if (more) page = readFacts(db, source, partition, facts.at(-1)!.pos, PAGE);
    for (const fact of wanted) fold.apply(fact);
    if (wanted.length > 0) last = wanted.at(-1)!;
    settle(tables, fold.effects.rows, open, copier);
    await copier.flushIfFull();
    onProgress(last.pos);
    if (!more) break;
  }
  for (const [id, row] of open) copier.add(id.slice(0, id.indexOf('[')), row);
  for (const { pos, key, reason } of fold.effects.parked)
    copier.park(source, partition, pos, key, reason);
  copier.cursor(source, partition, last);
  return last.pos;
}

/** Hands closed rows and append-only rows to COPY; keeps open ones, which a later fact may close. */
function settle(
  tables: ReadonlyMap<string, ReadTable>,
  rows: Map<string, StoredRow[]>,
  open: Map<string, StoredRow>,
  copier: ReturnType<typeof createCopier>,
): void {
  for (const [name, list] of rows) {
    const table = tables.get(name)!;
    if (table.mode === 'APPEND') for (const row of list) copier.add(name, row);
    else {
      for (const row of list) {
        const id = name + JSON.stringify(table.identity.map((property) => row[property]));
        const before = open.get(id);
        if (before) copier.add(name, before);
        open.set(id, row);
      }
    }
    list.length = 0;
  }
}
