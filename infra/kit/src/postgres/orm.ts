import type { EntitySchema } from '@mikro-orm/core';
import { Migrator, type Migration } from '@mikro-orm/migrations';
import { MikroORM } from '@mikro-orm/postgresql';
import type { Pool } from 'pg';
import type { Service } from '@qianfan/schema/kernel/fact';

export type MigrationClass = new (...args: ConstructorParameters<typeof Migration>) => Migration;

/** MikroORM for one service: its read entities, and the migrations of its journal. Connects at the first query. */
export async function openOrm(options: {
  url: string;
  service: Service;
  entities: readonly EntitySchema<any, any>[];
  migrations: Readonly<Record<string, MigrationClass>>;
}): Promise<MikroORM> {
  return MikroORM.init({
    clientUrl: options.url,
    entities: [...options.entities],
    extensions: [Migrator],
    discovery: { warnWhenNoEntities: false },
    // what it has to say is an error, and those are thrown
    logger: () => undefined,
    pool: { min: 0, max: 10 },
    migrations: {
      tableName: `${options.service}.migrations`,
      migrationsList: Object.entries(options.migrations).map(([name, migration]) => ({
        name,
        class: migration,
      })),
      snapshot: false,
      transactional: true,
      allOrNothing: true,
    },
  });
}

/** Brings the journal's tables to this code's version. Safe when several processes start at once. */
export async function migrate(orm: MikroORM, db: Pool, service: Service): Promise<void> {
  const client = await db.connect();
  try {
    await client.query(`select pg_advisory_lock(hashtext('${service}.migrations'))`);
    await orm.migrator.up();
    await client.query(`select pg_advisory_unlock(hashtext('${service}.migrations'))`);
  } finally {
    client.release();
  }
}
