import type { Service } from '@qianfan/schema/kernel/fact';
import type { Pool } from 'pg';
import type { Metrics } from './metrics.ts';

const EVERY_MS = 2_000;

/** Tells how far the read model is behind each partition, in facts and seconds. Returns what ends it. */
export function watchLag(
  db: Pool,
  schema: string,
  sources: readonly Service[],
  metrics: Metrics,
): () => Promise<void> {
  const heads = sources.map(
    (source) => `select '${source}' as source, partition, pos, at from ${source}.heads`,
  );
  const text = `select c.source, c.partition, greatest(h.pos - c.pos, 0)::int8 as facts,
      case when c.pos >= h.pos then 0 else greatest(h.at - c.known_at, 0) / 1e6 end::float8 as seconds,
      (select count(*)::int8 from ${schema}.parked p where p.source = c.source and p.partition = c.partition) as parked
    from ${schema}.cursors c join (${heads.join(' union all ')}) h using (source, partition)`;
  let stopped = false;
  let wake = () => {};
  const look = async () => {
    const { rows } = await db.query<{
      source: Service;
      partition: number;
      facts: number;
      seconds: number;
      parked: number;
    }>(text);
    const parked = new Map<Service, number>();
    for (const row of rows) {
      metrics.lagFacts(row.source, row.partition, row.facts);
      metrics.lagSeconds(row.source, row.partition, row.seconds);
      parked.set(row.source, (parked.get(row.source) ?? 0) + row.parked);
    }
    for (const [source, facts] of parked) metrics.parked(source, facts);
  };
  const loop = async () => {
    while (!stopped) {
      // while Postgres is away the last values stand
      await look().catch(() => undefined);
      if (!stopped) await new Promise<void>((done) => ((wake = done), setTimeout(done, EVERY_MS)));
    }
  };
  const running = loop();
  return async () => {
    stopped = true;
    wake();
    await running;
  };
}
