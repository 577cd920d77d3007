import { canonical } from '@qianfan/schema/kernel/canonical';
import { type Decision, evolved, prefixOf, type StreamType } from '@qianfan/schema/kernel/decider';
import type { Service } from '@qianfan/schema/kernel/fact';
import type { Instant } from '@qianfan/schema/kernel/instant';
import type { Issue } from '@qianfan/schema/kernel/issue';
import type { Outcome } from '@qianfan/schema/kernel/receipt';
import { actsOver } from '../identity/reach.ts';
import type { Head } from '../journal/read.ts';
import { assertStorable, factOf, hashRow, type JournalRow } from '../journal/row.ts';
import { fatal, type Prepared } from './prepare.ts';
import { receiptOf } from './receipt.ts';

export type Mode = 'IMPORTING' | 'LIVE';

/** A state that a batch changed; `isNew`: there was none before. */
export interface Changed {
  key: string;
  stream: string;
  pos: number;
  state: unknown;
  /** Of the code that folded it. */
  version: string;
  isNew: boolean;
  /** As it is stored, once all of the batch is decided. */
  json: string;
}

/** What one transaction holds in memory: the locked heads, the loaded states and receipts, and what it adds to them. */
export interface WorkingSet {
  service: Service;
  mode: Mode;
  /** Server time under the lock, in microseconds. */
  now: Instant;
  heads: Map<number, Head>;
  /** By `stateId`; absent = not loaded, undefined = no state yet. */
  states: Map<string, unknown>;
  /** Those that are stored, in whatever version. */
  stored: ReadonlySet<string>;
  /** First facts by `receiptId`. */
  receipts: Map<string, JournalRow>;
  rows: JournalRow[];
  /** By `stateId`. */
  changed: Map<string, Changed>;
}

export const stateId = (key: string, stream: string): string => `${key}\n${stream}`;
export const receiptId = (institution: string, commandId: string): string =>
  `${institution}\n${commandId}`;

/** `same`: the receipt is that of an earlier fact, still to be read. `held`: decided later, when more is known. */
export type Verdict =
  | { outcome: Outcome }
  | { same: { partition: number; pos: number }; command: Prepared }
  | { held: true };

/**
 * What decisions read of other services; `caughtUp` resolves when everything that was there at the call is in. `latest`:
 * when the newest fact became known that is in: what is decided upon it is known no earlier, though the clock by which
 * this process counts be a little behind.
 */
export interface Reference {
  at: (knownAt: Instant) => unknown;
  latest: () => Instant;
  caughtUp: (timeoutMs: number) => Promise<void>;
}

/** The type of fact that closes history; deciding it makes the journal live. */
export const HISTORY_CLOSED = 'regulators.HistoryClosed.v1';

/**
 * Decides one command against the working set and adds what it decided. Order of the checks: a known command id
 * answers first (so that a killed import resumes and a repeat is harmless), then the mode, then the decision.
 */
export function decideOne(
  set: WorkingSet,
  streamTypes: ReadonlyMap<string, StreamType>,
  reference: Pick<Reference, 'at' | 'latest'>,
  command: Prepared,
  mayAwait: boolean,
): Verdict {
  const earlier = set.receipts.get(receiptId(command.institution, command.id));
  if (earlier) {
    return earlier.digest === command.digest
      ? { outcome: outcomeOf(set.service, earlier) }
      : rejected(command, [fatal('CONFLICT', { id: command.id })]);
  }
  if (set.mode === 'IMPORTING' && command.role !== 'IMPORTER') {
    return rejected(command, [fatal('IMPORTING', {})]);
  }
  if (set.mode === 'LIVE' && command.role === 'IMPORTER') {
    return rejected(command, [fatal('HISTORY_CLOSED', {})]);
  }
  const head = set.heads.get(command.partition)!;
  const knownAt = Math.max(
    set.mode === 'IMPORTING' ? (command.knownAt ?? 0) : Math.max(set.now, reference.latest()),
    head.at + 1,
  );
  if (set.mode === 'IMPORTING' && knownAt > set.now) {
    return rejected(command, [fatal('KNOWN_IN_FUTURE', { id: command.id })]);
  }
  const state = <State>(stream: string) => set.states.get(stateId(command.key, stream)) as State;
  const beyond = areasOf(command, state).find((area) => !actsOver(command, area));
  if (beyond !== undefined) return rejected(command, [fatal('FORBIDDEN', { what: beyond })]);
  const decision: Decision = command.spec.decide({
    id: command.id,
    institution: command.institution,
    role: command.role,
    body: command.body,
    digest: command.digest,
    receivedAt: command.receivedAt,
    knownAt,
    state,
    reference: reference.at(knownAt),
  });
  if ('sameAs' in decision) return { same: decision.sameAs, command };
  if (decision.awaitsReference && mayAwait) return { held: true };
  const first = append(set, streamTypes, command, decision, head, knownAt);
  return { outcome: outcomeOf(set.service, first) };
}

