import type { Service } from '@qianfan/schema/kernel/fact';
import type { Pool } from 'pg';
import { rebuild, type RebuildOptions } from './rebuild.ts';

/** `banks_read_2` */
export const readSchema = (service: Service, version: number): string =>
  `${service}_read_${version}`;

/**
 * Makes sure that the read model of this code's version is there: one that was finished is used, otherwise it is
 * built beside the old one from the journals and switched to; the version before the old one is dropped.
 * Of several processes that start together one builds, the others wait and use what it made.
 */
export async function ensureReadModel(options: Omit<RebuildOptions, 'schema'>): Promise<string> {
  const { db, projection } = options;
  const { service, version } = projection;
  const schema = readSchema(service, version);
  if ((await activeVersion(db, service)) === version) return schema;
  const client = await db.connect();
  try {
    await client.query('select pg_advisory_lock(hashtext($1))', [schema]);
    const active = await activeVersion(db, service);
    if (active === version) return schema;
    await rebuild({ ...options, schema });
    await db.query(
      `insert into ${service}.settings (name, value) values ('read_version', $1)
       on conflict (name) do update set value = excluded.value`,
      [String(version)],
    );
    await dropOlder(db, service, [version, active]);
    return schema;
  } finally {
    client.release(true); // ends the session, and with it the lock
  }
}

async function activeVersion(db: Pool, service: Service): Promise<number | undefined> {
  const { rows } = await db.query<{ value: string }>(
    `select value from ${service}.settings where name = 'read_version'`,
  );
  return rows[0] && Number(rows[0].value);
}

/** Processes of the version before may still serve from theirs; anything older is nobody's. */
async function dropOlder(
  db: Pool,
  service: Service,
  keep: readonly (number | undefined)[],
): Promise<void> {
  const { rows } = await db.query<{ nspname: string }>(
    `select nspname from pg_namespace where nspname ~ $1`,
    [`^${service}_read_\\d+$`],
  );
  const kept = new Set(
    keep.filter((version) => version !== undefined).map((version) => readSchema(service, version)),
  );
  for (const { nspname } of rows) {
    if (!kept.has(nspname)) await db.query(`drop schema ${nspname} cascade`);
  }
}
