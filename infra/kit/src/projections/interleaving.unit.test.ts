import type { Fact, Service } from '@qianfan/schema/kernel/fact';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { OPEN } from './entity.ts';
import { memoryModel, readableOf, rebuiltAsOf } from '../testing/memory.ts';
import type { Projection, Reducer } from './projection.ts';

/** An account with a balance, which reads its own row, a label, which only writes it, and entries. */
interface Body {
  account: number;
  amount: number;
}

const identity = ['key', 'account'] as const;

const add: Reducer = ({ key, pos, body }: Fact<Body>, current) => {
  if (body.amount === 13) throw new Error('unlucky');
  const before = current('Balance', [key, body.account])?.['balance'] ?? 0;
  const balance = Number(before) + body.amount;
  return [
    { table: 'Balance', row: { key, account: body.account, balance } },
    { table: 'Entry', row: { key, account: pos, amount: body.amount } },
  ];
};

const label: Reducer = ({ service, key, body }: Fact<Body>) => {
  if (body.amount === 7) throw new Error('unlucky');
  // a table of versions belongs to one source: two know nothing of each other's order
  const table = service === 'banks' ? 'Label' : 'Remark';
  return [{ table, row: { key, account: body.account, balance: body.amount } }];
};

const projection: Projection = {
  service: 'regulators',
  version: 1,
  tables: {
    Balance: { mode: 'VERSIONED', identity },
    Label: { mode: 'VERSIONED', identity },
    Remark: { mode: 'VERSIONED', identity },
    Entry: { mode: 'APPEND', identity },
  },
  reducers: {
    banks: { 'banks.Added.v1': add, 'banks.Labelled.v1': label },
    regulators: { 'regulators.Labelled.v1': label },
  },
  rowsFor: {
    'banks.Added.v1': ({ key, body }: Fact<Body>) => [['Balance', [key, body.account]]],
  },
};

const PARTITIONS = 3;

const written = fc.record({
  partition: fc.nat(PARTITIONS - 1),
  source: fc.constantFrom<Service>('banks', 'regulators'),
  type: fc.constantFrom('Added', 'Labelled', 'Ignored'),
  key: fc.nat(1),
  account: fc.nat(1),
  amount: fc.integer({ min: -3, max: 13 }),
  later: fc.nat(2),
});
type Written = typeof written extends fc.Arbitrary<infer T> ? T : never;

/** Journals of two services: dense positions, known-at rising within a partition, equal now and then beyond it. */
function journalsOf(facts: readonly Written[]): Fact[][] {
  const journals = new Map<string, Fact[]>();
  let now = 1;
  for (const { partition, source, type, key, account, amount, later } of facts) {
    const place = `${source}/${partition}`;
    const journal = journals.get(place) ?? [];
    now = Math.max(now + later, (journal.at(-1)?.knownAt ?? 0) + 1);
    const at = { receivedAt: now, recordedAt: now, knownAt: now };
    journal.push({
      ...at,
      service: source,
      partition,
      pos: journal.length + 1,
      key: `K${partition}-${key}`,
      stream: 's:1',
      type: `${source}.${type}.v1`,
      institution: 'I',
      actor: 'a',
      period: null,
      commandId: `c${journal.length}`,
      ordinal: 0,
      digest: 'd',
      synthetic: false,
      body: { account, amount },
      hash: 'h',
    });
    journals.set(place, journal);
  }
  return [...journals.values()];
}

test('I3: as of any instant a read model equals a rebuild stopped there, however partitions interleave', () => {
  const tally = { cuts: 0, parked: 0, ended: 0 };
  const property = fc.property(
    fc.array(written, { minLength: 1, maxLength: 48, size: 'max' }),
    fc.array(fc.tuple(fc.nat(7), fc.integer({ min: 1, max: 6 })), { maxLength: 60, size: 'max' }),
    fc.array(fc.nat(60), { minLength: 3, maxLength: 3 }),
    (facts, schedule, instants) => {
      const journals = journalsOf(facts);
      const cursors = journals.map(() => 0);
      const model = memoryModel(projection);
      let seen = 0;
      const rest = journals.map((_, n) => [n, 1_000] as const);
      for (const [turn, size] of [...schedule, ...rest]) {
        const n = turn % journals.length;
        const page = journals[n]!.slice(cursors[n], cursors[n]! + size);
        model.apply(page);
        cursors[n]! += page.length;
        // while others write: whatever can be read already is what will always be said of that instant
        const cut = readableOf(journals, cursors);
        if (cut > seen) {
          seen = cut;
          tally.cuts += 1;
          expect(model.asOf(cut)).toEqual(rebuiltAsOf(projection, journals, cut));
        }
      }
      for (const at of instants) {
        expect(model.asOf(at)).toEqual(rebuiltAsOf(projection, journals, at));
      }
      tally.parked += model.size().parked;
      tally.ended += model.size().rows - Object.keys(model.asOf(OPEN - 1)).length;
    },
  );
  fc.assert(property, { numRuns: 3_000, seed: 20_241_231 });
  expect(tally.cuts).toBeGreaterThan(3_000);
  expect(tally.parked).toBeGreaterThan(300);
  expect(tally.ended).toBeGreaterThan(3_000);
});
