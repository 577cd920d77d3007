import { demoAccounts } from '@qianfan/kit/identity/accounts';
import { Pool } from 'undici';
import { answerTo, mixOf, type Mixed } from './dashboard-mix.ts';
import type { Bench, Demonstrated, Figure, Place } from './figure.ts';
import { median, quantile, short, whole } from './measure.ts';
import { correct, filedReturns } from './revisions.ts';
import { type Spending, spendingOf } from './spending.ts';

/** Of a query at the gateway, in milliseconds. */
const AIM_P95 = 30;
/** As known then, beside as known now. */
const AIM_AS_OF = 2;
const AS_OF = '2025-03-01';
/** After the more revisions, beside before. */
const AIM_FLAT = 1.25;
const REVISIONS = 4;
const REQUESTS = 150;
const RECEIPTS = 40;

/** Each query of the dashboard mix over the province, as known now and then, before and after five times the history. */
export const dashboard: Bench = {
  name: 'dashboard',
  run: async (place) => {
    const demonstrated = await place.province();
    const token = await demonstrated.token(demoAccounts.regulator);
    const { regions } = await answerTo<{ regions: { code: string }[] }>(
      demonstrated,
      token,
      '{ regions(level: COUNTY) { code } }',
    );
    const mix = mixOf(regions.map(({ code }) => code));
    const { facts, seconds } = demonstrated.played;
    const load: Figure = {
      name: 'dashboard.load',
      what: 'the province, through the door until it can be read',
      measured: `${whole(facts)} facts in ${short(seconds)} s, ${whole(facts / seconds)}/s`,
      beside: '60 s for npm start, cold',
      ratio: null,
      aim: '',
      met: null,
      limitedBy: 'returns of up to a hundred counties: their size, not their number',
      numbers: { facts, seconds },
    };
    const before: Measured[] = [];
    for (const asked of mix) before.push(await measure(place, demonstrated, token, asked));
    const returns = filedReturns(place.scaled(1) < 1 ? 0 : 1);
    const receipts = await receiptToFigure(place, demonstrated, token, returns);
    place.say(`dashboard: ${REVISIONS} more revisions of every return`);
    for (let n = 0; n < REVISIONS; n += 1) {
      for (const [institution, filed] of returns) await correct(demonstrated, institution, filed);
    }
    const figures: Figure[] = [load, receipts];
    for (const [n, asked] of mix.entries()) {
      const after = await measure(place, demonstrated, token, asked);
      figures.push(...figuresOf(asked, before[n]!, after));
    }
    return figures;
  },
};

interface Measured {
  now: number[];
  past: number[];
  bytes: number;
  calls: number;
  spending: Spending;
}

