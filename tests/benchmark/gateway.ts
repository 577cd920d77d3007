import { demoAccounts } from '@qianfan/kit/identity/accounts';
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { Pool } from 'undici';
import type { Bench, Demonstrated, Figure, Place } from './figure.ts';
import { inTurns, median, percent, ratioOf, whole } from './measure.ts';
import { cpuSeconds } from './spending.ts';

const SUPERGRAPH = fileURLToPath(
  new URL('../../schema/graphql/supergraph.graphql', import.meta.url),
);
const CONNECTIONS = 16;
const AIM = 0.4;
/** What HTTP, the token and Apollo Server cost where no service is asked. */
const NOTHING = '{ __typename }';
const IDLE_SECONDS = 5;
/** Requests until V8 has compiled what is hot; whatever the scale. */
const WARM_UP = 1_000;

interface Asked {
  name: string;
  what: string;
  query: string;
  requests: number;
}

const OF_ENTERPRISE = `id name { zh } county { code } lists { code version }
  loans(first: 10) { nodes { id balance { amount } classification } }
  filings(first: 10) { nodes { id status } }`;

const QUERIES: readonly Asked[] = [
  {
    name: 'one',
    what: 'one enterprise over three subgraphs',
    query: `{ enterprises(first: 1) { nodes { ${OF_ENTERPRISE} } } }`,
    requests: 800,
  },
  {
    name: 'dashboard',
    what: 'a dashboard over three subgraphs',
    query: `{
      hnte: observation(figure: {metric: "LN_BAL", population: "HNTE", period: "2024-12"}) { value(unit: YI) growth { value } }
      coverage: observation(figure: {metric: "R_COV_LOAN", population: "HNTE", period: "2024-12"}) { value }
      enterprises(first: 20) { nodes { ${OF_ENTERPRISE} } } }`,
    requests: 200,
  },
];

/** Processor time of the gateway's process for one request, beside a gateway with the datasource that Apollo brings. */
export const gateway: Bench = {
  name: 'gateway',
  run: async (place) => {
    const demonstrated = await place.system();
    const peer = await startDefault(demonstrated);
    try {
      const { gatewayUrl, programs } = demonstrated.system;
      const ours: Target = { url: gatewayUrl, pid: programs.gateway.pid()! };
      const token = await demonstrated.token(demoAccounts.regulator);
      const figures: Figure[] = [];
      for (const asked of QUERIES) figures.push(await compare(place, asked, token, ours, peer));
      await explain(figures, token, ours);
      return figures;
    } finally {
      peer.child.kill();
      await once(peer.child, 'exit');
    }
  },
};

interface Target {
  url: string;
  pid: number;
}

async function startDefault({ system }: Demonstrated): Promise<Target & { child: ChildProcess }> {
  const { regulators, banks, programmes } = system.programs;
  const settings = {
    services: { regulators: regulators.url, banks: banks.url, programmes: programmes.url },
    supergraph: SUPERGRAPH,
    jwks: system.issuer!.jwks,
    issuer: system.issuer!.issuer,
  };
  const child = fork(new URL('default-gateway.ts', import.meta.url), {
    env: {
      PATH: process.env['PATH'],
      NODE_ENV: 'production',
      APOLLO_TELEMETRY_DISABLED: '1',
      BENCH_GATEWAY: JSON.stringify(settings),
    },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const [message] = (await Promise.race([
    once(child, 'message'),
    once(child, 'exit').then(() => {
      throw new Error('the default gateway did not start');
    }),
  ])) as [{ url: string }];
  return { url: new URL(message.url).origin, pid: child.pid!, child };
}

async function compare(
  place: Place,
  { name, what, query, requests }: Asked,
  token: string,
  ours: Target,
  peer: Target,
): Promise<Figure> {
  place.say(`gateway, ${what}`);
  const count = Math.ceil(place.scaled(requests));
  const turns = await inTurns(place.rounds, {
    ours: (warmUp) => ask(ours, query, token, warmUp ? WARM_UP : count),
    peer: (warmUp) => ask(peer, query, token, warmUp ? WARM_UP : count),
  });
  const cpu = (side: keyof typeof turns) => turns[side].map(({ micros }) => micros);
  const ratio = ratioOf(cpu('ours'), cpu('peer'));
  const { bytes, rate, busy } = turns.ours.at(-1)!;
  return {
    name: `gateway.${name}`,
    what: `gateway CPU, ${what}`,
    measured: `${whole(median(cpu('ours')))} µs a request (${whole(bytes)} B)`,
    beside: `${whole(median(cpu('peer')))} µs default datasource`,
    ratio,
    aim: `≤ ${AIM} ×`,
    met: ratio <= AIM,
    limitedBy: `the gateway's process was busy ${percent(busy)} of the time at ${whole(rate)} requests/s`,
    numbers: { micros: median(cpu('ours')), default: median(cpu('peer')), bytes, rate },
  };
}

/** Adds to each figure what of it is spent whatever is asked. */
async function explain(figures: readonly Figure[], token: string, ours: Target): Promise<void> {
  await ask(ours, NOTHING, token, WARM_UP);
  const floor = await ask(ours, NOTHING, token, WARM_UP);
  const idle = await idleShare(ours);
  for (const figure of figures) {
    const rate = figure.numbers['rate']!;
    figure.limitedBy +=
      `; HTTP, token and Apollo Server alone ${whole(floor.micros)} µs a request, ` +
      `following the services' cuts ${whole((idle * 1e6) / rate)} µs at this rate`;
  }
}

/** The share of a core that the gateway takes while nobody asks. */
async function idleShare({ pid }: Target): Promise<number> {
  const before = cpuSeconds(pid);
  await setTimeout(IDLE_SECONDS * 1000);
  return (cpuSeconds(pid) - before) / IDLE_SECONDS;
}

/** So many requests over sixteen connections; every one has to be answered without an error. */
async function ask({ url, pid }: Target, query: string, token: string, count: number) {
  const pool = new Pool(url, { connections: CONNECTIONS });
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${token}` };
  const body = JSON.stringify({ query });
  let left = count;
  let bytes = 0;
  const before = cpuSeconds(pid);
  const from = performance.now();
  const client = async (): Promise<void> => {
    while (left-- > 0) {
      const answer = await pool.request({ path: '/graphql', method: 'POST', headers, body });
      const text = await answer.body.text();
      if (answer.statusCode !== 200 || text.includes('"errors"')) throw new Error(text);
      bytes = Buffer.byteLength(text);
    }
  };
  try {
    await Promise.all(Array.from({ length: CONNECTIONS }, client));
    const wall = (performance.now() - from) / 1000;
    const cpu = cpuSeconds(pid) - before;
    return { micros: (cpu / count) * 1e6, bytes, rate: count / wall, busy: cpu / wall };
  } finally {
    await pool.close();
  }
}
