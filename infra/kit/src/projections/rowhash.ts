import type { RowDifference, TableHash } from '@qianfan/schema/audit/replay';
import type { Instant } from '@qianfan/schema/kernel/instant';
import type { Query } from '../subgraph/context.ts';

/** The read tables of a schema: those that carry `known_from`. */
export async function readTableNames(query: Query, schema: string): Promise<string[]> {
  const rows = await query<{ name: string }>(
    `select table_name as name from information_schema.columns
      where table_schema = $1 and column_name = 'known_from' order by table_name`,
    [schema],
  );
  return rows.map(({ name }) => name);
}

/**
 * Rows known at T as a subquery with `image` (JSON text of the columns by name) and `visible`. `known_to` counts only
 * where the row had ended by T: what came to light later must not change what is said about T.
 */
async function images(query: Query, schema: string, table: string, at: Instant): Promise<string> {
  const columns = await query<{ name: string }>(
    `select column_name as name from information_schema.columns
      where table_schema = $1 and table_name = $2 and column_name <> 'known_to'
      order by column_name collate "C"`,
    [schema, table],
  );
  const list = columns.map(({ name }) => `t.${quote(name)}`).join(', ');
  return `select row_to_json(r)::text as image, r.ended is null as visible from (
    select ${list}, case when t.known_to <= ${at} then t.known_to end as ended
      from ${quote(schema)}.${quote(table)} t where t.known_from <= ${at}) r`;
}

/**
 * Canonical hashes of read tables at an instant: sha256 for each row, combined in the order of the hashes, so that the
 * order of writing does not matter. In 256 buckets, so that no value in Postgres grows with the table.
 */
export async function rowHashes(
  query: Query,
  schema: string,
  tables: readonly string[],
  at: Instant,
): Promise<Record<string, TableHash>> {
  const hashes: Record<string, TableHash> = {};
  for (const table of tables) {
    const source = await images(query, schema, table, whole(at));
    const [row] = await query<{ rows: string; versions: string; hash: string }>(
      `with rows as (select sha256(convert_to(image, 'UTF8')) as hash, visible from (${source}) i),
        buckets as (select get_byte(hash, 0) as bucket, count(*) as versions,
          count(*) filter (where visible) as rows, sha256(string_agg(hash, ''::bytea order by hash)) as hash
          from rows group by 1)
      select coalesce(sum(rows), 0)::text as rows, coalesce(sum(versions), 0)::text as versions,
        encode(sha256(coalesce(string_agg(hash, ''::bytea order by bucket), ''::bytea)), 'hex') as hash from buckets`,
    );
    hashes[table] = {
      rows: Number(row!.rows),
      versions: Number(row!.versions),
      hash: `sha256:${row!.hash}`,
    };
  }
  return hashes;
}

/** At most `limit` rows for each side of one table that differ between two schemas at an instant. */
export async function differingRows(
  query: Query,
  live: string,
  replay: string,
  table: string,
  at: Instant,
  limit: number,
): Promise<RowDifference[]> {
  const [ours, theirs] = [
    await images(query, live, table, whole(at)),
    await images(query, replay, table, whole(at)),
  ];
  const missing = async (only: RowDifference['only'], from: string, but: string) => {
    const rows = await query<{ image: string }>(
      `select image from (${from}) a except all select image from (${but}) b limit ${whole(limit)}`,
    );
    return rows.map(({ image }) => ({ table, only, row: JSON.parse(image) as unknown }));
  };
  return [...(await missing('LIVE', ours, theirs)), ...(await missing('REPLAY', theirs, ours))];
}

const quote = (name: string): string => `"${name.replaceAll('"', '""')}"`;

function whole(value: number): number {
  if (!Number.isSafeInteger(value)) throw new RangeError(`not a whole number: ${value}`);
  return value;
}
