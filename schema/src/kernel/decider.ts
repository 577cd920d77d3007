import type { TSchema } from 'typebox';
import type { Fact, Position } from './fact.ts';
import type { Instant } from './instant.ts';

export const ROLES = [
  'REGULATOR',
  'AUDITOR',
  'IMPORTER',
  'BANK',
  'INSURER',
  'PROGRAMME',
  /** A city's or county's desk of a programme. */
  'PROGRAMME_REGION',
  /** 人民银行、地方金融管理局、财政 … */
  'AUTHORITY',
  'ASSOCIATION',
  'GUARANTOR',
  /** What follows from a fact by itself. */
  'SERVICE',
  'PUBLIC',
] as const;
export type Role = (typeof ROLES)[number];

/** What a decision makes; the shell adds position, times, actor and hash. */
export interface NewFact {
  stream: string;
  type: string;
  period?: string | null;
  body: object;
}

/** Everything that a decision may know. No clock, no ids, no I/O: the same input gives the same decision for ever. */
export interface DecisionInput<Body, Reference> {
  id: string;
  /** For whom the command acts, and in what role its sender is here. */
  institution: string;
  role: Role;
  body: Body;
  /** sha256 over the canonical body, made by the shell. */
  digest: string;
  /** Arrival at the door; decides lateness. */
  receivedAt: Instant;
  /** The instant as of which reference data is read; the facts are known from a little later. */
  knownAt: Instant;
  /** The state of one of the streams that the command named; `undefined` before its first fact. */
  state: <State>(stream: string) => State | undefined;
  reference: Reference;
}

/**
 * `facts`: at least one; the first is the receipt.
 * `sameAs`: what was submitted is known already (through another door): the receipt is that of an earlier fact.
 * `awaitsReference`: refused only because reference data is missing; the shell waits for it and asks once more.
 */
export type Decision =
  | { facts: NewFact[]; awaitsReference?: boolean }
  | { sameAs: Pick<Position, 'partition' | 'pos'> };

/** One thing that a principal may ask for. Pure data and pure functions; the shell of `infra/kit` runs it. */
export interface CommandType<Body = any, Reference = any> {
  /** `banks.SubmitReturn` */
  type: string;
  schema: TSchema;
  roles: readonly Role[];
  /**
   * What it changes. OWN: what is that of the institution for which it acts. PROVINCE: what is the whole province's. Or
   * the areas in which that lies which it changes, before and after. Who is bounded by a jurisdiction must cover all of it.
   */
  over:
    | 'OWN'
    | 'PROVINCE'
    | ((body: Body, state: DecisionInput<Body, Reference>['state']) => string[]);
  /** The institution for which the body claims to act; must be the principal's own (regulators and importers act for all). */
  actsFor: (body: Body) => string | undefined;
  key: (body: Body, institution: string) => string;
  /** The streams, all of the command's own key, whose states the decision reads. */
  streams: (body: Body, institution: string) => string[];
  /** A normal form, so that the same content has one digest whatever the door; default: the body itself. */
  normal?: (body: Body) => Body;
  decide: (input: DecisionInput<Body, Reference>) => Decision;
}

/**
 * How the facts of streams with this prefix (`return` of `return:2024-12`) change its state, by versioned fact type; one
 * that is not named changes nothing. States are plain JSON.
 */
export interface StreamType<State = any> {
  prefix: string;
  /** Another where a state may be another: a stored one of another version is folded anew. */
  version?: string;
  on: Readonly<Record<string, (state: State | undefined, fact: Fact<any>) => State | undefined>>;
}

/** The state after a fact of its stream. */
export const evolved = <State>(
  type: StreamType<State> | undefined,
  state: State | undefined,
  fact: Fact<any>,
): State | undefined => {
  const evolve = type?.on[fact.type];
  return evolve ? evolve(state, fact) : state;
};

/** `return` of `return:2024-12`. */
export const prefixOf = (stream: string): string => stream.slice(0, stream.indexOf(':'));
