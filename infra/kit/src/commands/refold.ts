import { evolved, prefixOf, type StreamType } from '@qianfan/schema/kernel/decider';
import type { Pool } from 'pg';
import { ROW_COLUMNS } from '../journal/read.ts';
import { intoFact, type JournalRow } from '../journal/row.ts';
import { stateId, type WorkingSet } from './batch.ts';
import type { Prepared } from './prepare.ts';

/** A stream whose stored state is of another version of the code. */
type Stale = Pick<Prepared, 'key' | 'partition'> & { stream: string };

/**
 * Folds streams anew from their facts, up to the heads of a working set, as this code does: what an earlier version of the
 * code remembered may lack what this one asks for. Once for each stream: what is decided upon it is stored in this
 * version.
 */
export async function refold(
  db: Pool,
  set: WorkingSet,
  streams: readonly Stale[],
  types: ReadonlyMap<string, StreamType>,
): Promise<void> {
  if (streams.length === 0) return;
  const { rows } = await db.query<JournalRow>({
    name: `refold-${set.service}`,
    text: `select ${ROW_COLUMNS} from ${set.service}.journal
      where partition = any($1::int2[])
        and (key, stream) in (select * from unnest($2::text[], $3::text[]))
      order by partition, pos`,
    values: [
      [...new Set(streams.map(({ partition }) => partition))],
      streams.map(({ key }) => key),
      streams.map(({ stream }) => stream),
    ],
  });
  for (const { key, stream } of streams) set.states.set(stateId(key, stream), undefined);
  for (const row of rows) {
    if (row.pos > set.heads.get(row.partition)!.pos) continue;
    const id = stateId(row.key, row.stream);
    const type = types.get(prefixOf(row.stream));
    set.states.set(id, evolved(type, set.states.get(id), intoFact(set.service, row)));
  }
}
