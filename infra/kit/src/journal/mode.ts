import type { Service } from '@qianfan/schema/kernel/fact';
import type { Pool } from 'pg';
import type { Mode } from '../commands/batch.ts';

/** Whether the journal still takes history or is live. */
export async function readMode(db: Pool, service: Service): Promise<Mode> {
  const { rows } = await db.query<{ value: Mode }>(
    `select value from ${service}.settings where name = 'mode'`,
  );
  return rows[0]?.value ?? 'IMPORTING';
}

/** Makes a journal live for good, under all its heads, so that no batch is half one and half the other. */
export async function goLive(db: Pool, service: Service): Promise<void> {
  const client = await db.connect();
  try {
    await client.query('begin');
    await client.query(`select partition from ${service}.heads order by partition for update`);
    await client.query(`update ${service}.settings set value = 'LIVE' where name = 'mode'`);
    await client.query('commit');
  } catch (error) {
    await client.query('rollback').catch(() => undefined);
    throw error;
  } finally {
    client.release();
  }
}
