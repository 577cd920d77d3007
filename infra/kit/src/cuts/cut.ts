import type { Instant } from '@qianfan/schema/kernel/instant';
import type { Readable } from './readable.ts';

const POLL_MS = 100;
const STEP_MS = 15;

export interface Cut {
  /** The latest instant at which a read is complete; never moves back. `undefined` until there is one. */
  current: () => Instant | undefined;
  /** How many facts can be read at `current`. */
  facts: () => number;
  /** Resolves to whether T became readable in time. */
  reached: (at: Instant, timeoutMs: number) => Promise<boolean>;
  /** Whether the last look failed: the database is away. */
  failing: () => boolean;
  stop: () => void;
}

/** Polls `read` and remembers the highest answer; while `read` fails the last one stands. */
export async function followCut(
  read: () => Promise<Readable | undefined>,
  onError: (error: unknown) => void,
): Promise<Cut> {
  let current: Instant | undefined;
  let facts = 0;
  let failing = false;
  let stopped = false;
  const poll = async () => {
    try {
      const found = await read();
      failing = false;
      if (found === undefined) return;
      current = Math.max(current ?? found.at, found.at);
      facts = found.facts;
    } catch (error) {
      failing = true;
      onError(error);
    }
  };
  await poll();
  const loop = async () => {
    while (!stopped) {
      await pause(POLL_MS);
      await poll();
    }
  };
  void loop();
  return {
    current: () => current,
    facts: () => facts,
    reached: async (at, timeoutMs) => {
      const deadline = performance.now() + timeoutMs;
      while (current === undefined || current < at) {
        if (stopped || performance.now() > deadline) return false;
        await pause(STEP_MS);
        await poll();
      }
      return true;
    },
    failing: () => failing,
    stop: () => {
      stopped = true;
    },
  };
}

const pause = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms));
