import { readFacts, readHeads } from '@qianfan/kit/journal/read';
import { createPool } from '@qianfan/kit/postgres/pool';
import { readSchema } from '@qianfan/kit/projections/readmodel';
import { observatoryOf } from '@qianfan/regulators/metrics/catalogue.store';
import { regulators } from '@qianfan/regulators/regulators';
import type { ReturnAccepted } from '@qianfan/schema/facts/banks';
import { type Fact, SERVICES } from '@qianfan/schema/kernel/fact';
import type { Instant } from '@qianfan/schema/kernel/instant';
import { TF01 } from '@qianfan/schema/returns/tf01';
import fc from 'fast-check';
import type { Pool } from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { changed, type Strike } from '../support/changes.ts';
import { byEngine, byNaiveFold, type Cell, gridOf } from '../support/grid.ts';
import { startSystem, type TestSystem } from '../support/system.ts';
import { type About, mayMove } from './dependents.ts';

const NFRA = 'REG_NFRA_JX';
const DOST = 'PRG_DOST';

const RETURNS = gridOf({
  metrics: [
    'LN_BAL',
    'LN_BAL_NPL',
    'LN_BRW',
    'LN_DISB',
    'LN_DISB_BRW',
    'R_NPL',
    'P_RATE',
    'R_COV_LOAN',
  ].map((metric) => [metric, NFRA, 'RETURN'] as const),
  populations: ['HNTE', 'TSME', 'TECH_ENT', 'TECH_LOAN', 'TECH_IND'],
  reporters: ['_T', 'BNK_JJB'],
  areas: ['36'],
  periods: ['2023-12', '2024-11', '2024-12', '2024'],
  transforms: [
    'LEVEL',
    'YTD',
    'MOM',
    'YTD.AS_PUBLISHED',
    'PP_YTD',
    'SHARE-_T',
    'SHARE-TECH_ENT',
    'RANK-_T',
    'COUNT-LE-TSME',
  ],
});

const OTHERS = gridOf({
  metrics: [
    ...[
      'LN_BAL',
      'LN_BAL_NPL',
      'LN_BRW',
      'LN_DISB',
      'R_NPL',
      'R_COV_LOAN',
      'INS_COVER_WRITTEN',
      'INS_COVER_INFORCE',
    ].map((metric) => [metric, NFRA, 'CONTRACT'] as const),
    ['KDT_FILED_BAL', DOST, 'EVENT'] as const,
    ['LST_MEM', DOST, 'EVENT'] as const,
  ],
  populations: ['HNTE', 'TECH_ENT', 'TECH_LOAN', '_T'],
  reporters: ['_T', 'BNK_JJB', 'INS_PICC_JX'],
  areas: ['36', '3604'],
  periods: ['2023-12', '2024-12', '2024', '2024-Q4'],
  transforms: ['LEVEL', 'YOY', 'SHARE-36', 'SHARE-_T', 'RANK-_T', 'COUNT-GT-0'],
});

/** Changes that are tried; some are refused by the rules, as they should be. */
const CHANGES = 40;
const SEED = 20_241_231;

let system: TestSystem;
let journals: Pool;
let reads: Pool;

beforeAll(async () => {
  system = await startSystem();
  journals = createPool(system.database.adminUrl);
  reads = createPool(system.database.urls.regulators, {
    searchPath: readSchema('regulators', regulators.projection.version),
  });
});
afterAll(async () => {
  await journals?.end();
  await reads?.end();
  await system?.stop();
});

async function allFacts(): Promise<Fact<any>[]> {
  const pages = SERVICES.map(async (service) => {
    const heads = await readHeads(journals, service);
    return Promise.all(
      heads.map(({ partition }) => readFacts(journals, service, partition, 0, 1_000_000)),
    );
  });
  return (await Promise.all(pages)).flat(2);
}

const seenAt = (cut: Instant, ids: readonly string[]): Promise<Map<string, Cell>> => {
  const query = async <Row extends object>(statement: string, values: readonly unknown[] = []) =>
    (await reads.query<Row>(statement, [...values])).rows;
  return observatoryOf({ query, cut }).then((from) => byEngine(from, ids));
};

const latestKnown = (facts: readonly Fact[]): Instant =>
  Math.max(...facts.map(({ knownAt }) => knownAt));

/** The regulators' read model has what a receipt is about. */
async function untilRead({ partition, pos }: { partition: number; pos: number }): Promise<void> {
  for (;;) {
    const { rows } = await reads.query<{ pos: number }>(
      `select pos from cursors where source = 'banks' and partition = $1`,
      [partition],
    );
    if (rows[0]!.pos >= pos) return;
    await new Promise((again) => setTimeout(again, 5));
  }
}

