import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';

export interface Patience {
  /** Says once that something still does not work, then waits, longer each time up to 2 s, or until the signal. */
  failed: (error: unknown) => Promise<void>;
  /** Says once that it works again. */
  works: () => void;
  /** What was said, until it works again. */
  trouble: () => string | undefined;
}

/** What passes sooner (topics that are being made, a coordinator that loads) is nobody's business. */
const SAID_AFTER_MS = 10_000;

/** How every loop of the transport takes trouble: it goes on trying, and says so once, not at each attempt. */
export function patience(log: Logger, what: string, signal: AbortSignal): Patience {
  let failures = 0;
  let since = 0;
  let said: string | undefined;
  return {
    failed: async (err) => {
      failures += 1;
      if (failures === 1) since = performance.now();
      if (!said && performance.now() - since > SAID_AFTER_MS) {
        said = `${what}: ${err instanceof Error ? err.message : String(err)}`;
        log.warn({ err }, `${what}: not working, trying on`);
      } else log.debug({ err, failures }, `${what}: failed`);
      const wait = Math.min(50 * 2 ** failures, 2_000);
      await sleep(wait, undefined, { signal }).catch(() => {});
    },
    works: () => {
      if (said) log.info({ failures }, `${what}: works again`);
      failures = 0;
      said = undefined;
    },
    trouble: () => said,
  };
}
