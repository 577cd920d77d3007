import { type Service, SERVICES } from '@qianfan/schema/kernel/fact';
import type { Pool, PoolClient } from 'pg';

/**
 * Runs `work` while this process holds the service's relay lock, a session lock of Postgres: it falls with its
 * connection, whatever happens to this process.
 */
export async function withRelayLock(
  pool: Pool,
  service: Service,
  signal: AbortSignal,
  work: (holds: () => boolean) => Promise<void>,
): Promise<void> {
  const client = await pool.connect();
  let connected = true;
  client.on('error', () => {
    connected = false;
  });
  try {
    while (!(await tryLock(client, service))) {
      if (signal.aborted) return;
      await new Promise((resolve) => setTimeout(resolve, 250));
    }
    await work(() => connected);
  } finally {
    client.release(true); // ends the session, and with it the lock
  }
}

async function tryLock(client: PoolClient, service: Service): Promise<boolean> {
  const { rows } = await client.query<{ locked: boolean }>(
    `select pg_try_advisory_lock(hashtext('qianfan.relay'), $1) as locked`,
    [SERVICES.indexOf(service)],
  );
  return rows[0]!.locked;
}