describe('I9: every figure equals the naive fold over the raw facts', () => {
  test('over the whole grid, whatever the basis and the transform', async () => {
    const facts = await allFacts();
    const cut = latestKnown(facts);
    const found = await seenAt(cut, [...RETURNS, ...OTHERS]);
    const statuses = new Set([...found.values()].map(({ status }) => status));
    expect([...statuses].toSorted()).toEqual([
      'INCOMPLETE',
      'MISSING',
      'NOT_COLLECTED',
      'NOT_DERIVABLE',
      'NOT_PUBLISHED',
      'REPORTED',
      'UNDEFINED',
    ]);
    expect(Object.fromEntries(found)).toEqual(
      Object.fromEntries(byNaiveFold(facts, found.keys(), cut)),
    );
  });

  test('as of twelve instants of the past', async () => {
    const facts = await allFacts();
    const instants = [...new Set(facts.map(({ knownAt }) => knownAt))].toSorted((a, b) => a - b);
    const cuts = Array.from(
      { length: 12 },
      (_, n) => instants[Math.floor((n * (instants.length - 1)) / 11)]!,
    );
    for (const cut of cuts) {
      const found = await seenAt(
        cut,
        RETURNS.filter((_, n) => n % 7 === 0),
      );
      expect(Object.fromEntries(found)).toEqual(
        Object.fromEntries(byNaiveFold(facts, found.keys(), cut)),
      );
    }
  });

  test('changing one cell of one return moves only figures that depend on it', async () => {
    const ids = [...RETURNS, ...OTHERS.filter((_, n) => n % 11 === 0)];
    let before = await seenAt(latestKnown(await allFacts()), ids);
    const tally = { accepted: 0, refused: 0, moved: 0 };

    const strike = fc.record({
      submission: fc.nat(1_000),
      row: fc.nat(1_000),
      column: fc.nat(1_000),
      borrower: fc.nat(1_000),
      by: fc.integer({ min: -50_000, max: 50_000 }).filter((by) => by !== 0),
    });
    const property = fc.asyncProperty(strike, async (at: Strike & { submission: number }) => {
      const { institution, accepted } = await latestReturn(at.submission);
      const { body, cells } = changed(TF01, institution, accepted, at);
      const [outcome] = await system.services.banks.writer.submit(
        { role: 'BANK', institution, jurisdiction: '36', actor: 'i9', synthetic: true },
        [{ id: `i9-${crypto.randomUUID()}`, type: 'banks.SubmitReturn', body }],
        'test',
      );
      if (outcome!.status === 'REJECTED') throw new Error(JSON.stringify(outcome));
      await untilRead(outcome!.receipt);
      const after = await seenAt(outcome!.receipt.knownAt, ids);
      const moved = ids.filter(
        (id) => JSON.stringify(after.get(id)) !== JSON.stringify(before.get(id)),
      );
      const about: About = {
        basis: 'RETURN',
        metrics: cells.map(({ metric }) => metric),
        populations: cells.map(({ population }) => population),
        reporters: [institution],
        month: accepted.period,
      };
      if (outcome!.status === 'REFUSED') {
        tally.refused += 1;
        expect(moved).toEqual([]);
        return;
      }
      expect(moved.filter((id) => !mayMove(id, about))).toEqual([]);
      const facts = await allFacts();
      expect(Object.fromEntries(moved.map((id) => [id, after.get(id)]))).toEqual(
        Object.fromEntries(byNaiveFold(facts, moved, outcome!.receipt.knownAt)),
      );
      tally.accepted += 1;
      tally.moved += moved.length;
      before = after;
    });
    await fc.assert(property, { numRuns: CHANGES, seed: SEED, endOnFailure: true });

    expect(tally.accepted).toBeGreaterThan(CHANGES / 4);
    expect(tally.refused).toBeGreaterThan(0);
    expect(tally.moved).toBeGreaterThan(tally.accepted);
    const facts = await allFacts();
    const cut = latestKnown(facts);
    const found = await seenAt(cut, ids);
    expect(Object.fromEntries(found)).toEqual(
      Object.fromEntries(byNaiveFold(facts, found.keys(), cut)),
    );
  });
});

async function latestReturn(n: number): Promise<{ institution: string; accepted: ReturnAccepted }> {
  const facts = (await allFacts()).filter(({ type }) => type === 'banks.ReturnAccepted.v1');
  const latest = [
    ...new Map(
      facts
        .toSorted((a, b) => a.pos - b.pos)
        .map((fact) => [`${fact.key}/${fact.body.period}`, fact]),
    ).values(),
  ];
  const { key, body } = latest[n % latest.length]!;
  return { institution: key, accepted: body };
}
