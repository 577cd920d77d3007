import type { Position } from './fact.ts';
import type { Instant } from './instant.ts';
import type { Issue } from './issue.ts';

/** The first fact of a command, told to who sent it. The same command always gets the same receipt. */
export interface Receipt extends Position {
  commandId: string;
  institution: string;
  type: string;
  outcome: 'ACCEPTED' | 'REFUSED';
  knownAt: Instant;
  digest: string;
  hash: string;
  /** Why it was refused, or warnings beside an acceptance. */
  issues: Issue[];
}

/** What a door answers: a receipt, or an answer that left no fact (junk, foreign institution, conflict). */
export type Outcome =
  | { status: 'ACCEPTED' | 'REFUSED'; receipt: Receipt }
  | { status: 'REJECTED'; commandId: string; issues: Issue[] };
