import type { Service } from '@qianfan/schema/kernel/fact';
import type { Issue } from '@qianfan/schema/kernel/issue';
import type { Pool } from 'pg';

/** The table keeps about this many of the latest: junk must not fill a disk. */
const KEPT = 10_000;

export interface Rejection {
  institution: string | null;
  door: string;
  commandId: string | null;
  issues: Issue[];
  /** The first characters of what came, for whoever must explain it. */
  excerpt: string;
}

/** Keeps what was answered without a fact: junk, foreign institutions, conflicts. */
export async function keepRejections(
  db: Pool,
  service: Service,
  rejections: readonly Rejection[],
): Promise<void> {
  const { rows } = await db.query<{ last: number }>(
    `insert into ${service}.rejections (at, institution, door, command_id, issues, excerpt)
     select (extract(epoch from clock_timestamp()) * 1000000)::int8, * from
       unnest($1::text[], $2::text[], $3::text[], $4::jsonb[], $5::text[])
     returning id as last`,
    [
      rejections.map(({ institution }) => clean(institution)),
      rejections.map(({ door }) => door),
      rejections.map(({ commandId }) => clean(commandId)),
      rejections.map(({ issues }) => clean(JSON.stringify(issues))),
      rejections.map(({ excerpt }) => clean(excerpt.slice(0, 500))),
    ],
  );
  const last = rows.at(-1)?.last ?? 0;
  if (last % 100 < rejections.length) {
    await db.query(`delete from ${service}.rejections where id <= $1`, [last - KEPT]);
  }
}

/** Postgres stores no NUL; a lone surrogate is no UTF-8 either. */
const clean = <Value extends string | null>(text: Value): Value =>
  (text === null
    ? null
    : text.replaceAll('\u0000', '').replaceAll('\\u0000', '').toWellFormed()) as Value;
