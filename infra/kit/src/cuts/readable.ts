import type { Service } from '@qianfan/schema/kernel/fact';
import type { Instant } from '@qianfan/schema/kernel/instant';
import type { Pool } from 'pg';

/**
 * Up to which instant a read model is complete: the minimum over its partitions of the head's `at`, where the cursor
 * has reached the head, else of the last fact that it has seen. One statement, so that heads and cursors are of one moment.
 */
export function readable(
  db: Pool,
  schema: string,
  sources: readonly Service[],
): () => Promise<Instant> {
  const heads = sources.map(
    (source) => `select '${source}' as source, partition, pos, at from ${source}.heads`,
  );
  const text = `select min(case when c.pos >= h.pos then h.at else c.known_at end)::int8 as at
    from ${schema}.cursors c join (${heads.join(' union all ')}) h using (source, partition)`;
  return async () => {
    const { rows } = await db.query<{ at: Instant | null }>({ name: `readable-${schema}`, text });
    return rows[0]?.at ?? 0;
  };
}
