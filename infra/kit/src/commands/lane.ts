import type { StreamType } from '@qianfan/schema/kernel/decider';
import type { Service } from '@qianfan/schema/kernel/fact';
import type { Instant } from '@qianfan/schema/kernel/instant';
import type { Outcome } from '@qianfan/schema/kernel/receipt';
import type { Pool } from 'pg';
import { ROW_COLUMNS } from '../journal/read.ts';
import type { JournalRow } from '../journal/row.ts';
import { isTransient } from '../postgres/errors.ts';
import {
  decideOne,
  type Mode,
  outcomeOf,
  rejected,
  type Verdict,
  type WorkingSet,
} from './batch.ts';
import { createHolds } from './holds.ts';
import { fatal, type Prepared } from './prepare.ts';
import { createMemory } from './memory.ts';
import { isContended, loadBatch, writeBatch } from './store.ts';

const BATCH_COMMANDS = 512;
const BATCH_BYTES = 8 * 1024 * 1024;
/** How often a batch is decided anew because another process wrote before it could. */
const TRIES = 5;
/** How long a command waits for Postgres to come back before its door is told to try later. */
const PATIENCE_MS = 5_000;

/** What decisions read of other services; `caughtUp` resolves when everything that was there at the call is in. */
export interface Reference {
  at: (knownAt: Instant) => unknown;
  caughtUp: (timeoutMs: number) => Promise<void>;
}

export interface LaneOptions {
  db: Pool;
  service: Service;
  streams: readonly StreamType[];
  reference: Reference;
  onError: (error: unknown, what: string) => void;
}

interface Waiting {
  command: Prepared;
  mayAwait: boolean;
  since: number;
  resolve: (outcome: Outcome) => void;
}

export interface Lane {
  enqueue: (command: Prepared) => Promise<Outcome>;
  /** Nothing waits, is decided or is held back. */
  isIdle: () => boolean;
  /** The journal's mode as the last batch left it; undefined before the first one. */
  mode: () => Mode | undefined;
  stop: () => Promise<void>;
}

/**
 * One loop takes all waiting commands into one transaction (group commit): as many commands share a commit as arrived
 * during the one before. If a batch fails its commands are tried one by one; after a commit of unknown fate the receipts
 * tell.
 */
