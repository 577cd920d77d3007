import type { CommandType, StreamType } from '@qianfan/schema/kernel/decider';
import type { Service } from '@qianfan/schema/kernel/fact';
import type { Instant } from '@qianfan/schema/kernel/instant';
import type { Outcome } from '@qianfan/schema/kernel/receipt';
import type { Pool } from 'pg';
import type { Principal } from '../identity/principal.ts';
import type { CommandRequest } from '../subgraph/context.ts';
import { rejected } from './batch.ts';
import type { Reference } from './batch.ts';
import { createLane } from './lane.ts';
import { fatal, type Prepared, preparer } from './prepare.ts';
import { keepRejections } from './rejections.ts';
import { createWaking } from './waking.ts';

/** What waits may fill this much of the process's memory; beyond it a door is told to try later. */
const QUEUE_COMMANDS = 20_000;
const QUEUE_BYTES = 256 * 1024 * 1024;
/** While one lane waits for Postgres the other one decides; more would only make the batches smaller. */
const LANES = 2;

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

/**
 * Two lanes share the partitions of a live journal, each one batch at a time. An import is one order, and so is what
 * comes before the first batch has told the mode: all of it takes the first lane, and the second opens once the first
 * has nothing left.
 */
export function createWriter(options: WriterOptions): Writer {
  const { db, service } = options;
  const prepare = preparer(options.commands);
  const waking = createWaking(db, service);
  const lanes = Array.from({ length: LANES }, () =>
    createLane({ ...options, onWritten: waking.wake }),
  );
  const unanswered = { commands: 0, bytes: 0 };
  let parted = false;
  let stopped = false;

  function laneOf(partition: number) {
    const first = lanes[0]!;
    // once live, always live
    parted ||= first.mode() === 'LIVE' && first.isIdle();
    return parted ? lanes[partition % LANES]! : first;
  }

  async function enqueue(command: Prepared): Promise<Outcome> {
    if (stopped || unanswered.commands >= QUEUE_COMMANDS || unanswered.bytes >= QUEUE_BYTES) {
      return rejected(command, [fatal('UNAVAILABLE', { service })]).outcome;
    }
    unanswered.commands += 1;
    unanswered.bytes += command.bytes;
    const outcome = await laneOf(command.partition).enqueue(command);
    unanswered.commands -= 1;
    unanswered.bytes -= command.bytes;
    return outcome;
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
      await Promise.all(lanes.map((lane) => lane.stop()));
      await waking.stop();
    },
  };
}
