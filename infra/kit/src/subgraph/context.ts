import type { EntityManager } from '@mikro-orm/postgresql';
import type { Outcome } from '@qianfan/schema/kernel/receipt';
import type { Instant } from '@qianfan/schema/kernel/instant';
import type { Principal } from '../identity/principal.ts';

/** A command as it comes through a door; the importer alone may state `knownAt` and `receivedAt`. */
export interface CommandRequest {
  id: string;
  type: string;
  body: unknown;
  knownAt?: Instant;
  receivedAt?: Instant;
}

/** Rows of a read at the request's cut. Unqualified table names are those of the active read model. */
export type Query = <Row extends object>(
  statement: string,
  values?: readonly unknown[],
) => Promise<Row[]>;

/** What is known of a request before anything of it is resolved. */
export interface ForRequest {
  requestId: string;
  principal: Principal;
  /** The instant T at which the whole request reads. */
  cut: Instant;
  /** Fires when nobody waits for the answer any more: its statements end then. What was submitted is decided all the same. */
  signal: AbortSignal;
}

/** What every resolver is given. */
export interface RequestContext extends Omit<ForRequest, 'principal'> {
  /** Present but for `{ __typename }`. */
  principal: Principal | undefined;
  /** Records: a fork over the active read model, with the filters `asOf` and `scope` on. */
  em: EntityManager;
  /** Metrics: plain SQL over the active read model (`search_path` set). */
  query: Query;
  /** Hands commands to the writer; outcomes in the order of the commands. */
  submit: (commands: readonly CommandRequest[]) => Promise<Outcome[]>;
}
