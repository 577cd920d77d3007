import { isTransient } from '../postgres/errors.ts';
import type { Logger } from './logger.ts';

const EVERY_MS = 10_000;

/**
 * How the loops of a service that go on trying report what failed. All of them notice at once, several times a second,
 * when Postgres is away: that is said once in ten seconds. Anything else is said each time.
 */
export function troubleOf(log: Logger): (err: unknown, what: string) => void {
  let saidAt = -Infinity;
  return (err, what) => {
    if (!isTransient(err)) return log.error({ err, what }, 'failed');
    if (performance.now() - saidAt < EVERY_MS) return log.debug({ err, what }, 'Postgres is away');
    saidAt = performance.now();
    log.warn({ err, what }, 'Postgres is away, trying on');
  };
}
