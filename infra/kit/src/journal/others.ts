import type { Service } from '@qianfan/schema/kernel/fact';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Pool } from 'pg';

/**
 * Resolves once the journals of these services exist. Each service makes its own tables, and all of a new installation
 * start at once.
 */
export async function othersMigrated(db: Pool, services: readonly Service[]): Promise<void> {
  const tables = services.flatMap((service) => [`${service}.heads`, `${service}.journal`]);
  for (;;) {
    const { rows } = await db.query<{ all: boolean }>(
      'select coalesce(bool_and(to_regclass(name) is not null), true) as all from unnest($1::text[]) name',
      [tables],
    );
    if (rows[0]?.all) return;
    await sleep(50);
  }
}
