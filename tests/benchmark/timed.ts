import type pg from 'pg';

/** How often each statement of the writer was sent, and milliseconds until its answers in all. */
export type Steps = Map<string, { count: number; ms: number }>;

type AnyQuery = (...args: unknown[]) => Promise<unknown>;

/** The same pool, keeping time of what the writer asks of it: `load` and `write` are one statement each. */
export function timed(pool: pg.Pool, steps: Steps): pg.Pool {
  const ask = pool.query.bind(pool) as AnyQuery;
  const query = async (...args: unknown[]): Promise<unknown> => {
    const from = performance.now();
    try {
      return await ask(...args);
    } finally {
      const step = (args[0] as { name: string }).name.split('-')[0]!;
      const { count, ms } = steps.get(step) ?? { count: 0, ms: 0 };
      steps.set(step, { count: count + 1, ms: ms + performance.now() - from });
    }
  };
  return new Proxy(pool, {
    get: (target, name) => (name === 'query' ? query : Reflect.get(target, name, target)),
  });
}
