import { demoAccounts } from '@qianfan/kit/identity/accounts';
import { SERVICES } from '@qianfan/schema/kernel/fact';
import { operations } from '../support/operations.ts';
import { viewAsks, type ViewAsks } from '../support/view-asks.ts';
import { AIM_P95, type Answered, type Asked, cpuOf, timesOf, told } from './asking.ts';
import type { Bench, Demonstrated, Figure, Place } from './figure.ts';
import { median, quantile, seconds, short, whole } from './measure.ts';

const REQUESTS = 100;

/** What each view of the page sends: operation by operation, and all at once as the page does it. */
export const views: Bench = {
  name: 'views',
  run: async (place) => {
    const demonstrated = await place.province();
    const figures: Figure[] = [];
    for (const view of viewAsks()) figures.push(...(await measure(place, demonstrated, view)));
    figures.push(await replayed(place, demonstrated));
    return figures;
  },
};

async function measure(
  place: Place,
  demonstrated: Demonstrated,
  { view, as, asks }: ViewAsks,
): Promise<Figure[]> {
  const token = await demonstrated.token(demoAccounts[as]);
  const count = Math.max(40, Math.ceil(place.scaled(REQUESTS)));
  const asked = asks.map(({ operation, of, variables, asOf, pressed }) => ({
    id: operations.find(({ name }) => name === operation)!.id,
    name: of ? `${operation} (${of})` : operation,
    variables,
    isFirst: pressed === undefined,
    ...(asOf && { headers: { 'as-of': asOf } }),
  }));
  const times = async (of: readonly Asked[]) => {
    const answered = await timesOf(demonstrated, token, of, { now: {} }, count);
    return { ...answered, now: answered.times.now };
  };
  const figures: Figure[] = [];
  for (const one of asked) {
    place.say(`views, ${view}: ${one.name}`);
    const answered = await times([one]);
    const p95 = quantile(answered.now, 0.95);
    figures.push({
      ...shown(`${view}.${one.name}`, `${view}: ${one.name}`, answered),
      beside: `${AIM_P95} ms`,
      ratio: p95 / AIM_P95,
      aim: `p95 ≤ ${AIM_P95} ms`,
      met: p95 <= AIM_P95,
    });
  }
  const first = asked.filter(({ isFirst }) => isFirst);
  if (first.length > 1) {
    const what = `${view}: all ${first.length} at once`;
    figures.push(shown(`${view}.all`, what, await times(first)));
  }
  return figures;
}

function shown(name: string, what: string, answered: Answered<'now'>): Figure {
  const { now } = answered.times;
  const { calls, bytes } = answered;
  return {
    name: `views.${name}`,
    what,
    measured: `${told(now)} (${whole(bytes)} B, ${short(calls)} subgraph calls)`,
    beside: '',
    ratio: null,
    aim: '',
    met: null,
    limitedBy: cpuOf(answered),
    numbers: { p50: median(now), p95: quantile(now, 0.95), calls, bytes },
  };
}

/** The auditor's replay up to now, service after service, as the page asks for it. */
async function replayed(place: Place, { system, token, played }: Demonstrated): Promise<Figure> {
  place.say('views, replay: all of history');
  const authorization = `Bearer ${await token(demoAccounts.auditor)}`;
  const headers = { authorization, 'content-type': 'application/json' };
  const post = (path: string, body: object) =>
    fetch(system.gatewayUrl + path, { method: 'POST', headers, body: JSON.stringify(body) });
  const asked = await post('/graphql', { query: '{ regions(level: CITY) { code } }' });
  const { extensions } = (await asked.json()) as { extensions: { cut: { at: string } } };
  const took: [string, number][] = [];
  for (const service of SERVICES) {
    const spent = await seconds(async () => {
      const answer = await post(`/audit/${service}/replay`, { until: extensions.cut.at });
      const verdict = (await answer.text()).trim().split('\n').at(-1)!;
      if (!verdict.includes('"equal":true')) throw new Error(verdict.slice(0, 600));
    });
    took.push([service, spent]);
  }
  const total = took.reduce((sum, [, spent]) => sum + spent, 0);
  return {
    name: 'views.replay.replay',
    what: `replay: rebuild and compare ${whole(played.facts)} facts`,
    measured: `${short(total)} s, ${whole(played.facts / total)} facts/s`,
    beside: '',
    ratio: null,
    aim: '',
    met: null,
    limitedBy: took.map(([service, spent]) => `${service} ${short(spent)} s`).join(', '),
    numbers: { seconds: total, ...Object.fromEntries(took) },
  };
}
