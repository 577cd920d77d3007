import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';

export interface Patience {
  /** Says once that something does not work, then waits, longer each time up to 2 s, or until the signal. */
  failed: (error: unknown) => Promise<void>;
  /** Says once that it works again. */
  works: () => void;
}

/** How every loop of the transport takes trouble: it goes on trying, and says so once, not at each attempt. */
export function patience(log: Logger, what: string, signal: AbortSignal): Patience {
  let failures = 0;
  return {
    failed: async (err) => {
      failures += 1;
      if (failures === 2) log.warn({ err }, `${what}: not working, trying on`);
      else log.debug({ err, failures }, `${what}: failed`);
      const wait = Math.min(50 * 2 ** failures, 2_000);
      await sleep(wait, undefined, { signal }).catch(() => {});
    },
    works: () => {
      if (failures > 1) log.info({ failures }, `${what}: works again`);
      failures = 0;
    },
  };
}