async function measure(
  place: Place,
  { system, postmaster }: Demonstrated,
  token: string,
  { id, what, variables }: Mixed,
): Promise<Measured> {
  place.say(`dashboard, ${what}`);
  const pool = new Pool(system.gatewayUrl, { connections: 1 });
  const extensions = { persistedQuery: { version: 1, sha256Hash: id } };
  const body = JSON.stringify({ extensions, variables });
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${token}` };
  let bytes = 0;
  const ask = async (more: Record<string, string>): Promise<number> => {
    const from = performance.now();
    const answer = await pool.request({
      path: '/graphql',
      method: 'POST',
      headers: { ...headers, ...more },
      body,
    });
    const text = await answer.body.text();
    if (answer.statusCode !== 200 || text.includes('"errors"')) throw new Error(text.slice(0, 600));
    bytes = Buffer.byteLength(text);
    return performance.now() - from;
  };
  try {
    const count = Math.max(40, Math.ceil(place.scaled(REQUESTS)));
    for (let n = 0; n < 30; n += 1) await ask({});
    const [now, past]: [number[], number[]] = [[], []];
    const from = await calls(system.gatewayUrl);
    const { spending } = await spendingOf(
      {
        postmaster,
        others: {
          gateway: system.programs.gateway.pid()!,
          regulators: system.programs.regulators.pid()!,
        },
      },
      async () => {
        for (let n = 0; n < count; n += 1) {
          now.push(await ask({}));
          past.push(await ask({ 'as-of': AS_OF }));
        }
      },
    );
    const asked = (await calls(system.gatewayUrl)) - from;
    return { now, past, bytes, calls: asked / (2 * count), spending };
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

/** From the receipt of a correction until the province's figure that holds it is answered. */
async function receiptToFigure(
  place: Place,
  demonstrated: Demonstrated,
  token: string,
  returns: ReturnType<typeof filedReturns>,
): Promise<Figure> {
  place.say('dashboard, from receipt to figure');
  const took: number[] = [];
  for (const [institution, filed] of [...returns].slice(0, RECEIPTS)) {
    const knownAt = await correct(demonstrated, institution, filed, filed.length - 1);
    const from = performance.now();
    const query =
      '{ observation(figure: {metric: "LN_BAL", population: "HNTE", period: "2025-02"}) { value } }';
    for (;;) {
      const answered = await answerTo(demonstrated, token, query, {}, { 'min-cut': knownAt }).catch(
        (error: unknown) => {
          if (!String(error).includes('NOT_YET_AVAILABLE')) throw error;
        },
      );
      if (answered) break;
    }
    took.push(performance.now() - from);
  }
  return {
    name: 'dashboard.receipt',
    what: "from a return's receipt to the province's figure with it",
    measured: `p50 ${short(median(took))}, p95 ${short(quantile(took, 0.95))} ms`,
    beside: '',
    ratio: null,
    aim: '',
    met: null,
    limitedBy: 'the cut of idle partitions, which moves five times a second',
    numbers: { p50: median(took), p95: quantile(took, 0.95) },
  };
}

function figuresOf({ name, what }: Mixed, before: Measured, after: Measured): Figure[] {
  const p95 = quantile(before.now, 0.95);
  const asOf = median(before.past) / median(before.now);
  const flat = median(after.now) / median(before.now);
  const { spending, now, past } = before;
  const each = (spent: number) => `${whole((spent / (now.length + past.length)) * 1e6)}`;
  const cpu = `gateway ${each(spending.others['gateway']!)}, regulators ${each(spending.others['regulators']!)}, Postgres ${each(spending.postgres)} µs of CPU a request`;
  const told = (times: readonly number[]) =>
    `p50 ${short(median(times))}, p95 ${short(quantile(times, 0.95))} ms`;
  return [
    {
      name: `dashboard.${name}`,
      what: `dashboard, ${what}`,
      measured: `${told(now)} (${whole(before.bytes)} B, ${short(before.calls)} subgraph calls)`,
      beside: `${AIM_P95} ms`,
      ratio: p95 / AIM_P95,
      aim: `p95 ≤ ${AIM_P95} ms`,
      met: p95 <= AIM_P95,
      limitedBy: cpu,
      numbers: { p50: median(now), p95, calls: before.calls },
    },
    {
      name: `dashboard.${name}.asof`,
      what: `the same as known on ${AS_OF}`,
      measured: told(past),
      beside: `${short(median(now))} ms now`,
      ratio: asOf,
      aim: `≤ ${AIM_AS_OF} ×`,
      met: asOf <= AIM_AS_OF,
      limitedBy: 'the same statements; nothing is kept for now alone',
      numbers: { p50: median(past), p95: quantile(past, 0.95) },
    },
    {
      name: `dashboard.${name}.five`,
      what: 'the same with five times the history',
      measured: `${told(after.now)}; then ${told(after.past)}`,
      beside: `${short(median(now))} ms before`,
      ratio: flat,
      aim: `flat (≤ ${AIM_FLAT} ×)`,
      met: flat <= AIM_FLAT,
      limitedBy: 'revisions that are no longer known lie between those that are',
      numbers: { p50: median(after.now), p95: quantile(after.now, 0.95), asOf: median(after.past) },
    },
  ];
}
