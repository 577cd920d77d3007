import type pg from 'pg';

/** How often each step of the writer was taken, and milliseconds in all. */
export type Steps = Map<string, { count: number; ms: number }>;

type AnyQuery = (...args: unknown[]) => Promise<unknown>;

/**
 * The same pool, whose clients keep time of what the writer asks of them. Statements travel together: each is counted
 * from the answer before it, so that their times add up to the clock's.
 */
export function timed(pool: pg.Pool, steps: Steps): pg.Pool {
  const known = new WeakSet<pg.PoolClient>();
  const connect = pool.connect.bind(pool) as () => Promise<pg.PoolClient>;
  const timing = async (): Promise<pg.PoolClient> => {
    const client = await connect();
    if (known.has(client)) return client;
    known.add(client);
    const query = client.query.bind(client) as AnyQuery;
    let answered = 0;
    client.query = (async (...args: unknown[]) => {
      const from = performance.now();
      try {
        return await query(...args);
      } finally {
        const step = stepOf(args[0] as string | { name: string });
        const before = steps.get(step) ?? { count: 0, ms: 0 };
        const ms = before.ms + performance.now() - Math.max(from, answered);
        steps.set(step, { count: before.count + 1, ms });
        answered = performance.now();
      }
    }) as unknown as pg.PoolClient['query'];
    return client;
  };
  return new Proxy(pool, {
    get: (target, name) => (name === 'connect' ? timing : Reflect.get(target, name, target)),
  });
}

/** `begin`, `commit`; prepared statements are called `lock-banks`, `load-banks`, `write-banks`. */
const stepOf = (query: string | { name: string }): string =>
  typeof query === 'string' ? query.split(' ')[0]! : query.name.split('-')[0]!;
