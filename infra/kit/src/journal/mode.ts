import type { Service } from '@qianfan/schema/kernel/fact';
import type { Pool } from 'pg';

/** Makes a journal live for good, under all its heads, so that no batch is half one and half the other. */
export async function goLive(db: Pool, service: Service): Promise<void> {
  const client = await db.connect();
  try {
    await client.query('begin');
    await client.query(`select partition from ${service}.heads order by partition for update`);
    for (const statement of openingLive(service)) await client.query(statement);
    await client.query('commit');
  } catch (error) {
    await client.query('rollback').catch(() => undefined);
    throw error;
  } finally {
    client.release();
  }
}

/** The same within a transaction that holds a head: history is complete up to now, so every partition is. */
export const openingLive = (service: Service): string[] => [
  `update ${service}.heads set at = greatest(at, (extract(epoch from clock_timestamp()) * 1000000)::int8)`,
  `update ${service}.settings set value = 'LIVE' where name = 'mode'`,
];
