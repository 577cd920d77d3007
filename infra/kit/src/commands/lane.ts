import type { Outcome } from '@qianfan/schema/kernel/receipt';
import type { Pool } from 'pg';
import { ROW_COLUMNS } from '../journal/read.ts';
import type { JournalRow } from '../journal/row.ts';
import { isTransient } from '../postgres/errors.ts';
import { type Mode, outcomeOf, rejected, type Verdict, type WorkingSet } from './batch.ts';
import {
  byPrefix,
  createDecider,
  type Decided,
  type DeciderOptions,
  isProven,
  type Waiting,
} from './deciding.ts';
import { createHolds } from './holds.ts';
import { fatal, type Prepared } from './prepare.ts';
import { createMemory } from './memory.ts';
import { isContended, loadBatch } from './store.ts';
import { send, writingOf } from './writing.ts';

const BATCH_COMMANDS = 512;
const BATCH_BYTES = 8 * 1024 * 1024;
/** How often a batch is decided anew because another process wrote before it could. */
const TRIES = 5;
/** How long a command waits for Postgres to come back before its door is told to try later. */
const PATIENCE_MS = 5_000;

export interface LaneOptions extends DeciderOptions {
  db: Pool;
  onWritten: () => void;
}

/** A batch that is being written while the next one is decided upon it. */
interface Flight {
  landed: Promise<void>;
  isOver: boolean;
  /** Set where it was not written as it was decided: those of it that have to wait in the queue again. */
  left: Waiting[] | undefined;
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
  const queue: Waiting[] = [];
  const memory = createMemory();
  const streamTypes = byPrefix(options.streams);
  let unanswered = 0;
  let mode: Mode | undefined;
  let stopped = false;
  let running: Promise<void> | undefined;
  let flight: Flight | undefined;
  /** Something came while a flight was waited for. */
  let rouse = (): void => {};

  const wake = () => {
    rouse();
    // a microtask later, so that commands that came together are taken together
    running ??= Promise.resolve()
      .then(run)
      .finally(() => {
        running = undefined;
        if (queue.length > 0 || holds.isReady()) wake();
      });
  };
  const holds = createHolds<Waiting>(() => reference.caughtUp(2_000), wake);
  const decideOn = createDecider(options, holds.stage);

  async function run(): Promise<void> {
    for (;;) {
      if (flight && (flight.isOver || holds.isReady())) await land();
      for (const { commands, error } of holds.release()) {
        queue.unshift(...(error === undefined ? commands : await waitForPostgres(commands, error)));
      }
      if (queue.length > 0) await next(take(queue));
      else if (flight) await Promise.race([flight.landed, new Promise<void>((r) => (rouse = r))]);
      else return;
    }
  }

  /** The batch is decided while the one ahead of it is being written, and goes back where that one does. */
  async function next(batch: Waiting[]): Promise<void> {
    const decided = await decideFromMemory(batch);
    if (flight && !(await land(batch))) return;
    if (decided && mayFly(decided)) flight = fly(decided);
    else queue.unshift(...(await settle(batch, decided)));
  }

  function fly(decided: Decided): Flight {
    memory.keep(decided.set, decided.changed);
    const flying: Flight = { isOver: false, left: undefined, landed: Promise.resolve() };
    flying.landed = write(decided, true)
      .catch(async (error: unknown) => {
        memory.forget();
        flying.left = await failed(decided.batch, error);
      })
      .finally(() => {
        flying.isOver = true;
      });
    return flying;
  }

  /** False where the flight came back, and what was decided upon it with it. */
  async function land(behind: Waiting[] = []): Promise<boolean> {
    const { landed } = flight!;
    await landed;
    const { left } = flight!;
    flight = undefined;
    if (left) queue.unshift(...left, ...behind);
    return !left;
  }

  /** Returns those that have to wait in the queue again. */
  async function settle(batch: Waiting[], decided?: Decided): Promise<Waiting[]> {
    try {
      await write(decided ?? (await decideFromStore(batch)));
      return [];
    } catch (error) {
      return failed(batch, error);
    }
  }