/** Where that lies which a command changes, before and after. */
const areasOf = (
  { spec: { over }, body }: Prepared,
  state: <State>(stream: string) => State | undefined,
): string[] => (typeof over === 'function' ? over(body, state) : []);

/** All of a command's facts or none: the working set is touched once everything has been written and evolved. */
function append(
  set: WorkingSet,
  streamTypes: ReadonlyMap<string, StreamType>,
  command: Prepared,
  decision: Extract<Decision, { facts: unknown }>,
  head: Head,
  knownAt: Instant,
): JournalRow {
  const rows: JournalRow[] = [];
  const changed: WorkingSet['changed'] = new Map();
  let { pos, hash, at } = head;
  let mode = set.mode;
  decision.facts.forEach((fact, ordinal) => {
    at = ordinal === 0 ? knownAt : at + 1;
    pos += 1;
    const row: JournalRow = {
      partition: command.partition,
      pos,
      key: command.key,
      stream: fact.stream,
      type: fact.type,
      institution: command.institution,
      actor: command.actor,
      period: fact.period ?? null,
      receivedAt: command.receivedAt,
      recordedAt: mode === 'LIVE' ? at : set.now,
      knownAt: at,
      commandId: command.id,
      ordinal,
      digest: command.digest,
      synthetic: command.synthetic,
      body: canonical(bounded(fact.body)),
      hash: '',
    };
    assertStorable(row);
    hash = hashRow(hash, row);
    row.hash = hash;
    rows.push(row);
    evolve(set, changed, streamTypes, row);
    if (fact.type === HISTORY_CLOSED) mode = 'LIVE';
  });
  const receipt = rows[0];
  if (!receipt) throw new Error(`${command.spec.type} decided nothing`);
  Object.assign(head, { pos, hash, at });
  set.mode = mode;
  set.rows.push(...rows);
  for (const [id, change] of changed) {
    set.states.set(id, change.state);
    set.changed.set(id, change);
  }
  set.receipts.set(receiptId(command.institution, command.id), receipt);
  return receipt;
}

function evolve(
  set: WorkingSet,
  changed: WorkingSet['changed'],
  streamTypes: ReadonlyMap<string, StreamType>,
  row: JournalRow,
): void {
  const type = streamTypes.get(prefixOf(row.stream));
  if (!type?.on[row.type]) return;
  const id = stateId(row.key, row.stream);
  const before = changed.has(id) ? changed.get(id)!.state : set.states.get(id);
  const state = evolved(type, before, factOf(set.service, row));
  if (state === before || state === undefined) return;
  const isNew = (changed.get(id) ?? set.changed.get(id))?.isNew ?? isAbsent(set, id);
  const { key, stream, pos } = row;
  changed.set(id, { key, stream, pos, state, version: versionOf(type), isNew, json: '' });
}

/** Not where it was never loaded: nothing is known of it then. */
const isAbsent = ({ states, stored }: WorkingSet, id: string): boolean =>
  states.has(id) && states.get(id) === undefined && !stored.has(id);

export const versionOf = (type: StreamType | undefined): string => type?.version ?? '';

export function outcomeOf(service: Service, row: JournalRow): Outcome {
  const receipt = receiptOf(service, row);
  return { status: receipt.outcome, receipt };
}

export const rejected = (command: { id: string }, issues: Issue[]): { outcome: Outcome } => ({
  outcome: { status: 'REJECTED', commandId: command.id, issues },
});

/** Nobody reads more; a fact that lists one for each of 20,000 cells would not fit a topic. */
const ISSUES_MAX = 1_000;

/** The body with its issues cut to a number that can be carried, and how many were left out. */
function bounded(body: { issues?: Issue[] }): object {
  const left = (body.issues?.length ?? 0) - ISSUES_MAX;
  if (!body.issues || left <= 0) return body;
  return {
    ...body,
    issues: [...body.issues.slice(0, ISSUES_MAX), fatal('MORE_ISSUES', { count: left })],
  };
}
