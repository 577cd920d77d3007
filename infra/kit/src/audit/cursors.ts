import type { Service } from '@qianfan/schema/kernel/fact';
import type { Instant } from '@qianfan/schema/kernel/instant';
import type { Db } from '../journal/read.ts';

/** Where a reader stands in somebody's journal, and the hash of the last fact that it has stored. */
export interface ReaderCursor {
  reader: string;
  source: Service;
  partition: number;
  pos: number;
  hash: string;
  knownAt: Instant | null;
}

/** The cursors of a read model. */
export async function projectionCursors(db: Db, readModel: string): Promise<ReaderCursor[]> {
  const { rows } = await db.query<ReaderCursor>(
    `select $1 as reader, source, partition, pos, hash, known_at as "knownAt"
      from ${readModel}.cursors order by source, partition`,
    [readModel],
  );
  return rows;
}
