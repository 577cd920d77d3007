import type { Service } from '@qianfan/schema/kernel/fact';
import type { Pool } from 'pg';
import { carryOver, sameSlices } from './carry-over.ts';
import type { SliceModel } from './projection.ts';
import { rebuild, type RebuildOptions } from './rebuild.ts';

/** `banks_read_3f2a90b17c4d` */
export const readSchema = (service: Service, version: string): string =>
  `${service}_read_${version}`;

/**
 * Makes sure that the read model of this code's version is there: one that was finished is used, otherwise it is made
 * beside the old one and switched to; the one before the old one is dropped. Slices that are as they were are carried
 * over, the others built from the journals. Of several processes that start together one builds, the others wait and
 * use what it made.
 */
export async function ensureReadModel(options: Omit<RebuildOptions, 'schema'>): Promise<string> {
  const { db, projection } = options;
  const { service, version, slices } = projection;
  const schema = readSchema(service, version);
  if ((await activeVersion(db, service)) === version) return schema;
  const client = await db.connect();
  try {
    await client.query('select pg_advisory_lock(hashtext($1))', [schema]);
    const active = await activeVersion(db, service);
    if (active === version) return schema;
    const from = active === undefined ? undefined : readSchema(service, active);
    const kept = from === undefined ? [] : await sameSlices(db, from, slices);
    const isCarried = from !== undefined && (await carryOver({ ...options, schema, from, kept }));
    if (!isCarried) await rebuild({ ...options, schema });
    await noteSlices(db, schema, slices);
    await db.query(
      `insert into ${service}.settings (name, value) values ('read_version', $1)
       on conflict (name) do update set value = excluded.value`,
      [version],
    );
    await dropOlder(db, service, [version, active]);
    return schema;
  } finally {
    client.release(true); // ends the session, and with it the lock
  }
}

/** By which the next version knows what is as it was. */
const noteSlices = (db: Pool, schema: string, slices: readonly SliceModel[]): Promise<unknown> =>
  db.query(
    `insert into ${schema}.slices (name, version) select * from unnest($1::text[], $2::text[])`,
    [slices.map(({ name }) => name), slices.map((slice) => slice.version)],
  );

async function activeVersion(db: Pool, service: Service): Promise<string | undefined> {
  const { rows } = await db.query<{ value: string }>(
    `select value from ${service}.settings where name = 'read_version'`,
  );
  return rows[0]?.value;
}

/** Processes of the version before may still serve from theirs; anything older is nobody's. */
async function dropOlder(
  db: Pool,
  service: Service,
  keep: readonly (string | undefined)[],
): Promise<void> {
  const { rows } = await db.query<{ nspname: string }>(
    `select nspname from pg_namespace where nspname ~ $1`,
    [`^${service}_read_[0-9a-f]+$`],
  );
  const kept = new Set(
    keep.filter((version) => version !== undefined).map((version) => readSchema(service, version)),
  );
  for (const { nspname } of rows) {
    if (!kept.has(nspname)) await db.query(`drop schema ${nspname} cascade`);
  }
}
