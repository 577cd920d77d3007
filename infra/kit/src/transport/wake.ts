import type { Service } from '@qianfan/schema/kernel/fact';
import type { Pool, PoolClient } from 'pg';

export interface Wake {
  /** Resolves when a journal says that it grew, at the latest after so many milliseconds. */
  next: (withinMs: number) => Promise<void>;
  /** Makes whoever waits go on at once. */
  now: () => void;
  close: () => void;
}

/**
 * LISTEN on the journals' channels. A hint only: a notification may be lost with its connection, so that whoever waits
 * always goes on after a while and looks for itself.
 */
export function wakeOn(pool: Pool, services: readonly Service[]): Wake {
  let pending = false;
  let resume = () => {};
  let client: PoolClient | undefined;
  let connecting = false;
  let closed = false;

  const now = () => {
    pending = true;
    resume();
  };

  const listen = async () => {
    if (client || connecting || closed) return;
    connecting = true;
    try {
      const fresh = await pool.connect();
      // stays for good: a client that was let go may still complain
      fresh.on('error', () => client === fresh && release());
      fresh.on('notification', now);
      client = fresh;
      for (const service of services) await fresh.query(`listen ${service}_journal`);
      if (closed) release();
    } catch {
      release(); // the next wait tries again
    } finally {
      connecting = false;
    }
  };

  const release = () => {
    const held = client;
    client = undefined;
    held?.release(true);
  };

  return {
    now,
    next: async (withinMs) => {
      void listen();
      if (!pending) {
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, withinMs);
          resume = () => {
            clearTimeout(timer);
            resolve();
          };
        });
      }
      pending = false;
    },
    close: () => {
      closed = true;
      if (!connecting) release();
      now();
    },
  };
}
