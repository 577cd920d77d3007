import type { Service } from '@qianfan/schema/kernel/fact';
import type { Instant } from '@qianfan/schema/kernel/instant';
import type { Pool } from 'pg';
import { readHeads } from '../journal/read.ts';
import type { ReferenceBook } from '../service.ts';
import type { Transport } from '../transport/transport.ts';
import { HISTORY_CLOSED, type Reference } from './batch.ts';

const STEP_MS = 10;

/**
 * Folds other services' facts into a book in memory, from position 1 at every start, and keeps following. Resolves when
 * it has caught up once. It always reads the journals, whatever the transport: a decision needs all of it, now.
 */
export type FollowedReference = Reference & { stop: () => Promise<void> };

export async function followReference(options: {
  db: Pool;
  book: ReferenceBook;
  transport: Transport;
  group: string;
  /** History was closed: the journal of this service goes live. */
  onClosed: () => Promise<void>;
}): Promise<FollowedReference> {
  const { db, book, transport } = options;
  const cursors = new Map<string, number>();
  let latest: Instant = 0;
  const cursor = (source: Service, partition: number) => cursors.get(`${source}/${partition}`) ?? 0;

  const following = await transport.follow({
    group: options.group,
    sources: book.sources,
    cursor,
    onFacts: async (source, partition, facts) => {
      for (const fact of facts) {
        if (fact.pos <= cursor(source, partition)) continue;
        if (fact.type === HISTORY_CLOSED) await options.onClosed();
        book.apply(fact);
        latest = Math.max(latest, fact.knownAt);
        cursors.set(`${source}/${partition}`, fact.pos);
      }
    },
  });

  async function caughtUp(timeoutMs: number): Promise<void> {
    const deadline = performance.now() + timeoutMs;
    for (const source of book.sources) {
      for (const { partition, pos } of await readHeads(db, source)) {
        while (cursor(source, partition) < pos && performance.now() < deadline) {
          await new Promise((done) => setTimeout(done, STEP_MS));
        }
      }
    }
  }

  return { at: book.at, latest: () => latest, caughtUp, stop: following.stop };
}

/** For a service that decides by its own facts alone. */
export const NO_REFERENCE: Reference = {
  at: () => undefined,
  latest: () => 0,
  caughtUp: () => Promise.resolve(),
};