  async function failed(batch: Waiting[], error: unknown): Promise<Waiting[]> {
    try {
      if (!isContended(error)) throw error;
      await writeAnew(batch);
      return [];
    } catch (last) {
      memory.forget();
      return isTransient(last) ? waitForPostgres(batch, last) : oneByOne(batch);
    }
  }

  /** Also for a single one: another process may have taken its id meanwhile, and the second look finds that out. */
  async function oneByOne(batch: Waiting[]): Promise<Waiting[]> {
    for (const [n, waiting] of batch.entries()) {
      try {
        await writeAnew([waiting]);
      } catch (error) {
        memory.forget();
        // all that are left wait, so that none overtakes another
        if (isTransient(error)) return waitForPostgres(batch.slice(n), error);
        fail(waiting, error);
      }
    }
    return [];
  }

  /** Decided on what is read, again where somebody else wrote meanwhile. */
  async function writeAnew(batch: Waiting[]): Promise<void> {
    for (let tries = 1; ; tries += 1) {
      try {
        return await write(await decideFromStore(batch));
      } catch (error) {
        if (!isContended(error) || tries === TRIES) throw error;
      }
    }
  }

  /** Undefined where something other than a new fact would be answered from memory. */
  async function decideFromMemory(batch: Waiting[]): Promise<Decided | undefined> {
    const recalled = memory.recall(service, commandsOf(batch));
    if (!recalled) return undefined;
    const { set, assumed } = recalled;
    const decided = await decideOn(set, batch);
    const isNew = (id: string) => set.changed.get(id)?.isNew ?? false;
    if (!assumed.every(isNew)) memory.doubt();
    else if (decided.verdicts.every(isProven)) return decided;
    return undefined;
  }

  async function decideFromStore(batch: Waiting[]): Promise<Decided> {
    const asked = performance.now();
    const set = await loadBatch(db, service, commandsOf(batch), streamTypes);
    memory.loaded(set, (asked + performance.now()) / 2);
    return decideOn(set, batch);
  }

  async function write(decided: Decided, isFlying = false): Promise<void> {
    const { batch, set, before, staged, verdicts, changed } = decided;
    if (set.rows.length > 0) {
      await send(db, writingOf(set, before, changed));
      options.onWritten();
    }
    staged.keep();
    mode = set.mode;
    if (mode === before && !isFlying) memory.keep(set, changed);
    await Promise.all(verdicts.map((verdict, n) => answer(set, verdict, batch[n]!)));
  }

  async function answer(set: WorkingSet, verdict: Verdict, waiting: Waiting): Promise<void> {
    if ('outcome' in verdict) return waiting.resolve(verdict.outcome);
    if (!('same' in verdict)) return; // in hold
    const { partition, pos } = verdict.same;
    try {
      const inBatch = set.rows.find((row) => row.partition === partition && row.pos === pos);
      waiting.resolve(outcomeOf(service, inBatch ?? (await rowAt(partition, pos))));
    } catch (error) {
      if (isTransient(error)) queue.unshift(...(await waitForPostgres([waiting], error)));
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

  /** Returns those that have not waited too long. */
  async function waitForPostgres(batch: Waiting[], error: unknown): Promise<Waiting[]> {
    options.onError(error, 'postgres');
    await new Promise((done) => setTimeout(done, 100));
    const late = batch.filter(({ since }) => stopped || performance.now() - since > PATIENCE_MS);
    for (const { command, resolve } of late) {
      resolve(rejected(command, [fatal('UNAVAILABLE', { service })]).outcome);
    }
    return batch.filter((waiting) => !late.includes(waiting));
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

const commandsOf = (batch: readonly Waiting[]): Prepared[] => batch.map(({ command }) => command);

/** Only in an import, which is one order: live, the other lane decides meanwhile. What is held back must be known first. */
const mayFly = ({ set, before, verdicts }: Decided): boolean =>
  before === 'IMPORTING' &&
  set.mode === before &&
  set.rows.length > 0 &&
  !verdicts.some((verdict) => 'held' in verdict);

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
