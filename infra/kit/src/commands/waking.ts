import type { Service } from '@qianfan/schema/kernel/fact';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Pool } from 'pg';

/** Readers that are awake read on by themselves; so many milliseconds later they may sleep again. */
const REST_MS = 5;

export interface Waking {
  /** Something was written: readers hear of it now, or a moment after they heard last. */
  wake: () => void;
  stop: () => Promise<void>;
}

/**
 * Tells readers that there are new facts, which is a hint only: whoever misses it looks by himself. On its own, because
 * a transaction that notifies commits alone: it holds a lock of the whole database until it is on the disk.
 */
export function createWaking(db: Pool, service: Service): Waking {
  const statement = { name: `wake-${service}`, text: `select pg_notify('${service}_journal', '')` };
  let isDue = false;
  let running: Promise<void> | undefined;

  async function run(): Promise<void> {
    while (isDue) {
      isDue = false;
      await db.query(statement).catch(() => undefined);
      await sleep(REST_MS);
    }
    running = undefined;
  }

  return {
    wake: () => {
      isDue = true;
      running ??= run();
    },
    stop: async () => {
      await running;
    },
  };
}
