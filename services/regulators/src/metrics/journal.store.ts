import type { Query } from '@qianfan/kit/subgraph/context';
import type { Trace } from './lineage.store.ts';

/** What the journals hold of facts: type, institution and hash, by `source/partition/pos`. */
export async function readJournal(
  query: Query,
  traces: readonly Trace[],
): Promise<Map<string, { type: string; institution: string; hash: string }>> {
  const found = new Map<string, { type: string; institution: string; hash: string }>();
  await Promise.all(
    [...Map.groupBy(traces, ({ source }) => source)].map(async ([source, group]) => {
      const rows = await query<{ at: string; type: string; institution: string; hash: string }>(
        `select '${source}/' || j.partition || '/' || j.pos as at, j.type, j.institution, j.hash
         from ${source}.journal j
         join unnest($1::smallint[], $2::int8[]) f(partition, pos) using (partition, pos)`,
        [group.map(({ partition }) => partition), group.map(({ pos }) => pos)],
      );
      for (const { at, ...fact } of rows) found.set(at, fact);
    }),
  );
  return found;
}
