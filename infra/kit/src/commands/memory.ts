import type { Head } from '../journal/read.ts';
import { type Changed, type Mode, stateId, type WorkingSet } from './batch.ts';
import type { Prepared } from './prepare.ts';

/** States that were written last are kept up to this much JSON. */
const STATES_BYTES = 32 * 1024 * 1024;
/** A larger one is read again: it belongs to a return, which comes once a month. */
const STATE_BYTES_MAX = 16 * 1024;
/** Postgres' clock is asked anew after this many milliseconds of this process's. */
const CLOCK_MS = 10_000;
/** So many batches are read for after one in which something was not as new as it looked. */
const DOUBTS = 16;

export interface Recalled {
  set: WorkingSet;
  /** By `stateId`: nothing is remembered of these, so they are taken for new; copying in their states proves it. */
  assumed: string[];
}

/**
 * What a lane knows of its partitions since its last batch: a head that nobody else has moved, and states as of that
 * head. It may be out of date, for another process may have written; the writing statement finds that out.
 */
export interface Memory {
  /** A working set without asking Postgres, where all that the commands need is remembered, receipts excepted. */
  recall: (service: WorkingSet['service'], commands: readonly Prepared[]) => Recalled | undefined;
  /** What was assumed could not be proven. */
  doubt: () => void;
  /** What was read: the time of Postgres at this process's `at`, and heads, which tell whether others wrote. */
  loaded: (set: WorkingSet, at: number) => void;
  keep: (set: WorkingSet, changed: readonly Changed[]) => void;
  forget: () => void;
}

export function createMemory(): Memory {
  const heads = new Map<number, Head>();
  const states = new Map<string, { state: unknown; bytes: number }>();
  let bytes = 0;
  let clock = { now: 0, at: -Infinity };
  let mode: Mode = 'IMPORTING';
  let doubts = 0;

  const drop = (id: string): void => {
    bytes -= states.get(id)?.bytes ?? 0;
    states.delete(id);
  };

  const forget = (): void => {
    heads.clear();
    states.clear();
    bytes = 0;
  };

  return {
    recall: (service, commands) => {
      const elapsed = performance.now() - clock.at;
      if (elapsed > CLOCK_MS) return undefined;
      const set: WorkingSet = {
        service,
        mode,
        now: clock.now + Math.floor(elapsed * 1000),
        heads: new Map(),
        states: new Map(),
        stored: new Set(),
        receipts: new Map(),
        rows: [],
        changed: new Map(),
      };
      const assumed: string[] = [];
      for (const { key, partition, streams } of commands) {
        const head = heads.get(partition);
        if (!head) return undefined;
        set.heads.set(partition, { ...head });
        for (const stream of streams) {
          const id = stateId(key, stream);
          const known = states.get(id);
          if (!known && !set.states.has(id)) assumed.push(id);
          set.states.set(id, known?.state);
        }
      }
      if (assumed.length === 0 || doubts === 0) return { set, assumed };
      doubts -= 1;
      return undefined;
    },
    doubt: () => {
      doubts = DOUBTS;
    },
    loaded: (set, at) => {
      clock = { now: set.now, at };
      const isMoved = ({ partition, pos }: Head) => (heads.get(partition)?.pos ?? pos) !== pos;
      if ([...set.heads.values()].some(isMoved)) forget();
    },
    keep: (set, changed) => {
      mode = set.mode;
      for (const [partition, head] of set.heads) heads.set(partition, head);
      for (const { key, stream, state, isNew, json } of changed) {
        const id = stateId(key, stream);
        if (!isNew) drop(id);
        if (json.length > STATE_BYTES_MAX) continue;
        states.set(id, { state, bytes: json.length });
        bytes += json.length;
      }
      for (const id of states.keys()) {
        if (bytes <= STATES_BYTES) break;
        drop(id);
      }
    },
    forget,
  };
}
