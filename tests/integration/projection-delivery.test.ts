import { readFacts } from '@qianfan/kit/journal/read';
import { ensureReadModel } from '@qianfan/kit/projections/readmodel';
import { rebuild } from '@qianfan/kit/projections/rebuild';
import { readTableNames, rowHashes } from '@qianfan/kit/projections/rowhash';
import { startRunner } from '@qianfan/kit/projections/runner';
import type { Query } from '@qianfan/kit/subgraph/context';
import type { OnFacts, Transport } from '@qianfan/kit/transport/transport';
import { type Fact, PARTITIONS } from '@qianfan/schema/kernel/fact';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { bank, booking, openLedger } from '../support/journal.ts';
import { ledger as projection } from '../support/ledger.ts';

/** Delivery as Kafka's: in order, but with repeats by a relay that was killed, and with holes. */
let ledger: Awaited<ReturnType<typeof openLedger>>;
let partition: number;
let facts: Fact[];
let schema: string;

const FACTS = 40;

beforeAll(async () => {
  ledger = await openLedger();
  const all = Array.from({ length: FACTS }, (_, n) => booking(`d-${n}`, 'B1', `A${n % 3}`, n + 1));
  await ledger.writer.submit(bank('B1'), all, 'test');
  for (partition = 0; partition < PARTITIONS; partition += 1) {
    facts = await readFacts(ledger.db, 'banks', partition, 0, 100);
    if (facts.length > 0) break;
  }
  await rebuild({ ...ledger, projection, schema: 'banks_scratch' });
  schema = await ensureReadModel({ ...ledger, projection });
});
afterAll(() => ledger.close());

const hashesOf = async (schema: string) => {
  const query: Query = async (text, values = []) => (await ledger.db.query(text, [...values])).rows;
  return rowHashes(query, schema, await readTableNames(query, schema), Number.MAX_SAFE_INTEGER);
};

/** A runner over an empty read model, and a transport that hands over what it is told to. */
async function startDelivery() {
  let deliver: OnFacts | undefined;
  const transport: Transport = {
    kind: 'direct',
    follow: async ({ onFacts }) => {
      deliver = onFacts;
      return { stop: () => Promise.resolve() };
    },
    trouble: () => undefined,
    close: () => Promise.resolve(),
  };
  await ledger.db.query(`truncate ${schema}.account, ${schema}.entry, ${schema}.parked`);
  await ledger.db.query(`update ${schema}.cursors set pos = 0, known_at = 0`);
  const errors: unknown[] = [];
  const runner = await startRunner({
    ...ledger,
    schema,
    projection,
    transport,
    onError: (error) => errors.push(error),
  });
  return { runner, errors, deliver: deliver! };
}

/** Runs of facts that each begin wherever their relay began: before the last one's end, or behind it. */
const run = fc.tuple(fc.nat(FACTS - 1), fc.integer({ min: 1, max: FACTS }));
const deliveries = fc.array(fc.array(run, { minLength: 1, maxLength: 5 }), { maxLength: 4 });

test('I1 I2 facts that come again, or not at all, are applied once and none is left out', async () => {
  const expected = await hashesOf('banks_scratch');
  await fc.assert(
    fc.asyncProperty(deliveries, async (delivered) => {
      const { runner, errors, deliver } = await startDelivery();
      for (const runs of delivered) {
        const delivery = runs.flatMap(([from, length]) => facts.slice(from, from + length));
        await deliver('banks', partition, delivery);
      }
      await deliver('banks', partition, facts.slice(-1));
      await runner.stop();
      expect(errors).toEqual([]);
      expect(await hashesOf(schema)).toEqual(expected);
    }),
    { numRuns: 60 },
  );
});
