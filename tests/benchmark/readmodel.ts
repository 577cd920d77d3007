import { migrations } from '../../services/regulators/migrations/migrations.ts';
import { readFacts } from '@qianfan/kit/journal/read';
import { GENESIS } from '@qianfan/kit/journal/row';
import { openOrm } from '@qianfan/kit/postgres/orm';
import { readSchema } from '@qianfan/kit/projections/readmodel';
import { rebuild } from '@qianfan/kit/projections/rebuild';
import { startRunner } from '@qianfan/kit/projections/runner';
import { entitiesOf } from '@qianfan/kit/projections/entity';
import { readTables } from '@qianfan/kit/projections/tables';
import type { Transport } from '@qianfan/kit/transport/transport';
import { regulators } from '@qianfan/regulators/regulators';
import { PARTITIONS } from '@qianfan/schema/kernel/fact';
import type pg from 'pg';
import type { Database, Place } from './figure.ts';
import { type Spending, spendingOf } from './spending.ts';
import { readWritten, type Written, writeAgain } from './unnest.ts';

const SCHEMA = readSchema('regulators', regulators.projection.version);
/** As many as the direct transport reads partitions at the same time. */
const CONNECTIONS = 6;
const PAGE = 5_000;

export interface Turn {
  /** Facts a second. */
  rate: number;
  spending: Spending;
}

/** Regulators' read model, and every way to fill it. */
export async function openReadModel(
  place: Place,
  { urls }: Database,
  journals: { db: pg.Pool; count: number },
) {
  const { db, count } = journals;
  const { projection } = regulators;
  const entities = entitiesOf(projection);
  const orm = await openOrm({ url: urls.regulators, service: 'regulators', entities, migrations });
  const tables = readTables(orm, projection);
  const options = { db, orm, schema: SCHEMA, projection, tables };
  let written: Written | undefined;

  const timedTurn = async (work: () => Promise<unknown>): Promise<Turn> => {
    const { spending } = await spendingOf({ postmaster: place.postmaster() }, work);
    return { rate: count / spending.wall, spending };
  };

  async function empty(): Promise<void> {
    const names = [...tables.values()].map(({ table }) => `${SCHEMA}.${table}`);
    await db.query(`truncate ${names.join(', ')}, ${SCHEMA}.parked`);
    await db.query(`update ${SCHEMA}.cursors set pos = 0, hash = '${GENESIS}', known_at = 0`);
  }

  return {
    count,
    db,
    /** From the journals into new tables, keys and indexes included. */
    rebuilt: () => timedTurn(() => rebuild(options)),

    /** From nothing to the last fact, by the runner of the service; over Kafka timed from the first fact's arrival. */
    async followed(transport: Transport, group: string): Promise<Turn> {
      await empty();
      const arrived = Promise.withResolvers<void>();
      const done = Promise.withResolvers<void>();
      const at = new Map<string, number>();
      const starting = () =>
        startRunner({
          ...options,
          transport: watched(transport, group, arrived.resolve),
          onApplied: (source, partition, { pos }) => {
            at.set(`${source}/${partition}`, pos);
            if (sum(at.values()) === count) done.resolve();
          },
          onError: (error) => done.reject(error),
        });
      let runner: Awaited<ReturnType<typeof starting>> | undefined;
      const start = async () => {
        runner = await starting();
        await arrived.promise;
      };
      if (transport.kind === 'kafka') await start();
      const turn = await timedTurn(async () => {
        if (!runner) await start();
        await done.promise;
      });
      await runner!.stop();
      return turn;
    },

    /** The same rows by the plainest program. */
    async unnested(): Promise<Turn> {
      written ??= await readWritten(db, SCHEMA, tables.values());
      await empty();
      return timedTurn(() => writeAgain(db, written!, CONNECTIONS));
    },

    /** Every fact once, parsed, and nothing done with it. */
    read: () =>
      timedTurn(async () => {
        for (const service of ['regulators', 'banks'] as const) {
          for (let partition = 0; partition < PARTITIONS; partition += 1) {
            let at = 0;
            for (;;) {
              const facts = await readFacts(db, service, partition, at, PAGE);
              at = facts.at(-1)?.pos ?? at;
              if (facts.length < PAGE) break;
            }
          }
        }
      }),

    close: () => orm.close(true),
  };
}

/** The transport, with another name for its reader, and a sign when facts arrive. */
const watched = (transport: Transport, group: string, arrived: () => void): Transport => ({
  ...transport,
  follow: (options) =>
    transport.follow({
      ...options,
      group,
      onFacts: (...facts) => {
        arrived();
        return options.onFacts(...facts);
      },
    }),
});

const sum = (values: Iterable<number>): number => [...values].reduce((a, b) => a + b, 0);

export type ReadModel = Awaited<ReturnType<typeof openReadModel>>;
