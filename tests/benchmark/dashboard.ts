import { demoAccounts } from '@qianfan/kit/identity/accounts';
import { AIM_P95, type Answered, cpuOf, timesOf, told } from './asking.ts';
import { answerTo, mixOf, type Mixed } from './dashboard-mix.ts';
import type { Bench, Demonstrated, Figure, Place } from './figure.ts';
import { median, quantile, short, whole } from './measure.ts';
import { correct, filedReturns } from './revisions.ts';

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

type Measured = Answered<'now' | 'past'>;

function measure(
  place: Place,
  demonstrated: Demonstrated,
  token: string,
  asked: Mixed,
): Promise<Measured> {
  place.say(`dashboard, ${asked.what}`);
  const count = Math.max(40, Math.ceil(place.scaled(REQUESTS)));
  return timesOf(demonstrated, token, [asked], { now: {}, past: { 'as-of': AS_OF } }, count);
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
  const { now, past } = before.times;
  const p95 = quantile(now, 0.95);
  const asOf = median(past) / median(now);
  const flat = median(after.times.now) / median(now);
  return [
    {
      name: `dashboard.${name}`,
      what: `dashboard, ${what}`,
      measured: `${told(now)} (${whole(before.bytes)} B, ${short(before.calls)} subgraph calls)`,
      beside: `${AIM_P95} ms`,
      ratio: p95 / AIM_P95,
      aim: `p95 ≤ ${AIM_P95} ms`,
      met: p95 <= AIM_P95,
      limitedBy: cpuOf(before),
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
      measured: `${told(after.times.now)}; then ${told(after.times.past)}`,
      beside: `${short(median(now))} ms before`,
      ratio: flat,
      aim: `flat (≤ ${AIM_FLAT} ×)`,
      met: flat <= AIM_FLAT,
      limitedBy:
        'corrected bank by bank, the returns of a month lie in a page each, where they lay side by side; ended ones are stepped over until they are cleared',
      numbers: {
        p50: median(after.times.now),
        p95: quantile(after.times.now, 0.95),
        asOf: median(after.times.past),
      },
    },
  ];
}
