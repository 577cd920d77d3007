import type { Service } from '@qianfan/schema/kernel/fact';
import type { Db } from '../journal/read.ts';

/** Where a reader stands in somebody's journal. */
export interface ReaderCursor {
  reader: string;
  source: Service;
  partition: number;
  pos: number;
  /** Of the fact at `pos`, as the reader saw it; null where the reader keeps positions only. */
  hash: string | null;
}

/** The cursors of a read model. */
export async function projectionCursors(db: Db, readModel: string): Promise<ReaderCursor[]> {
  const { rows } = await db.query<ReaderCursor>(
    `select $1 as reader, source, partition, pos, hash
      from ${readModel}.cursors order by source, partition`,
    [readModel],
  );
  return rows;
}

/** Up to where the service's journal was published to Kafka; nothing where no relay ever ran. */
export async function relayCursors(db: Db, service: Service): Promise<ReaderCursor[]> {
  const { rows } = await db.query<ReaderCursor>(
    `select $1 as reader, $2 as source, partition, pos, null as hash
      from ${service}.relay where pos > 0 order by partition`,
    [`${service}_relay`, service],
  );
  return rows;
}
