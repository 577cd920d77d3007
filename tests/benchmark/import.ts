import { createPool } from '@qianfan/kit/postgres/pool';
import type { CommandRequest } from '@qianfan/kit/subgraph/context';
import type pg from 'pg';
import { copyIn, copyOut } from './copy.ts';
import type { Bench, Place } from './figure.ts';
import { accepted, BANKS, draw, openPort, principal } from './lending.ts';
import { inTurns, median, percent, ratioOf, seconds, short, whole } from './measure.ts';
import { type Spending, spendingOf, whereItWent } from './spending.ts';
import { type Steps, timed } from './timed.ts';

const CALL = 500;
const COMMANDS = 30_000;
const AIM = 0.25;
/** Calls under way at the same time: the next is on its way while one is decided. */
const UNDER_WAY = 2;

/** History by the importer, 500 commands a call, beside COPY of the rows that it made. */
export const importing: Bench = {
  name: 'import',
  run: async (place) => {
    const database = await place.database();
    const steps: Steps = new Map();
    const port = await openPort(database, 'IMPORTING', (pool) => timed(pool, steps));
    const admin = createPool(database.adminUrl, { max: 2 });
    try {
      await admin.query(
        'create table banks.copied (like banks.journal, primary key (partition, pos))',
      );
      for (const table of ['journal', 'states']) {
        await admin.query(`create table banks.whole_${table} (like banks.${table} including all)`);
      }
      const total = Math.ceil(place.scaled(COMMANDS) / CALL);
      let made = 0;
      let since = 0;
      const turns = await inTurns(place.rounds, {
        port: async (warmUp) => {
          const calls = Array.from({ length: warmUp ? 8 : total }, () => callFrom(made++ * CALL));
          since = await lastRecorded(admin);
          steps.clear();
          return importAll(place, port.writer, calls);
        },
        copy: async () => {
          const rows = `select * from banks.journal where recorded_at > ${since}`;
          const { bytes, count } = await copyOut(admin, rows);
          await admin.query('truncate banks.copied');
          const took = await seconds(() => copyIn(admin, 'banks.copied', bytes));
          return { rate: count / took, rowBytes: bytes.length / count };
        },
        whole: async () => {
          const facts = `select * from banks.journal where recorded_at > ${since}`;
          const states = `select s.* from banks.states s join (${facts}) using (key, stream)`;
          const [journal, state] = [await copyOut(admin, facts), await copyOut(admin, states)];
          await admin.query('truncate banks.whole_journal, banks.whole_states');
          const took = await seconds(async () => {
            await copyIn(admin, 'banks.whole_journal', journal.bytes);
            await copyIn(admin, 'banks.whole_states', state.bytes);
          });
          return journal.count / took;
        },
      });
      const port_ = turns.port.map(({ rate }) => rate);
      const copy = turns.copy.map(({ rate }) => rate);
      const ratio = ratioOf(port_, copy);
      const { spending } = turns.port.at(-1)!;
      const each = (spent: number) => `${short((spent / total / CALL) * 1e6)} µs`;
      return [
        {
          name: 'import',
          what: `import, ${CALL} commands a call`,
          measured: `${whole(median(port_))} commands/s`,
          beside: `${whole(median(copy))} rows/s COPY`,
          ratio,
          aim: `≥ ${AIM} ×`,
          met: ratio >= AIM,
          limitedBy: [
            `${each(spending.node)} of Node and ${each(spending.postgres)} of Postgres a command`,
            `COPY of the same facts and states with all their indexes, deciding nothing: ${whole(median(turns.whole))}/s, ${short(ratioOf(turns.whole, copy))} ×`,
            waits(steps, spending),
            whereItWent(spending),
          ].join('; '),
          numbers: {
            rate: median(port_),
            copy: median(copy),
            whole: median(turns.whole),
            rowBytes: turns.copy.at(-1)!.rowBytes,
          },
        },
      ];
    } finally {
      await port.close();
      await admin.end();
      await database.drop();
    }
  },
};

type Writer = Awaited<ReturnType<typeof openPort>>['writer'];

async function importAll(place: Place, writer: Writer, calls: CommandRequest[][]) {
  const count = calls.length * CALL;
  const importer = principal('REG_NFRA_JX', 'IMPORTER');
  const send = async (): Promise<void> => {
    for (let call = calls.shift(); call; call = calls.shift()) {
      accepted(await writer.submit(importer, call, 'bench'));
    }
  };
  const { spending } = await spendingOf({ postmaster: place.postmaster() }, () =>
    Promise.all(Array.from({ length: UNDER_WAY }, send)),
  );
  return { rate: count / spending.wall, spending };
}

async function lastRecorded(pool: pg.Pool): Promise<number> {
  const { rows } = await pool.query<{ at: number | null }>(
    'select max(recorded_at) as at from banks.journal',
  );
  return rows[0]!.at ?? 0;
}

const waits = (steps: Steps, { wall }: Spending): string =>
  ['load', 'write']
    .map((name) => `${name} ${percent((steps.get(name)?.ms ?? 0) / 1000 / wall)}`)
    .join(', ');

/** New loans of all banks, in order of the day on which they were known. */
function callFrom(first: number): CommandRequest[] {
  return Array.from({ length: CALL }, (_, n) => {
    const number = first + n;
    const knownAt = 1_700_000_000_000_000 + number * 1000;
    const command = draw(BANKS[number % BANKS.length]!, `H${number}`, number);
    return { ...command, knownAt, receivedAt: 1_710_000_000_000_000 };
  });
}
