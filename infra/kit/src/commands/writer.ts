import type { CommandType, StreamType } from '@qianfan/schema/kernel/decider';
import type { Service } from '@qianfan/schema/kernel/fact';
import type { Instant } from '@qianfan/schema/kernel/instant';
import type { Outcome } from '@qianfan/schema/kernel/receipt';
import type { Pool } from 'pg';
import type { Principal } from '../identity/principal.ts';
import { ROW_COLUMNS } from '../journal/read.ts';
import type { JournalRow } from '../journal/row.ts';
import { isTransient } from '../postgres/errors.ts';
import type { CommandRequest } from '../subgraph/context.ts';
import { decideOne, outcomeOf, rejected, type Verdict, type WorkingSet } from './batch.ts';
import { createHolds } from './holds.ts';
import { fatal, type Prepared, preparer } from './prepare.ts';
import { keepRejections } from './rejections.ts';
import { commitBatch, openBatch } from './store.ts';

const BATCH_COMMANDS = 512;
const BATCH_BYTES = 8 * 1024 * 1024;
/** What waits may fill this much of the process's memory; beyond it a door is told to try later. */
const QUEUE_COMMANDS = 20_000;
const QUEUE_BYTES = 256 * 1024 * 1024;
/** How long a command waits for Postgres to come back before its door is told to try later. */
const PATIENCE_MS = 5_000;

/** What decisions read of other services; `caughtUp` resolves when everything that was there at the call is in. */
export interface Reference {
  at: (knownAt: Instant) => unknown;
  caughtUp: (timeoutMs: number) => Promise<void>;
}

export interface WriterOptions {
  db: Pool;
  service: Service;
  commands: readonly CommandType[];
  streams: readonly StreamType[];
  reference: Reference;
  now: () => Instant;
  onOutcome?: (outcome: Outcome) => void;
  onError: (error: unknown, what: string) => void;
}

export interface Writer {
  /** Outcomes in the order of the requests; never throws for what a request contains. */
  submit: (
    principal: Principal,
    requests: readonly CommandRequest[],
    door: string,
    receivedAt?: Instant,
  ) => Promise<Outcome[]>;
  stop: () => Promise<void>;
}

interface Waiting {
  command: Prepared;
  mayAwait: boolean;
  since: number;
  resolve: (outcome: Outcome) => void;
}

/**
 * One loop for the whole service takes all waiting commands into one transaction (group commit): as many commands share
 * a commit as arrived during the one before. If a batch fails its commands are tried one by one; after a commit of
 * unknown fate the receipts tell.
 */
export function createWriter(options: WriterOptions): Writer {
  const { db, service, reference } = options;
  const prepare = preparer(options.commands);
  const streamTypes = new Map(options.streams.map((type) => [type.prefix, type]));
  const queue: Waiting[] = [];
  const unanswered = { commands: 0, bytes: 0 };
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

  async function settle(batch: Waiting[]): Promise<void> {
    const client = await db.connect();
    let broken: Error | undefined;
    let verdicts: Verdict[];
    let set: WorkingSet;
    try {
      set = await openBatch(
        client,
        service,
        batch.map(({ command }) => command),
      );
      const before = set.mode;
      const staged = holds.stage(before);
      verdicts = batch.map((waiting) => {
        if (staged.holds(waiting)) return { held: true };
        const verdict = decide(set, waiting);
        if ('held' in verdict) staged.begin(waiting);
        return verdict;
      });
      await commitBatch(client, set, before);
      staged.keep();
    } catch (error) {
      broken = error as Error;
      await client.query('rollback').catch(() => undefined);
      throw error;
    } finally {
      client.release(broken && isTransient(broken) ? broken : undefined);
    }
    await Promise.all(verdicts.map((verdict, n) => answer(set, verdict, batch[n]!)));
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
    const inBatch = set.rows.find((row) => row.partition === partition && row.pos === pos);
    const row = inBatch ?? (await rowAt(partition, pos));
    return waiting.resolve(outcomeOf(service, row));
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

  function enqueue(command: Prepared): Promise<Outcome> {
    if (stopped || unanswered.commands >= QUEUE_COMMANDS || unanswered.bytes >= QUEUE_BYTES) {
      return Promise.resolve(rejected(command, [fatal('UNAVAILABLE', { service })]).outcome);
    }
    unanswered.commands += 1;
    unanswered.bytes += command.bytes;
    return new Promise((done) => {
      const resolve = (outcome: Outcome) => {
        unanswered.commands -= 1;
        unanswered.bytes -= command.bytes;
        done(outcome);
      };
      queue.push({ command, mayAwait: true, since: performance.now(), resolve });
      wake();
    });
  }

  return {
    submit: async (principal, requests, door, receivedAt = options.now()) => {
      const outcomes = await Promise.all(
        requests.map(async (request) => {
          const prepared = prepare(principal, request, receivedAt);
          return 'command' in prepared
            ? enqueue(prepared.command)
            : rejected(request, prepared.issues).outcome;
        }),
      );
      const junk = outcomes.flatMap((outcome, n) =>
        outcome.status === 'REJECTED' && !outcome.issues.some(({ code }) => code === 'UNAVAILABLE')
          ? [
              {
                institution: principal.institution,
                door,
                commandId: outcome.commandId,
                issues: outcome.issues,
                excerpt: JSON.stringify(requests[n]!.body ?? null).slice(0, 500),
              },
            ]
          : [],
      );
      if (junk.length > 0) {
        await keepRejections(db, service, junk).catch((error: unknown) =>
          options.onError(error, 'rejections'),
        );
      }
      if (options.onOutcome) outcomes.forEach(options.onOutcome);
      return outcomes;
    },
    stop: async () => {
      stopped = true;
      await running;
    },
  };
}

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
