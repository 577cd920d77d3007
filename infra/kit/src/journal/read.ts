import type { Fact, Service } from '@qianfan/schema/kernel/fact';
import type { Instant } from '@qianfan/schema/kernel/instant';
import type { Pool, PoolClient } from 'pg';
import { intoFact, type JournalRow } from './row.ts';

export type Db = Pool | PoolClient;

/** The columns of a row as a select list, in the order and spelling of `JournalRow`. */
export const ROW_COLUMNS = `partition, pos, key, stream, type, institution, actor, period,
  received_at as "receivedAt", recorded_at as "recordedAt", known_at as "knownAt",
  command_id as "commandId", ordinal, digest, synthetic, body, hash`;

/** Rows of one partition after a position, in order, at most `limit`. */
export async function readRows(
  db: Db,
  service: Service,
  partition: number,
  after: number,
  limit: number,
): Promise<JournalRow[]> {
  const { rows } = await db.query<JournalRow>({
    name: `rows-${service}`,
    text: `select ${ROW_COLUMNS} from ${service}.journal
      where partition = $1 and pos > $2 order by pos limit $3`,
    values: [partition, after, limit],
  });
  return rows;
}

/** As `readRows`, with bodies parsed. */
export async function readFacts(
  db: Db,
  service: Service,
  partition: number,
  after: number,
  limit: number,
): Promise<Fact[]> {
  const rows = await readRows(db, service, partition, after, limit);
  return rows.map((row) => intoFact(service, row));
}

/** Where a partition ends: its last position and hash, and the instant up to which it is complete. */
export interface Head {
  partition: number;
  pos: number;
  hash: string;
  at: Instant;
}

/** The heads of all partitions, by number. */
export async function readHeads(db: Db, service: Service): Promise<Head[]> {
  const { rows } = await db.query<Head>({
    name: `heads-${service}`,
    text: `select partition, pos, hash, at from ${service}.heads order by partition`,
  });
  return rows;
}
