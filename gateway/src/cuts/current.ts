import type { Instant } from '@qianfan/schema/kernel/instant';

/**
 * Listens to what a service says about its read model: an instant, null while it cannot be read, undefined where it is
 * silent; time and again, changed or not. The returned function ends it.
 */
export type HearCut = (hear: (said: Instant | null | undefined) => void) => () => void;

export interface CurrentCut {
  /** The instant up to which every service can be read; `undefined` before there is one. Never moves back. */
  now: () => Instant | undefined;
  /** starting: not all services were heard yet; importing: one of them cannot be read yet. */
  status: () => 'starting' | 'importing' | 'ready';
  /** Resolves to whether the cut reached an instant within so many milliseconds. */
  reached: (instant: Instant, within: number) => Promise<boolean>;
  stop: () => void;
}

/** A service that has not been heard by then does not hold back the others. */
const GRACE_MS = 5000;

/**
 * Follows the services' cuts. A service that falls silent keeps its last value, so that the cut does not pass what it
 * can answer for once it is back.
 */
export function followCuts(services: readonly HearCut[]): CurrentCut {
  const heard = services.map((): Instant | null | undefined => undefined);
  const startedAt = Date.now();
  const waiting = new Set<() => void>();
  let current: Instant | undefined;

  const values = () => heard.filter((value) => value !== undefined);
  const isEverybodyHeard = () => {
    const count = values().length;
    return count === heard.length || (count > 0 && Date.now() - startedAt > GRACE_MS);
  };

  const update = (): void => {
    if (!isEverybodyHeard() || values().includes(null)) return;
    const least = Math.min(...(values() as Instant[]));
    if (current !== undefined && least <= current) return;
    current = least;
    for (const check of waiting) check();
  };

  const leave = services.map((listen, i) =>
    listen((said) => {
      // A service that starts again says null until it has caught up: what it said before still holds.
      if (said !== undefined && !(said === null && typeof heard[i] === 'number')) heard[i] = said;
      update();
    }),
  );

  return {
    now: () => current,
    status: () => {
      if (current !== undefined) return 'ready';
      return isEverybodyHeard() ? 'importing' : 'starting';
    },
    reached: (instant, within) =>
      new Promise((resolve) => {
        const done = (reached: boolean) => {
          waiting.delete(check);
          clearTimeout(timer);
          resolve(reached);
        };
        const check = () => {
          if (current !== undefined && current >= instant) done(true);
        };
        const timer = setTimeout(() => done(false), within);
        waiting.add(check);
        check();
      }),
    stop: () => {
      for (const end of leave) end();
    },
  };
}
