import { demoAccounts } from '@qianfan/kit/identity/accounts';
import { openWriterPool } from '@qianfan/kit/commands/store';
import { createPool } from '@qianfan/kit/postgres/pool';
import type { CommandRequest } from '@qianfan/kit/subgraph/context';
import { Pool } from 'undici';
import type { Bench, Figure } from './figure.ts';
import { accepted, draw, portOver, repay } from './lending.ts';
import { clients, inTurns, type Load, median, ratioOf, short, whole } from './measure.ts';
import { type Spending, spendingOf, whereItWent } from './spending.ts';

const CLIENTS = 16;
const BATCH = 100;
const LOANS = 200;
const ICBC = demoAccounts.icbc;

const MUTATION = `mutation Submit($commands: [CommandInput!]!) {
  banksSubmit(commands: $commands) { status receipt { position } issues { code } } }`;

/** One command in one request, through the gateway and at the subgraph's own port, beside the command port. */
export const http: Bench = {
  name: 'http',
  run: async (place) => {
    const { system, postmaster, token } = await place.system();
    const { gateway, banks } = system.programs;
    const writing = openWriterPool(system.databaseUrls.banks);
    const port = portOver(writing, () => undefined);
    const authorization = `Bearer ${await token(ICBC)}`;
    const doors = [door(gateway.url, authorization), door(banks.url, authorization)] as const;
    let sent = 0;
    const next = (): CommandRequest => {
      sent += 1;
      return repay(ICBC.institution, `BENCH-${sent % LOANS}`, `bench:repay:${sent}`);
    };
    const watched = {
      postmaster,
      others: { gateway: gateway.pid()!, banks: banks.pid()! },
    };
    const turn =
      (one: () => Promise<void>, count = CLIENTS) =>
      async (warmUp: boolean) => {
        const time = place.scaled(warmUp ? 0.5 : 1.5);
        return spendingOf(watched, () => clients(count, time, one));
      };
    try {
      await doors[0].send(await loans(system.databaseUrls.banks));
      const turns = await inTurns(place.rounds, {
        gateway: turn(() => doors[0].send([next()])),
        subgraph: turn(() => doors[1].send([next()])),
        batched: turn(() => doors[0].send(Array.from({ length: BATCH }, next)), 4),
        port: turn(async () => accepted(await port.submit(ICBC, [next()], 'bench'))),
      });
      const beside = turns.port.map(({ result }) => result);
      const figure = (name: keyof typeof turns, what: string, size = 1): Figure => {
        const loads = turns[name].map(({ result }) => result);
        const rates = loads.map(({ rate }) => rate * size);
        const { spending, result } = turns[name].at(-1)!;
        return {
          name: `http.${name}`,
          what,
          measured: `${whole(median(rates))} commands/s, ${latency(loads)}`,
          beside: `${whole(median(beside.map(({ rate }) => rate)))}/s, ${latency(beside)} command port`,
          ratio: ratioOf(
            rates,
            beside.map(({ rate }) => rate),
          ),
          aim: '',
          met: null,
          limitedBy: `${perCommand(spending, result.count * size)}; ${whereItWent(spending)}`,
          numbers: { rate: median(rates), port: median(beside.map(({ rate }) => rate)) },
        };
      };
      return [
        figure('gateway', `GraphQL over HTTP, gateway, ${CLIENTS} clients`),
        figure('subgraph', `GraphQL over HTTP, subgraph, ${CLIENTS} clients`),
        figure('batched', `the same, gateway, ${BATCH} commands a request`, BATCH),
      ];
    } finally {
      await Promise.all(doors.map((one) => one.close()));
      await port.stop();
      await writing.end();
    }
  },
};

function door(url: string, authorization: string) {
  const pool = new Pool(url, { connections: CLIENTS });
  const headers = { 'content-type': 'application/json', authorization };
  return {
    send: async (commands: readonly CommandRequest[]): Promise<void> => {
      const body = JSON.stringify({ query: MUTATION, variables: { commands } });
      const answer = await pool.request({ path: '/graphql', method: 'POST', headers, body });
      const { data, errors } = (await answer.body.json()) as Answer;
      const bad = data?.banksSubmit.find(({ status }) => status !== 'ACCEPTED');
      if (errors || bad) throw new Error(JSON.stringify(errors ?? bad));
    },
    close: () => pool.close(),
  };
}

interface Answer {
  data?: { banksSubmit: { status: string }[] };
  errors?: unknown;
}

/** New loans to a firm that the demonstration registered. */
async function loans(url: string): Promise<CommandRequest[]> {
  const pool = createPool(url, { max: 1 });
  const { rows } = await pool.query<{ id: string }>(
    `select key as id from regulators.journal where type = 'regulators.EnterpriseRegistered.v1' limit 1`,
  );
  await pool.end();
  const enterprise = rows[0]!.id;
  return Array.from({ length: LOANS }, (_, n) => {
    const { body, ...command } = draw(ICBC.institution, `BENCH-${n}`, n);
    return { ...command, body: { ...(body as object), enterprise } };
  });
}

const latency = (loads: readonly Load[]): string =>
  `p50 ${short(median(loads.map(({ p50 }) => p50)))}, p99 ${short(median(loads.map(({ p99 }) => p99)))} ms`;

/** `gateway 410, banks 290, Postgres 60 µs of CPU a command` */
function perCommand({ others, postgres }: Spending, commands: number): string {
  const parts = Object.entries({ ...others, Postgres: postgres });
  const list = parts.map(([name, spent]) => `${name} ${whole((spent / commands) * 1e6)}`);
  return `${list.join(', ')} µs of CPU a command`;
}
