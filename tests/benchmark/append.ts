import { createPool } from '@qianfan/kit/postgres/pool';
import type pg from 'pg';
import type { Bench, Database, Figure, Place } from './figure.ts';
import { accepted, BANKS, draw, openPort, principal, repay } from './lending.ts';
import { clients, inTurns, type Load, median, percent, ratioOf, short, whole } from './measure.ts';
import { spendingOf, whereItWent } from './spending.ts';
import { type Steps, timed } from './timed.ts';

const CLIENTS = [1, 16, 64, 256];
const AIMS: Readonly<Record<number, number>> = { 16: 0.7, 64: 1.2 };
const LOANS = 100;

/** A command at the port until its receipt is durable, beside a bare row of one statement until it is. */
export const append: Bench = {
  name: 'append',
  run: async (place) => {
    const database = await place.database();
    const steps: Steps = new Map();
    const port = await openPort(database, 'LIVE', (pool) => timed(pool, steps));
    try {
      for (const bank of BANKS) {
        const loans = Array.from({ length: LOANS }, (_, n) => draw(bank, `L${n}`, n));
        accepted(await port.writer.submit(principal(bank), loans, 'bench'));
      }
      await port.db.query('create table banks.bare (id bigserial primary key, body text)');
      let sent = 0;
      const command = async (client: number): Promise<void> => {
        const bank = BANKS[client % BANKS.length]!;
        sent += 1;
        const request = repay(bank, `L${sent % LOANS}`, `repay:${sent}`);
        accepted(await port.writer.submit(principal(bank), [request], 'bench'));
      };
      const figures: Figure[] = [];
      for (const count of CLIENTS) {
        figures.push(await withClients(place, database, count, command, steps));
      }
      return figures;
    } finally {
      await port.close();
      await database.drop();
    }
  },
};

async function withClients(
  place: Place,
  database: Database,
  count: number,
  command: (client: number) => Promise<void>,
  steps: Steps,
): Promise<Figure> {
  place.say(`append, ${count} clients`);
  // one connection for each client, as far as the server has them
  const bare = createPool(database.urls.banks, { max: Math.min(count, 128) });
  const time = (warmUp: boolean) => place.scaled(warmUp ? 0.4 : 1.5);
  try {
    const turns = await inTurns(place.rounds, {
      port: (warmUp) => {
        steps.clear();
        return spendingOf({ postmaster: place.postmaster() }, () =>
          clients(count, time(warmUp), command),
        );
      },
      bare: (warmUp) => clients(count, time(warmUp), () => insertBare(bare)),
    });
    const ours = turns.port.map(({ result }) => result);
    const rates = (loads: readonly Load[]) => loads.map(({ rate }) => rate);
    const ratio = ratioOf(rates(ours), rates(turns.bare));
    const aim = AIMS[count];
    const last = turns.port.at(-1)!;
    const each = (spent: number) => `${short((spent / last.result.count) * 1e6)} µs`;
    return {
      name: `append.${count}`,
      what: `durable append, ${count} client${count > 1 ? 's' : ''}`,
      measured: described(ours),
      beside: `${described(turns.bare)} bare insert`,
      ratio,
      aim: aim === undefined ? '' : `≥ ${aim} ×`,
      met: aim === undefined ? null : ratio >= aim,
      limitedBy: [
        `${each(last.spending.node)} of Node and ${each(last.spending.postgres)} of Postgres a command`,
        perBatch(steps, last.result.count),
        whereItWent(last.spending),
      ].join('; '),
      numbers: {
        ...numbered('', ours),
        ...numbered('bare', turns.bare),
        batch: last.result.count / (steps.get('write')?.count ?? 1),
      },
    };
  } finally {
    await bare.end();
  }
}

const BODY = 'x'.repeat(300);

const insertBare = (pool: pg.Pool): Promise<unknown> =>
  pool.query({ name: 'bare', text: 'insert into banks.bare (body) values ($1)', values: [BODY] });

const middle = (loads: readonly Load[], name: keyof Load): number =>
  median(loads.map((load) => load[name]));

const described = (loads: readonly Load[]): string =>
  `${whole(middle(loads, 'rate'))}/s, p50 ${short(middle(loads, 'p50'))}, p99 ${short(middle(loads, 'p99'))} ms`;

const numbered = (prefix: string, loads: readonly Load[]): Record<string, number> =>
  Object.fromEntries(
    (['rate', 'p50', 'p99'] as const).map((name) => [prefix + name, middle(loads, name)]),
  );

/** What Postgres is asked for a batch; where nothing is loaded, all that it needs was remembered. */
function perBatch(steps: Steps, commands: number): string {
  const [load, write] = [steps.get('load'), steps.get('write')];
  const batches = write?.count ?? 1;
  const each = (step = { count: 1, ms: 0 }) => short(step.ms / step.count);
  const loaded = percent((load?.count ?? 0) / batches);
  return `batches of ${short(commands / batches)}, write ${each(write)} ms each, load ${each(load)} ms for ${loaded} of them`;
}
