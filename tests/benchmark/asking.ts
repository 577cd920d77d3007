import { Pool } from 'undici';
import type { Demonstrated } from './figure.ts';
import { median, quantile, short, whole } from './measure.ts';
import { type Spending, spendingOf } from './spending.ts';

/** Of a query at the gateway, in milliseconds. */
export const AIM_P95 = 30;
/** So many as a browser opens to one host. */
const CONNECTIONS = 6;
const WARM_UP = 30;

/** A persisted operation with what it is asked with. */
export interface Asked {
  id: string;
  variables: object;
  headers?: Record<string, string>;
}

export interface Answered<Side extends string> {
  /** Milliseconds until the last answer, of each side. */
  times: Record<Side, number[]>;
  bytes: number;
  /** Requests to subgraphs, for each time. */
  calls: number;
  spending: Spending;
  count: number;
}

/**
 * Asks some operations at once, as a page does, so many times and in turn with the headers of each side; every answer must
 * be whole.
 */
export async function timesOf<Side extends string>(
  { system, postmaster }: Demonstrated,
  token: string,
  asks: readonly Asked[],
  sides: Record<Side, Record<string, string>>,
  count: number,
): Promise<Answered<Side>> {
  const pool = new Pool(system.gatewayUrl, { connections: CONNECTIONS });
  const names = Object.keys(sides) as Side[];
  const one = async ({ id, variables, headers }: Asked, side: Side): Promise<number> => {
    const extensions = { persistedQuery: { version: 1, sha256Hash: id } };
    const answer = await pool.request({
      path: '/graphql',
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        authorization: `Bearer ${token}`,
        ...headers,
        ...sides[side],
      },
      body: JSON.stringify({ extensions, variables }),
    });
    const text = await answer.body.text();
    if (answer.statusCode !== 200 || text.includes('"errors"')) throw new Error(text.slice(0, 600));
    return Buffer.byteLength(text);
  };
  let bytes = 0;
  const all = async (side: Side): Promise<number> => {
    const from = performance.now();
    const sizes = await Promise.all(asks.map((asked) => one(asked, side)));
    bytes = sizes.reduce((a, b) => a + b, 0);
    return performance.now() - from;
  };
  try {
    for (let n = 0; n < WARM_UP; n += 1) await all(names[0]!);
    const times = Object.fromEntries(names.map((name) => [name, []])) as unknown as Record<
      Side,
      number[]
    >;
    const from = await calls(system.gatewayUrl);
    const { gateway, ...services } = system.programs;
    const others = Object.entries({ gateway, ...services }).map(
      ([name, program]) => [name, program.pid()!] as const,
    );
    const { spending } = await spendingOf(
      { postmaster, others: Object.fromEntries(others) },
      async () => {
        for (let n = 0; n < count; n += 1) {
          for (const name of names) times[name].push(await all(name));
        }
      },
    );
    const asked = (await calls(system.gatewayUrl)) - from;
    const total = count * names.length;
    return { times, bytes, calls: asked / total, spending, count: total };
  } finally {
    await pool.close();
  }
}

/** Requests to subgraphs that the gateway has made so far. */
async function calls(url: string): Promise<number> {
  const text = await (await fetch(`${url}/metrics`)).text();
  const counts = [...text.matchAll(/^qianfan_gateway_subgraph_calls_total\{.*\} (\d+)$/gm)];
  return counts.reduce((sum, [, count]) => sum + Number(count), 0);
}

/** `p50 8.1, p95 12 ms` */
export const told = (times: readonly number[]): string =>
  `p50 ${short(median(times))}, p95 ${short(quantile(times, 0.95))} ms`;

/** `gateway 730, regulators 4,100, Postgres 900 µs of CPU a request`: those that had something to do. */
export function cpuOf({ spending, count }: Answered<string>): string {
  const parts = Object.entries({ ...spending.others, Postgres: spending.postgres })
    .map(([name, spent]) => [name, (spent / count) * 1e6] as const)
    .filter(([, micro]) => micro >= 50)
    .map(([name, micro]) => `${name} ${whole(micro)}`);
  return `${parts.join(', ')} µs of CPU a request`;
}
