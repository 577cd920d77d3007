import type { Pool, PoolClient, QueryConfig, QueryResultRow } from 'pg';

/** More than the gateway gives a query: for those who left without a word. */
export const LONGEST_READ_SECONDS = 15;

export interface Cancellable {
  /** The rows of a statement, which is cancelled when the signal fires. @throws the signal's reason then */
  rows: <Row extends QueryResultRow>(statement: QueryConfig, signal: AbortSignal) => Promise<Row[]>;
}

/**
 * Statements that do not outlive those who wait for them. `control` has connections of its own, for the word that a
 * statement is to end: those of `pool` may all be busy with such statements.
 */
export function cancellable(pool: Pool, control: Pool): Cancellable {
  const cancel = (client: PoolClient): Promise<unknown> =>
    control.query('select pg_cancel_backend($1)', [processOf(client)]).catch(() => {}); // the statement ends by itself then, or by its own time-out

  return {
    async rows<Row extends QueryResultRow>(statement: QueryConfig, signal: AbortSignal) {
      signal.throwIfAborted();
      const client = await pool.connect();
      let cancelled: Promise<unknown> | undefined;
      const onAbort = (): void => void (cancelled = cancel(client));
      signal.addEventListener('abort', onAbort, { once: true });
      try {
        signal.throwIfAborted();
        return (await client.query<Row>(statement)).rows;
      } catch (error) {
        signal.throwIfAborted();
        throw error;
      } finally {
        signal.removeEventListener('abort', onAbort);
        // What was meant for this statement must not meet another's: the connection is closed.
        await cancelled;
        client.release(cancelled !== undefined);
      }
    },
  };
}

/** pg has it, but not its types. */
const processOf = (client: PoolClient): number =>
  (client as unknown as { processID: number }).processID;
