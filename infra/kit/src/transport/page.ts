import type { Service } from '@qianfan/schema/kernel/fact';
import { type Db, ROW_COLUMNS } from '../journal/read.ts';
import type { JournalRow } from '../journal/row.ts';

/**
 * The next rows of a partition, at most `rows` of them and about `bytes` of bodies, but at least one if there is one:
 * facts have up to 4 MiB, and 5,000 of those would not fit in memory. Nothing is read that is not returned.
 */
export async function readPage(
  db: Db,
  service: Service,
  partition: number,
  after: number,
  limit: { rows: number; bytes: number },
): Promise<JournalRow[]> {
  const { rows } = await db.query<JournalRow>({
    name: `page-${service}`,
    text: `select ${ROW_COLUMNS} from (
        select *, sum(octet_length(body)) over (order by pos) - octet_length(body) as before from (
          select * from ${service}.journal where partition = $1 and pos > $2 order by pos limit $3
        ) candidate
      ) page where before < $4 order by pos`,
    values: [partition, after, limit.rows, limit.bytes],
  });
  return rows;
}