export function createLane(options: LaneOptions): Lane {
  const { db, service, reference } = options;
  const streamTypes = new Map(options.streams.map((type) => [type.prefix, type]));
  const queue: Waiting[] = [];
  const memory = createMemory();
  let unanswered = 0;
  let mode: Mode | undefined;
  let stopped = false;
  let running: Promise<void> | undefined;

  const wake = () => {
    // a microtask later, so that commands that came together are taken together
    running ??= Promise.resolve()
      .then(run)
      .finally(() => {
        running = undefined;
        if (queue.length > 0 || holds.isReady()) wake();
      });
  };
  const holds = createHolds<Waiting>(() => reference.caughtUp(2_000), wake);

  async function run(): Promise<void> {
    for (;;) {
      for (const { commands, error } of holds.release()) {
        if (error === undefined) queue.unshift(...commands);
        else await waitForPostgres(commands, error);
      }
      if (queue.length === 0) return;
      const batch = take(queue);
      try {
        await settle(batch);
      } catch (error) {
        if (isTransient(error)) await waitForPostgres(batch, error);
        else await oneByOne(batch);
      }
    }
  }

  /** Also for a single one: another process may have taken its id meanwhile, and the second look finds that out. */
  async function oneByOne(batch: Waiting[]): Promise<void> {
    for (const [n, waiting] of batch.entries()) {
      try {
        await settle([waiting]);
      } catch (error) {
        // all that are left wait, so that none overtakes another
        if (isTransient(error)) return waitForPostgres(batch.slice(n), error);
        fail(waiting, error);
      }
    }
  }

  /** What is remembered is tried first; where somebody else wrote meanwhile, the batch is decided anew on what is read. */
  async function settle(batch: Waiting[]): Promise<void> {
    const commands = batch.map(({ command }) => command);
    let recalled = memory.recall(service, commands);
    for (let tries = 1; ; tries += 1) {
      try {
        if (await decideAndWrite(recalled ?? (await loaded(commands)), batch, !!recalled)) return;
      } catch (error) {
        if (!isContended(error) || tries === TRIES) {
          memory.forget();
          throw error;
        }
      }
      recalled = undefined;
    }
  }

  async function loaded(commands: readonly Prepared[]): Promise<WorkingSet> {
    const asked = performance.now();
    const set = await loadBatch(db, service, commands);
    memory.loaded(set, (asked + performance.now()) / 2);
    return set;
  }

  /** False, with nothing done, where something other than a new fact would be answered from memory. */
  async function decideAndWrite(
    set: WorkingSet,
    batch: Waiting[],
    recalled: boolean,
  ): Promise<boolean> {
    const before = set.mode;
    const staged = holds.stage(before);
    const verdicts = batch.map((waiting): Verdict => {
      if (staged.holds(waiting)) return { held: true };
      const verdict = decide(set, waiting);
      if ('held' in verdict) staged.begin(waiting);
      return verdict;
    });
    if (recalled && !verdicts.every(isProven)) return false;
    const changed = await writeBatch(db, set, before);
    staged.keep();
    mode = set.mode;
    if (mode === 'LIVE' && mode === before) memory.keep(set, changed);
    await Promise.all(verdicts.map((verdict, n) => answer(set, verdict, batch[n]!)));
    return true;
  }

  function decide(set: WorkingSet, { command, mayAwait }: Waiting): Verdict {
    try {
      return decideOne(set, streamTypes, reference.at, command, mayAwait);
    } catch (error) {
      options.onError(error, command.spec.type);
      return rejected(command, [fatal('INTERNAL', { requestId: command.id })]);
    }
  }

  async function answer(set: WorkingSet, verdict: Verdict, waiting: Waiting): Promise<void> {
    if ('outcome' in verdict) return waiting.resolve(verdict.outcome);
    if (!('same' in verdict)) return; // in hold
    const { partition, pos } = verdict.same;
    try {
      const inBatch = set.rows.find((row) => row.partition === partition && row.pos === pos);
      waiting.resolve(outcomeOf(service, inBatch ?? (await rowAt(partition, pos))));
    } catch (error) {
      if (isTransient(error)) await waitForPostgres([waiting], error);
      else fail(waiting, error);
    }
  }

  async function rowAt(partition: number, pos: number): Promise<JournalRow> {
    const { rows } = await db.query<JournalRow>(
      `select ${ROW_COLUMNS} from ${service}.journal where partition = $1 and pos = $2`,
      [partition, pos],
    );
    if (!rows[0]) throw new Error(`no fact at ${service}/${partition}/${pos}`);
    return rows[0];
  }

  async function waitForPostgres(batch: Waiting[], error: unknown): Promise<void> {
    options.onError(error, 'postgres');
    await new Promise((done) => setTimeout(done, 100));
    const late = batch.filter(({ since }) => stopped || performance.now() - since > PATIENCE_MS);
    for (const { command, resolve } of late) {
      resolve(rejected(command, [fatal('UNAVAILABLE', { service })]).outcome);
    }
    queue.unshift(...batch.filter((waiting) => !late.includes(waiting)));
  }

  function fail({ command, resolve }: Waiting, error: unknown): void {
    options.onError(error, command.spec.type);
    resolve(rejected(command, [fatal('INTERNAL', { requestId: command.id })]).outcome);
  }

  return {
    enqueue: (command) =>
      new Promise((done) => {
        unanswered += 1;
        const resolve = (outcome: Outcome) => {
          unanswered -= 1;
          done(outcome);
        };
        queue.push({ command, mayAwait: true, since: performance.now(), resolve });
        wake();
      }),
    isIdle: () => unanswered === 0,
    mode: () => mode,
    stop: async () => {
      stopped = true;
      await running;
    },
  };
}

/** Writing the batch proves what became a fact; what waits says nothing yet. */
const isProven = (verdict: Verdict): boolean =>
  'held' in verdict || ('outcome' in verdict && verdict.outcome.status !== 'REJECTED');

/** As many from the front as fit a transaction; at least one. */
function take(queue: Waiting[]): Waiting[] {
  let bytes = 0;
  let count = 0;
  while (count < queue.length && count < BATCH_COMMANDS) {
    bytes += queue[count]!.command.bytes;
    if (count > 0 && bytes > BATCH_BYTES) break;
    count += 1;
  }
  return queue.splice(0, count);
}
