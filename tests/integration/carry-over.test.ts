import { entitiesOf } from '@qianfan/kit/projections/entity';
import { openOrm } from '@qianfan/kit/postgres/orm';
import { projectionOf } from '@qianfan/kit/projections/of-slices';
import type { Reducer, Reduction, SliceModel } from '@qianfan/kit/projections/projection';
import { ensureReadModel } from '@qianfan/kit/projections/readmodel';
import { rebuild, type RebuildOptions } from '@qianfan/kit/projections/rebuild';
import { readTableNames, rowHashes } from '@qianfan/kit/projections/rowhash';
import { long, table, text } from '@qianfan/kit/projections/table';
import { readTables } from '@qianfan/kit/projections/tables';
import { startRunner } from '@qianfan/kit/projections/runner';
import { createLogger } from '@qianfan/kit/telemetry/logger';
import { directTransport } from '@qianfan/kit/transport/direct';
import type { Query } from '@qianfan/kit/subgraph/context';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { bank, booking, openLedger } from '../support/journal.ts';
import { type Entry, ledgerSlice } from '../support/ledger.ts';

let ledger: Awaited<ReturnType<typeof openLedger>>;
let query: Query;
const FOREVER = Number.MAX_SAFE_INTEGER - 1;

beforeAll(async () => {
  ledger = await openLedger();
  query = async (statement, values = []) => (await ledger.db.query(statement, [...values])).rows;
  for (let n = 0; n < 60; n += 1) await book(`B${n % 7}`, `A${n % 3}`, n % 12);
});
afterAll(() => ledger.close());

let booked = 0;
const book = (institution: string, account: string, amount: number) =>
  ledger.writer.submit(
    bank(institution),
    [booking(`c${(booked += 1)}`, institution, account, amount)],
    'test',
  );

/** A slice that counts how often it is asked to fold. */
function counted(): { slice: SliceModel; calls: () => number } {
  const { reducers, ...rest } = ledgerSlice('1');
  const enter = reducers['banks.Booked.v1'] as Reducer;
  let calls = 0;
  const counting: Reducer = (fact, current) => {
    calls += 1;
    return enter(fact, current);
  };
  return { slice: { ...rest, reducers: { 'banks.Booked.v1': counting } }, calls: () => calls };
}

/** The sum of each institution, as one version of a slice keeps it, and with one more column as the next does. */
function sums(version: string): SliceModel {
  const columns: Record<string, typeof long> =
    version === '1' ? { sum: long } : { sum: long, entries: long };
  const sumTable = table('Sum', { mode: 'VERSIONED', identity: { institution: text }, columns });
  const add: Reduction<Entry> = {
    touches: ({ key }) => [[sumTable, [key]]],
    reduce: ({ key, body }, current) => {
      const before = current(sumTable, [key]);
      const sum = Number(before?.['sum'] ?? 0) + body.amount;
      const entries = Number(before?.['entries'] ?? 0) + 1;
      const row = version === '1' ? { sum } : { sum, entries };
      return [sumTable.row({ institution: key, ...row } as never)];
    },
  };
  return { name: 'sums', version, tables: [sumTable], reducers: { 'banks.Booked.v1': add } };
}

/** Follows until all that was decided is in. */
async function followed(
  schema: string,
  { projection, tables }: Pick<RebuildOptions, 'projection' | 'tables'>,
): Promise<void> {
  const { db } = ledger;
  const transport = directTransport({ pool: db, log: createLogger('test', 'silent') });
  const onError = (error: unknown) => {
    throw error;
  };
  const runner = await startRunner({ db, schema, projection, tables, transport, onError });
  await expect
    .poll(() =>
      query(
        `select 1 from banks.heads h join ${schema}.cursors c using (partition) where c.pos < h.pos`,
      ),
    )
    .toEqual([]);
  await runner.stop();
  await transport.close();
}

async function ensured(...slices: SliceModel[]) {
  const projection = projectionOf('banks', slices);
  const orm = await openOrm({
    url: ledger.url,
    service: 'banks',
    entities: entitiesOf(projection),
    migrations: {},
  });
  const tables = readTables(orm, projection);
  const options = { db: ledger.db, orm, projection, tables };
  try {
    const schema = await ensureReadModel(options);
    await followed(schema, options);
    const scratch = `banks_scratch_${projection.version}`;
    await rebuild({ ...options, schema: scratch });
    const hashesOf = async (of: string) =>
      rowHashes(query, of, await readTableNames(query, of), FOREVER);
    const bookkeeping = async (of: string) => [
      await query(`select * from ${of}.cursors order by source, partition`),
      await query(`select source, partition, pos, key from ${of}.parked order by 1, 2, 3`),
    ];
    expect(await hashesOf(schema)).toEqual(await hashesOf(scratch));
    expect(await bookkeeping(schema)).toEqual(await bookkeeping(scratch));
    return schema;
  } finally {
    await orm.close(true);
  }
}

describe('I13: a read model of which one slice is another', () => {
  test('keeps the rows of the others, and is what a rebuild makes', async () => {
    const { slice } = counted();
    const first = await ensured(slice, sums('1'));
    const again = counted();
    const before = again.calls();
    const second = await ensured(again.slice, sums('2'));
    expect(second).not.toBe(first);
    // once for each fact by the rebuild that it is compared with, and not once more
    expect(again.calls() - before).toBe(booked);
    const [row] = await query<{ entries: string }>(
      `select sum(entries)::int as entries from ${second}.sum where known_to > ${FOREVER}`,
    );
    expect(row!.entries).toBe(booked);
  });

  test('is built anew where a key is parked: what one slice cannot fold waits in all of them', async () => {
    await book('B1', 'A1', 666);
    await book('B1', 'A1', 1);
    const parked = await ensured(ledgerSlice('1'), sums('3'));
    expect(await query(`select pos from ${parked}.parked`)).toHaveLength(2);
    expect(await ensured(ledgerSlice('1'), sums('4'))).not.toBe(parked);
  });

  test('comes and goes with a slice', async () => {
    const alone = await ensured(ledgerSlice('1'));
    expect(await readTableNames(query, alone)).toEqual(['account', 'entry']);
    const both = await ensured(ledgerSlice('1'), sums('5'));
    expect(await readTableNames(query, both)).toEqual(['account', 'entry', 'sum']);
  });
});
