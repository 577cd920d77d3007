import type { Logger } from 'pino';
import { type Patience, patience } from './patience.ts';

/** A patience for each partition of a reader, so that none waits for another. */
export function patiences(log: Logger, signal: AbortSignal) {
  const known = new Map<string, Patience>();
  return {
    of(name: string): Patience {
      const made = known.get(name) ?? patience(log, name, signal);
      known.set(name, made);
      return made;
    },
    /** Forgets all others. */
    keep(names: readonly string[]): void {
      const kept = new Set(names);
      for (const name of [...known.keys()]) if (!kept.has(name)) known.delete(name);
    },
    /** What was said of the first that waits. */
    trouble: (): string | undefined =>
      [...known.values()].map((one) => one.trouble()).find((said) => said !== undefined),
  };
}
