import type { Fact, Service } from '@qianfan/schema/kernel/fact';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { OPEN } from './entity.ts';
import { memoryModel, readableOf, rebuiltAsOf } from '../testing/memory.ts';
import { projectionOf } from './of-slices.ts';
import type { Reducer, Reduction } from './projection.ts';
import { long, table, text } from './table.ts';

/** An account with a balance, which reads its own row, a label, which only writes it, and entries. */
interface Body {
  account: number;
  amount: number;
}

const versions = (name: string) =>
  table(name, {
    mode: 'VERSIONED',
    identity: { key: text, account: long },
    columns: { balance: long },
  });
const balances = versions('Balance');
const labels = versions('Label');
const remarks = versions('Remark');
const latests = versions('Latest');
const counts = versions('Count');
const entries = table('Entry', {
  mode: 'APPEND',
  identity: { key: text, account: long },
  columns: { amount: long },
});

const add: Reduction<Body> = {
  touches: ({ key, body }) => [[balances, [key, body.account]]],
  reduce: ({ key, pos, body }, current) => {
    if (body.amount === 13) throw new Error('unlucky');
    const before = current(balances, [key, body.account])?.balance ?? 0;
    return [
      balances.row({ key, account: body.account, balance: before + body.amount }),
      entries.row({ key, account: pos, amount: body.amount }),
    ];
  },
};

/** Two further slices fold the same facts: one only writes rows, which end each other, one reads its own. */
const note: Reducer<Body> = ({ key, body }) => [
  latests.row({ key, account: body.account, balance: body.amount }),
];
const count: Reduction<Body> = {
  touches: ({ key }) => [[counts, [key, 0]]],
  reduce: ({ key }, current) => [
    counts.row({ key, account: 0, balance: (current(counts, [key, 0])?.balance ?? 0) + 1 }),
  ],
};

const label: Reducer<Body> = ({ service, key, body }) => {
  if (body.amount === 7) throw new Error('unlucky');
  // a table of versions belongs to one source: two know nothing of each other's order
  const own = service === 'banks' ? labels : remarks;
  return [own.row({ key, account: body.account, balance: body.amount })];
};

const added = 'banks.Added.v1';

const projection = projectionOf('regulators', [
  {
    name: 'accounts',
    version: '1',
    tables: [balances, labels, remarks, entries],
    reducers: { [added]: add, 'banks.Labelled.v1': label, 'regulators.Labelled.v1': label },
  },
  { name: 'notes', version: '1', tables: [latests], reducers: { [added]: note } },
  { name: 'counts', version: '1', tables: [counts], reducers: { [added]: count } },
]);

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
