import type { Service } from '@qianfan/schema/kernel/fact';
import type { Instant } from '@qianfan/schema/kernel/instant';
import type { Pool } from 'pg';

export interface Readable {
  at: Instant;
  /** How many facts the read model has folded, over all partitions: it grows with facts, not with the clock. */
  facts: number;
}

/**
 * Up to which instant a read model is complete: the minimum over its partitions of the head's `at`, where the cursor
 * has reached the head, else of the last fact that it has seen. `undefined` while a source still imports its history.
 * One statement, so that heads, cursors and modes are of one moment.
 */
export function readable(
  db: Pool,
  schema: string,
  sources: readonly Service[],
): () => Promise<Readable | undefined> {
  const heads = sources.map(
    (source) => `select '${source}' as source, partition, pos, at from ${source}.heads`,
  );
  const modes = sources.map((source) => `select value from ${source}.settings where name = 'mode'`);
  const text = `select min(case when c.pos >= h.pos then h.at else c.known_at end)::int8 as at,
      sum(c.pos)::int8 as facts,
      (select bool_and(value = 'LIVE') from (${modes.join(' union all ')}) m) as live
    from ${schema}.cursors c join (${heads.join(' union all ')}) h using (source, partition)`;
  return async () => {
    const { rows } = await db.query<Readable & { live: boolean }>({
      name: `readable-${schema}`,
      text,
    });
    const [row] = rows;
    return row?.live ? { at: row.at, facts: row.facts } : undefined;
  };
}
