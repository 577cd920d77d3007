import type { StreamType } from '@qianfan/schema/kernel/decider';
import type { Service } from '@qianfan/schema/kernel/fact';
import type { Outcome } from '@qianfan/schema/kernel/receipt';
import { setImmediate } from 'node:timers/promises';
import {
  type Changed,
  decideOne,
  type Mode,
  type Reference,
  rejected,
  type Verdict,
  type WorkingSet,
} from './batch.ts';
import type { Staged } from './holds.ts';
import { fatal, type Prepared } from './prepare.ts';

/** Stream types by their prefixes. */
export const byPrefix = (streams: readonly StreamType[]): ReadonlyMap<string, StreamType> =>
  new Map(streams.map((type) => [type.prefix, type]));

/** After so many decisions the process looks after its connections: what was sent before has to leave, too. */
const BREATH = 64;

export interface DeciderOptions {
  service: Service;
  streams: readonly StreamType[];
  reference: Reference;
  onError: (error: unknown, what: string) => void;
}

export interface Waiting {
  command: Prepared;
  mayAwait: boolean;
  since: number;
  resolve: (outcome: Outcome) => void;
}

/** A batch with what was decided for it, not yet written. */
export interface Decided {
  batch: Waiting[];
  set: WorkingSet;
  before: Mode;
  staged: Staged<Waiting>;
  verdicts: Verdict[];
  changed: readonly Changed[];
}

/** Decides the commands of a batch one after the other upon what is known; `stage` keeps what has to wait. */
export function createDecider(options: DeciderOptions, stage: (mode: Mode) => Staged<Waiting>) {
  const { reference } = options;
  const streamTypes = byPrefix(options.streams);

  function decide(set: WorkingSet, { command, mayAwait }: Waiting): Verdict {
    try {
      return decideOne(set, streamTypes, reference, command, mayAwait);
    } catch (error) {
      options.onError(error, command.spec.type);
      return rejected(command, [fatal('INTERNAL', { requestId: command.id })]);
    }
  }

  function decideStaged(set: WorkingSet, staged: Staged<Waiting>, waiting: Waiting): Verdict {
    if (staged.holds(waiting)) return { held: true };
    const verdict = decide(set, waiting);
    if ('held' in verdict) staged.begin(waiting);
    return verdict;
  }

  return async function decideOn(set: WorkingSet, batch: Waiting[]): Promise<Decided> {
    const before = set.mode;
    const staged = stage(before);
    const verdicts: Verdict[] = [];
    for (const waiting of batch) {
      if (verdicts.length % BREATH === BREATH - 1) await setImmediate();
      verdicts.push(decideStaged(set, staged, waiting));
    }
    const changed = [...set.changed.values()];
    for (const change of changed) change.json = JSON.stringify(change.state);
    return { batch, set, before, staged, verdicts, changed };
  };
}

/** Writing the batch proves what became a fact; what waits says nothing yet. */
export const isProven = (verdict: Verdict): boolean =>
  'held' in verdict || ('outcome' in verdict && verdict.outcome.status !== 'REJECTED');
