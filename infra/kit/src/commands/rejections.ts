import type { Service } from '@qianfan/schema/kernel/fact';
import type { Issue } from '@qianfan/schema/kernel/issue';
import { storable } from '@qianfan/schema/kernel/text';
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
      rejections.map(({ institution }) => institution),
      rejections.map(({ door }) => door),
      rejections.map(({ commandId }) => commandId && storable(commandId)),
      rejections.map(({ issues }) => storableJson(issues)),
      rejections.map(({ excerpt }) => storable(excerpt.slice(0, 500))),
    ],
  );
  const last = rows.at(-1)?.last ?? 0;
  if (last % 100 < rejections.length) {
    await db.query(`delete from ${service}.rejections where id <= $1`, [last - KEPT]);
  }
}

/**
 * Issues quote what a sender wrote, and jsonb refuses a NUL or half of a surrogate pair also where they are escaped: one
 * such text would take the records of its whole batch with it. Mended as texts, before they are JSON.
 */
const storableJson = (issues: readonly Issue[]): string =>
  JSON.stringify(issues, (_, value: unknown) =>
    typeof value === 'string' ? storable(value) : value,
  );
