import { directTransport } from '@qianfan/kit/transport/direct';
import { applyFacts, FencedError } from '@qianfan/kit/projections/apply';
import { projectionOf } from '@qianfan/kit/projections/of-slices';
import { ensureReadModel, readSchema } from '@qianfan/kit/projections/readmodel';
import { rebuild } from '@qianfan/kit/projections/rebuild';
import { readTableNames, rowHashes } from '@qianfan/kit/projections/rowhash';
import { startRunner } from '@qianfan/kit/projections/runner';
import { followCut } from '@qianfan/kit/cuts/cut';
import { readable } from '@qianfan/kit/cuts/readable';
import { startTicker } from '@qianfan/kit/journal/ticker';
import { readFacts } from '@qianfan/kit/journal/read';
import { createLogger } from '@qianfan/kit/telemetry/logger';
import type { Query } from '@qianfan/kit/subgraph/context';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { bank, booking, openLedger } from '../support/journal.ts';
import { ledger as projection, ledgerSlice } from '../support/ledger.ts';

let ledger: Awaited<ReturnType<typeof openLedger>>;
let query: Query;
const ends: (() => Promise<void> | void)[] = [];

beforeAll(async () => {
  ledger = await openLedger();
  query = async (text, values = []) => (await ledger.db.query(text, [...values])).rows;
});
afterAll(async () => {
  for (const end of ends.reverse()) await end();
  await ledger.close();
});

const submit = (id: string, institution: string, account: string, amount: number) =>
  ledger.writer.submit(bank(institution), [booking(id, institution, account, amount)], 'test');

const versionOf = (version: string) => projectionOf('banks', [ledgerSlice(version)]);
const schemaOf = (version: string) => readSchema('banks', versionOf(version).version);

async function startReading(version: string) {
  const { db, orm, tables } = ledger;
  const used = versionOf(version);
  const schema = await ensureReadModel({ db, orm, projection: used, tables });
  const transport = directTransport({ pool: db, log: createLogger('test', 'silent') });
  const errors: unknown[] = [];
  const runner = await startRunner({
    db,
    schema,
    projection: used,
    tables,
    transport,
    onError: (error) => errors.push(error),
  });
  const cut = await followCut(readable(db, schema, ['banks']), () => undefined);
  ends.push(
    () => transport.close(),
    () => runner.stop(),
    () => cut.stop(),
  );
  return { schema, runner, cut, errors };
}

const hashesOf = async (schema: string, at: number) =>
  rowHashes(query, schema, await readTableNames(query, schema), at);

test('I2 and I3: a read model that followed live equals a rebuild, at the end and stopped at any instant', async () => {
  ends.push(startTicker(ledger.db, 'banks', () => undefined));
  const { schema, cut } = await startReading('1');
  const known: number[] = [];
  for (let round = 0; round < 12; round += 1) {
    const outcomes = await Promise.all(
      Array.from({ length: 25 }, (_, n) =>
        submit(`${round}-${n}`, `B${n % 13}`, `A${n % 3}`, round),
      ),
    );
    for (const [outcome] of outcomes)
      if (outcome?.status === 'ACCEPTED') known.push(outcome.receipt.knownAt);
  }
  const last = Math.max(...known);
  expect(await cut.reached(last, 5_000)).toBe(true);

  const instants = [known[40]!, known[150]!, known[150]! - 1, last];
  for (const [n, until] of instants.entries()) {
    const scratch = `banks_scratch_${n}`;
    await rebuild({ ...ledger, projection, schema: scratch, until });
    const live = await hashesOf(schema, until);
    expect(live).toEqual(await hashesOf(scratch, until));
    expect(live['account']!.rows).toBeGreaterThan(0);
  }
  const [count] = await query<{ n: number }>(`select count(*)::int as n from ${schema}.entry`);
  expect(count!.n).toBe(300);
});

test('I5: a fact that no reducer can apply is parked with its key; later facts of the key wait, others flow', async () => {
  const { schema, cut } = await startReading('1');
  await submit('poison', 'P1', 'A', 666);
  await submit('after', 'P1', 'B', 1);
  const [outcome] = await submit('other', 'P2', 'A', 1);
  if (outcome?.status !== 'ACCEPTED') throw new Error('not accepted');
  expect(await cut.reached(outcome.receipt.knownAt, 5_000)).toBe(true);
  const rows = await query<{ institution: string }>(
    `select institution from ${schema}.account where institution like 'P%'`,
  );
  expect(rows.map(({ institution }) => institution)).toEqual(['P2']);
  const parked = await query<{ key: string; reason: string }>(
    `select key, reason from ${schema}.parked order by pos`,
  );
  expect(parked).toHaveLength(2);
  expect(parked[0]).toMatchObject({ key: 'P1', reason: expect.stringContaining('no reducer') });

  await rebuild({ ...ledger, projection, schema: 'banks_scratch_parked' });
  expect(
    await query('select source, partition, pos, key from banks_scratch_parked.parked order by pos'),
  ).toEqual(await query(`select source, partition, pos, key from ${schema}.parked order by pos`));
});

test('a process whose cursor was moved by another is fenced and writes nothing', async () => {
  const schema = 'banks_scratch_fence';
  await rebuild({ ...ledger, projection, schema, until: 0 });
  const partition = (
    await query<{ partition: number }>('select partition from banks.heads where pos > 3 limit 1')
  )[0]!.partition;
  const facts = await readFacts(ledger.db, 'banks', partition, 0, 3);
  const client = await ledger.db.connect();
  const options = {
    client,
    schema,
    projection,
    tables: ledger.tables,
    parkedKeys: new Set<string>(),
  };
  await applyFacts(options, 'banks', partition, 0, facts);
  const before = await hashesOf(schema, Number.MAX_SAFE_INTEGER - 1);
  await expect(applyFacts(options, 'banks', partition, 0, facts)).rejects.toThrow(FencedError);
  client.release();
  expect(await hashesOf(schema, Number.MAX_SAFE_INTEGER - 1)).toEqual(before);
});

test('a newer read model is built beside the old one and switched to', async () => {
  const { schema } = await startReading('2');
  expect(schema).toBe(schemaOf('2'));
  const schemas = await query<{ nspname: string }>(
    `select nspname from pg_namespace where nspname like 'banks_read_%' order by 1`,
  );
  expect(schemas.map(({ nspname }) => nspname)).toEqual([schemaOf('1'), schemaOf('2')].toSorted());
  const at = Number.MAX_SAFE_INTEGER - 1;
  expect(await hashesOf(schemaOf('2'), at)).toEqual(await hashesOf(schemaOf('1'), at));
});

test('a fact of a newer version than the code knows halts the projection, after all that came before', async () => {
  const { schema, runner, errors } = await startReading('2');
  await submit('before', 'H1', 'A', 1);
  await submit('newer', 'H1', 'A', 2000);
  await submit('behind', 'H1', 'A', 3);
  await expect
    .poll(() => runner.halted() ?? '', { timeout: 5_000 })
    .toContain('banks.Booked.v2 is newer');
  expect(errors).not.toEqual([]);
  const rows = await query<{ balance: number }>(
    `select balance from ${schema}.account where institution = 'H1' and known_to > 9000000000000000`,
  );
  expect(rows).toEqual([{ balance: 1 }]);
  await expect(startReading('3')).rejects.toThrow('newer than this version');
  const [setting] = await query<{ value: string }>(
    `select value from banks.settings where name = 'read_version'`,
  );
  expect(setting!.value).toBe(versionOf('2').version);
});
