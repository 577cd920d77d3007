import { demoAccounts } from '@qianfan/kit/identity/accounts';
import { type BrowserContext, chromium } from 'playwright-core';
import { buildDashboard } from '../../infra/dashboard.mjs';
import { chromiumPath } from '../setup/browser-suites.ts';
import type { Bench, Demonstrated, Figure } from './figure.ts';
import { median, quantile, short, whole } from './measure.ts';
import { type FirstView, firstViewOf } from './page-first.ts';
import { type LongTable, longTableOf } from './page-long.ts';

const LOADS = 12;
/** Milliseconds until the first view is there and answers. */
const AIM_FIRST = 1_500;
const KB = 1_000;
const [AIM_CODE, AIM_CHARTS] = [150, 250];
/** Milliseconds of a frame that a reader sees as a halt. */
const AIM_FRAME = 100;

/** The page in a Chromium of this machine, over the province: its first view, cold, and a table of 20,000 rows. */
export const page: Bench = {
  name: 'page',
  run: async (place) => {
    const executablePath = chromiumPath();
    if (!executablePath) return 'no chromium on the PATH';
    await buildDashboard();
    const demonstrated = await place.province();
    const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
    const signedIn = async (as: 'regulator' | 'auditor') => {
      const context = await browser.newContext({
        baseURL: demonstrated.system.gatewayUrl,
        locale: 'zh-CN',
        viewport: { width: 1440, height: 900 },
      });
      await signIn(context, demonstrated, as);
      return context;
    };
    try {
      const count = Math.max(4, Math.ceil(place.scaled(LOADS)));
      const loads: FirstView[] = [];
      // The first warms the services up, as a morning does.
      for (let n = 0; n <= count; n += 1) {
        place.say(`page, first view ${n} of ${count}`);
        const context = await signedIn('regulator');
        const load = await firstViewOf(context);
        if (n > 0) loads.push(load);
        await context.close();
      }
      place.say('page, a long table');
      const context = await signedIn('auditor');
      const long = await longTableOf(context);
      await context.close();
      return [...firstFigures(loads), ...longFigures(long)];
    } finally {
      await browser.close();
    }
  },
};

async function signIn(
  context: BrowserContext,
  { token }: Demonstrated,
  as: 'regulator' | 'auditor',
): Promise<void> {
  const data = { token: await token(demoAccounts[as]) };
  const answer = await context.request.post('/session', { data });
  if (!answer.ok()) throw new Error(`signing in: ${answer.status()} ${await answer.text()}`);
}

const shown = { beside: '', ratio: null, aim: '', met: null };

function firstFigures(loads: readonly FirstView[]): Figure[] {
  const of = (name: keyof FirstView) => loads.map((load) => load[name]);
  const ms = (name: keyof FirstView) => `${whole(median(of(name)))} ms`;
  const [p50, p95] = [median(of('ready')), quantile(of('ready'), 0.95)];
  const size = (name: 'code' | 'charts' | 'answers') => median(of(name)) / KB;
  const transferred = (name: 'code' | 'charts', what: string, aim: number): Figure => ({
    name: `page.${name}`,
    what,
    measured: `${short(size(name))} kB`,
    beside: `${aim} kB`,
    ratio: size(name) / aim,
    aim: `≤ ${aim} kB`,
    met: size(name) <= aim,
    limitedBy: `answers beside it: ${short(size('answers'))} kB`,
    numbers: { kB: size(name), answers: size('answers') },
  });
  return [
    {
      name: 'page.first',
      what: 'first view, nothing cached: nine cards with their values, and the page answers',
      measured: `p50 ${whole(p50)}, p95 ${whole(p95)} ms`,
      beside: `${AIM_FIRST} ms`,
      ratio: p95 / AIM_FIRST,
      aim: `p95 ≤ ${AIM_FIRST} ms`,
      met: p95 <= AIM_FIRST,
      limitedBy: `first paint after ${ms('paint')}, cards after ${ms('cards')}, longest task ${ms('longest')}, a click answered in ${ms('click')}`,
      numbers: { p50, p95, paint: median(of('paint')), longest: median(of('longest')) },
    },
    transferred('code', 'what the first view transfers, compressed', AIM_CODE),
    transferred('charts', 'its charts and map, which come after it', AIM_CHARTS),
  ];
}

function longFigures({ frames, steps }: LongTable): Figure[] {
  const longest = Math.max(...frames);
  return [
    {
      name: 'page.scroll',
      what: '20,000 rows under the wheel: the longest frame',
      measured: `${whole(longest)} ms; p50 ${short(median(frames))}, p95 ${short(quantile(frames, 0.95))} ms`,
      beside: `${AIM_FRAME} ms`,
      ratio: longest / AIM_FRAME,
      aim: `≤ ${AIM_FRAME} ms`,
      met: longest <= AIM_FRAME,
      limitedBy: 'rows are drawn as they come into view; those that stay are left as they are',
      numbers: { longest, p50: median(frames), frames: frames.length },
    },
    {
      ...shown,
      name: 'page.long',
      what: '20,000 rows: what a reader waits for',
      measured: Object.entries(steps)
        .map(([name, took]) => `${name} ${whole(took)}`)
        .join(', ')
        .concat(' ms'),
      limitedBy: 'with the way of Playwright and back',
      numbers: steps,
    },
  ];
}
