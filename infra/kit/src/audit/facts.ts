import type { Service } from '@qianfan/schema/kernel/fact';
import { type Db, ROW_COLUMNS } from '../journal/read.ts';
import type { JournalRow } from '../journal/row.ts';

/** Bounds of one page. A body may be 4 MiB: rows alone would not bound the memory. */
const PAGE_ROWS = 2000;
const PAGE_BYTES = 4 * 1024 * 1024;

/** At least one row where there is one, at most a page, straight from the journal and nothing but the journal. */
async function page(
  db: Db,
  service: Service,
  partition: number,
  after: number,
  rows: number,
): Promise<JournalRow[]> {
  const result = await db.query<JournalRow>({
    name: `audit-${service}`,
    text: `select ${ROW_COLUMNS} from (
        select j.*, sum(octet_length(body)) over (order by pos) - octet_length(body) as bytes_before
        from (select * from ${service}.journal where partition = $1 and pos > $2 order by pos limit $3) j
      ) p where bytes_before < ${PAGE_BYTES} order by pos`,
    values: [partition, after, rows],
  });
  return result.rows;
}

/**
 * Rows of one partition after a position as NDJSON, in chunks of whole lines. The next page is read when the last one was
 * taken, so that a slow reader costs one page of memory however long the journal is.
 */
export async function* factLines(
  db: Db,
  service: Service,
  partition: number,
  after: number,
  limit: number,
): AsyncGenerator<string> {
  let last = after;
  let left = limit;
  while (left > 0) {
    const rows = await page(db, service, partition, last, Math.min(left, PAGE_ROWS));
    if (rows.length === 0) return;
    last = rows.at(-1)!.pos;
    left -= rows.length;
    yield rows.map((row) => `${JSON.stringify(row)}\n`).join('');
  }
}
