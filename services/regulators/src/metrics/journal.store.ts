import type { Query } from '@qianfan/kit/subgraph/context';
import type { Trace } from './lineage.store.ts';

export interface JournalFact {
  type: string;
  institution: string;
  hash: string;
  synthetic: boolean;
}

/** What the journals hold of facts, by `source/partition/pos`. */
export async function readJournal(
  query: Query,
  traces: readonly Pick<Trace, 'source' | 'partition' | 'pos'>[],
): Promise<Map<string, JournalFact>> {
  const found = new Map<string, JournalFact>();
  await Promise.all(
    [...Map.groupBy(traces, ({ source }) => source)].map(async ([source, group]) => {
      const rows = await query<JournalFact & { at: string }>(
        `select '${source}/' || j.partition || '/' || j.pos as at, j.type, j.institution, j.hash,
           j.synthetic
         from ${source}.journal j
         join unnest($1::smallint[], $2::int8[]) f(partition, pos) using (partition, pos)`,
        [group.map(({ partition }) => partition), group.map(({ pos }) => pos)],
      );
      for (const { at, ...fact } of rows) found.set(at, fact);
    }),
  );
  return found;
}
