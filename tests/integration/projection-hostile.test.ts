import { directTransport } from '@qianfan/kit/transport/direct';
import { readFacts } from '@qianfan/kit/journal/read';
import { ensureReadModel, readSchema } from '@qianfan/kit/projections/readmodel';
import { rebuild } from '@qianfan/kit/projections/rebuild';
import { readTableNames, rowHashes } from '@qianfan/kit/projections/rowhash';
import { startRunner } from '@qianfan/kit/projections/runner';
import { createLogger } from '@qianfan/kit/telemetry/logger';
import type { OnFacts, Transport } from '@qianfan/kit/transport/transport';
import { partitionOf } from '@qianfan/schema/kernel/partition';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { bank, booking, openLedger } from '../support/journal.ts';
import { ledger as projection } from '../support/ledger.ts';

let ledger: Awaited<ReturnType<typeof openLedger>>;

beforeAll(async () => {
  ledger = await openLedger();
});
afterAll(() => ledger.close());

const submit = (id: string, institution: string, amount: number) =>
  ledger.writer.submit(bank(institution), [booking(id, institution, 'A', amount)], 'test');

const query = async <Row>(text: string, values: readonly unknown[] = []): Promise<Row[]> =>
  (await ledger.db.query(text, [...values])).rows;

const hashesOf = async (schema: string) =>
  rowHashes(query, schema, await readTableNames(query, schema), Number.MAX_SAFE_INTEGER - 1);

/** A process that projects, over a transport that brings what it is told to. */
async function startReader(schema: string, transport: Transport) {
  const { db, tables } = ledger;
  return startRunner({ db, schema, projection, tables, transport, onError: () => undefined });
}

function byHand(): { transport: Transport; bring: OnFacts } {
  let handler: OnFacts | undefined;
  return {
    bring: (...facts) => handler!(...facts),
    transport: {
      kind: 'direct',
      follow: async ({ onFacts }) => {
        handler = onFacts;
        return { stop: () => Promise.resolve() };
      },
      trouble: () => undefined,
      close: () => Promise.resolve(),
    },
  };
}

test('processes that start together build a read model once', async () => {
  await submit('first', 'B1', 1);
  const { db, orm, tables } = ledger;
  const schema = readSchema('banks', projection.version);
  const start = () => ensureReadModel({ db, orm, projection, tables });
  const oids = async () =>
    query<{ oid: number }>(`select oid from pg_namespace where nspname = '${schema}'`);
  const made = start().then(oids);
  const others = await Promise.all([start(), start(), made]);
  expect(others.slice(0, 2)).toEqual([schema, schema]);
  // nobody made it anew under the feet of who was served from it
  expect(await oids()).toEqual(await made);
});

test('I2, I5: a value that no column holds is parked, in the live read model as in a rebuild', async () => {
  const schema = 'banks_scratch_large';
  await rebuild({ ...ledger, projection, schema, until: 0 });
  const transport = directTransport({ pool: ledger.db, log: createLogger('test', 'silent') });
  const runner = await startReader(schema, transport);
  const [large] = await submit('large', 'L1', 1e20);
  const [after] = await submit('after', 'L1', 1);
  const [other] = await submit('other', 'L2', 1);
  expect([large, after, other].map((outcome) => outcome?.status)).toEqual(
    Array.from({ length: 3 }, () => 'ACCEPTED'),
  );
  const behind = async () => {
    const [row] = await query<{ n: number }>(
      `select count(*)::int as n from ${schema}.cursors c join banks.heads h using (partition) where c.pos < h.pos`,
    );
    return row!.n;
  };
  await expect.poll(behind, { timeout: 5_000 }).toBe(0);
  await transport.close();
  await runner.stop();
  const parked = `select source, partition, pos, key from banks_scratch_large.parked order by pos`;
  expect(await query(parked)).toHaveLength(2);

  await rebuild({ ...ledger, projection, schema: 'banks_scratch_large_again' });
  expect(await hashesOf('banks_scratch_large_again')).toEqual(await hashesOf(schema));
  expect(await query(parked.replace('large', 'large_again'))).toEqual(await query(parked));
});

test('I2: a process that takes a partition over knows what the one before it parked', async () => {
  const schema = 'banks_scratch_over';
  await submit('poison', 'O1', 666);
  await submit('later', 'O1', 1);
  const partition = partitionOf('O1');
  const facts = await readFacts(ledger.db, 'banks', partition, 0, 1_000);
  await rebuild({ ...ledger, projection, schema, until: 0 });
  const [before, successor] = [byHand(), byHand()];
  const first = await startReader(schema, before.transport);
  const second = await startReader(schema, successor.transport);
  await before.bring('banks', partition, facts.slice(0, -1));
  await successor.bring('banks', partition, facts.slice(-1));
  await first.stop();
  await second.stop();

  const parked = await query<{ key: string }>(`select key from ${schema}.parked where key = 'O1'`);
  expect(parked).toHaveLength(2);
});

test('a process that was overtaken drops what the other did, and goes on', async () => {
  const schema = 'banks_scratch_overtaken';
  await submit('o1', 'V1', 1);
  await submit('o2', 'V1', 1);
  const partition = partitionOf('V1');
  const facts = await readFacts(ledger.db, 'banks', partition, 0, 1_000);
  await rebuild({ ...ledger, projection, schema, until: 0 });
  const [fast, slow] = [byHand(), byHand()];
  const first = await startReader(schema, fast.transport);
  const second = await startReader(schema, slow.transport);
  await fast.bring('banks', partition, facts.slice(0, -1));
  await slow.bring('banks', partition, facts);
  await first.stop();
  await second.stop();

  const [cursor] = await query<{ pos: number }>(
    `select pos from ${schema}.cursors where partition = ${partition}`,
  );
  expect(cursor!.pos).toBe(facts.at(-1)!.pos);
});
