import { playProvince } from '@qianfan/demo/play';
import { readFacts } from '@qianfan/kit/journal/read';
import { createPool } from '@qianfan/kit/postgres/pool';
import { readSchema } from '@qianfan/kit/projections/readmodel';
import { observatoryOf } from '@qianfan/regulators/metrics/catalogue.store';
import { regulators } from '@qianfan/regulators/regulators';
import type { Fact, Service } from '@qianfan/schema/kernel/fact';
import type { Instant } from '@qianfan/schema/kernel/instant';
import { periodOf } from '@qianfan/schema/kernel/period';
import type { Receipt } from '@qianfan/schema/kernel/receipt';
import fc from 'fast-check';
import type { Pool } from 'pg';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { allFacts } from '../support/facts.ts';
import { byEngine, byNaiveFold, type Cell, gridOf } from '../support/grid.ts';
import { type Doing, MOVES } from '../support/province-moves.ts';
import { startSystem, type TestSystem } from '../support/system.ts';
import { type About, mayMove } from './dependents.ts';

// Thousands of figures of 185 banks: where others use the machine, too, that adds up.
vi.setConfig({ testTimeout: 10 * 60_000 });

const NFRA = 'REG_NFRA_JX';
const DOST = 'PRG_DOST';
const returns = (...metrics: string[]) => metrics.map((it) => [it, NFRA, 'RETURN'] as const);
const contracts = (...metrics: string[]) => metrics.map((it) => [it, NFRA, 'CONTRACT'] as const);
const events = (...metrics: string[]) => metrics.map((it) => [it, DOST, 'EVENT'] as const);
/** One in so many, scattered, so that all values of all axes meet each other. */
const some = (ids: readonly string[], oneIn: number, salt = 1) =>
  ids.filter((_, n) => Math.imul(n + salt, 2_654_435_761) >>> 8 < 2 ** 24 / oneIn);

const BANKS = ['_T', 'BNK_JJB', 'BNK_RCB_JX', 'BNK_CMB_NC'];
const CHANGES = ['LEVEL', 'YOY', 'YTD', 'MOM', 'QOQ', 'YTD.AS_PUBLISHED', 'GAP_ALL'];
const SHARES = ['SHARE-_T', 'SHARE-TECH_LOAN', 'SHARE-ALL', 'SHARE-BNK_RCB_JX', 'SHARE-36'];
const PEERS = ['RANK-_T', 'RANK-CITY_BANK', 'COUNT-GT-1000000', 'COUNT-LE-TSME'];

const IDS = [
  ...some(
    gridOf({
      metrics: returns(
        'LN_BAL',
        'LN_BAL_NPL',
        'LN_BAL_MLT',
        'LN_BRW',
        'LN_DISB',
        'R_NPL',
        'R_COV_LOAN',
        'P_RATE',
        'KDT_REL_BAL',
        'KDT_SHARE_TSME',
      ),
      populations: ['HNTE', 'TSME', 'TECH_LOAN', 'CHAIN', 'STRATEGIC_EMERGING', '_T'],
      reporters: BANKS,
      areas: ['36', '3604', '360402'],
      periods: ['2023-12', '2024-06', '2024-11', '2024-12', '2024', '2024-Q4', '2025-02'],
      transforms: [...CHANGES, 'PP_YTD', ...SHARES, ...PEERS],
    }),
    220,
  ),
  ...some(
    gridOf({
      metrics: returns('P_RATE_GAP', 'C_RATE_BELOW', 'LN_FIRST_BRW', 'LN_FIRST_AMT'),
      populations: ['TECH_LOAN', '_T'],
      reporters: BANKS,
      areas: ['36'],
      periods: ['2024-12', '2024'],
      transforms: ['LEVEL', 'PP_YOY', 'RANK-_T'],
    }),
    2,
  ),
  ...some(
    gridOf({
      metrics: returns('INS_COVER_WRITTEN', 'INS_PREM', 'INS_POL', 'INS_LR', 'INS_OS'),
      populations: ['_T'],
      reporters: ['_T', 'INS_PICC_JX'],
      areas: ['36'],
      products: ['_T', 'INS_PART_I', 'INS_IP'],
      periods: ['2023-Q4', '2024-Q3', '2024-Q4', '2024', '2024-12'],
      transforms: ['LEVEL', 'YOY', 'QOQ', 'PP_YOY', 'SHARE-_T', 'RANK-INSURERS'],
    }),
    5,
  ),
  ...some(
    gridOf({
      metrics: contracts(
        'LN_BAL',
        'LN_BAL_NPL',
        'LN_BRW',
        'LN_DISB',
        'R_NPL',
        'R_COV_LOAN',
        'LN_LIMIT',
        'LN_LIMIT_BRW',
        'LN_LIMIT_BRW_CUM',
        'INS_COVER_WRITTEN',
        'INS_COVER_INFORCE',
      ),
      populations: ['HNTE', 'ISME', 'TECH_ENT', 'TECH_LOAN', '_T'],
      reporters: [...BANKS, 'INS_PICC_JX'],
      areas: ['36', '3604', '360402'],
      products: ['_T', 'KECHUANGDAI'],
      lifecycles: ['_T', 'GROWTH'],
      periods: ['2024-06', '2024-12', '2025-03', '2024', '2024-Q4'],
      transforms: [
        'LEVEL',
        'YOY',
        'YTD',
        'GAP_ALL',
        'X_COHORT',
        'X_LIST_EFFECT',
        'X_COHORT.YTD',
        'SHARE-36',
        'SHARE-_T',
        'RANK-_T',
        'COUNT-GT-0',
      ],
    }),
    200,
  ),
  ...some(
    gridOf({
      metrics: [
        ...events(
          'KDT_FILED_BAL',
          'KDT_FILED_ENT_CUM',
          'KDT_REGION_CITY',
          'KDT_REGION_COUNTY',
          'KDT_BANK',
          'KDT_OUTLET',
          'PRG_AGE',
          'LST_MEM',
        ),
        ['KDT_AGR_CITY', NFRA, 'EVENT'],
      ],
      populations: ['_T', 'TSME', 'TECH_ENT'],
      reporters: BANKS,
      areas: ['36', '3604', '360402'],
      programmes: ['_T', 'KDT'],
      periods: ['2020', '2024-12', '2025-03', '2024-Q4'],
      transforms: ['LEVEL', 'YOY', 'X_COHORT', 'SHARE-36', 'RANK-_T'],
    }),
    50,
  ),
];

/** Looked at after every change; none that asks every bank. */
const WATCHED = some(
  IDS.filter((id) => !/:(COUNT|RANK)-/.test(id)),
  16,
);

/** Figures near what a change is about: its own levels, and some others. */
function near(about: About): string[] {
  const { metrics, basis, populations, products, reporters, areas, month, list } = about;
  const axes = {
    metrics: (metrics ?? ['LN_BAL', 'LN_BRW', 'LN_LIMIT', 'LST_MEM']).map((metric) => {
      const agency = /^(KDT_FILED|KDT_OUTLET|LST_MEM)/.test(metric) ? DOST : NFRA;
      const event = /^(KDT|LST)/.test(metric) ? 'EVENT' : 'CONTRACT';
      return [metric, agency, basis ?? event] as const;
    }),
    populations: [...(populations?.map((it) => it || '_T') ?? ['_T', list ?? 'TECH_ENT'])],
    products: products ?? ['_T'],
    reporters: ['_T', ...(reporters ?? [])],
    areas: ['36', ...(areas ?? ['3601']).filter((it) => it !== '36')],
    periods: month ? (['M', 'Q', 'A'] as const).map((it) => periodOf(month, it)) : ['2025-03'],
  };
  const others = gridOf({ ...axes, transforms: ['YOY', 'X_COHORT', 'X_LIST_EFFECT', 'RANK-_T'] });
  const levels = gridOf({ ...axes, transforms: ['LEVEL'] });
  return [...new Set([...levels, ...some(others, others.length / 12)])];
}

/** The changes that are tried, in this order: those that the rules may refuse more than once. */
const TRIED = [...Object.keys(MOVES), 'TF01', 'TF02', 'TF05', 'list'];
const SEED = 20_250_401;

describe('I9 over the whole province', () => {
  let system: TestSystem;
  let journals: Pool;
  let reads: Pool;
  let facts: Fact<any>[];

  beforeAll(async () => {
    system = await startSystem({ demo: false });
    await playProvince({ url: system.url, token: system.token('importer'), scale: 0 });
    journals = createPool(system.database.adminUrl);
    reads = createPool(system.database.urls.regulators, {
      searchPath: readSchema('regulators', regulators.projection.version),
    });
    facts = await allFacts(journals);
    for (const [service, last] of Object.entries(Object.groupBy(facts, sourceOf))) {
      for (const { partition, pos } of last!) await untilRead(service as Service, partition, pos);
    }
  }, 600_000);
  afterAll(async () => {
    await journals?.end();
    await reads?.end();
    await system?.stop();
  });

  const seenAt = async (cut: Instant, ids: readonly string[]): Promise<Map<string, Cell>> => {
    const query = async <Row extends object>(statement: string, values: readonly unknown[] = []) =>
      (await reads.query<Row>(statement, [...values])).rows;
    const from = await observatoryOf({ query, cut });
    const found: [string, Cell][] = [];
    // No more at a time than connections can carry.
    for (let at = 0; at < ids.length; at += 250) {
      found.push(...(await byEngine(from, ids.slice(at, at + 250))));
    }
    return new Map(found);
  };

  const cursors = new Map<string, number>();
  /** The regulators' read model has what a receipt is about. */
  async function untilRead(service: Service, partition: number, pos: number): Promise<void> {
    const key = `${service} ${partition}`;
    while ((cursors.get(key) ?? 0) < pos) {
      const { rows } = await reads.query<{ pos: number }>(
        'select pos from cursors where source = $1 and partition = $2',
        [service, partition],
      );
      cursors.set(key, rows[0]!.pos);
      if (rows[0]!.pos < pos) await new Promise((again) => setTimeout(again, 5));
    }
  }

  async function readOn(service: Service, { partition, pos }: Receipt): Promise<void> {
    await untilRead(service, partition, pos);
    facts.push(...(await readFacts(journals, service, partition, pos - 1, 100)));
  }

  const latestKnown = () => facts.reduce((latest, { knownAt }) => Math.max(latest, knownAt), 0);
  const asObject = (cells: Map<string, Cell>) => Object.fromEntries(cells);

  test('every figure equals the naive fold over the raw facts, now and then', async () => {
    const cut = latestKnown();
    const found = await seenAt(cut, IDS);
    expect(new Set([...found.values()].map(({ status }) => status)).size).toBeGreaterThanOrEqual(5);
    expect(asObject(found)).toEqual(asObject(byNaiveFold(facts, found.keys(), cut)));
    for (const day of ['2024-08-15', '2024-12-25', '2025-01-25']) {
      const then = Date.parse(`${day}T08:00:00Z`) * 1_000;
      const past = await seenAt(then, some(IDS, 20));
      expect(asObject(past)).toEqual(asObject(byNaiveFold(facts, past.keys(), then)));
    }
  });

  test('a change of a cell, a list, a filing or a contract moves only what depends on it', async () => {
    const tally = Object.fromEntries(
      Object.keys(MOVES).map((name) => [name, { accepted: 0, refused: 0, moved: 0 }]),
    );
    const dice = fc.record({
      which: fc.nat(100_000),
      row: fc.nat(1_000),
      column: fc.nat(1_000),
      borrower: fc.nat(1_000),
      by: fc.integer({ min: -50_000, max: 50_000 }).filter((by) => by !== 0),
    });
    const throws = fc.sample(dice, { numRuns: TRIED.length, seed: SEED });
    let watched = await seenAt(latestKnown(), WATCHED);
    for (const [n, name] of TRIED.entries()) {
      const counts = tally[name]!;
      const doing = MOVES[name]!(facts, throws[n]!, `I9-${n}`);
      const own = near(doing.about);
      const before = new Map([...watched, ...(await seenAt(latestKnown(), own))]);
      const outcome = await submit(doing);
      if (outcome.status === 'REJECTED') throw new Error(JSON.stringify([name, outcome]));
      await readOn(doing.service, outcome.receipt);
      const cut = outcome.receipt.knownAt;
      watched = await seenAt(cut, WATCHED);
      const after = new Map([...watched, ...(await seenAt(cut, own))]);
      const moved = [...after.keys()].filter(
        (id) => JSON.stringify(after.get(id)) !== JSON.stringify(before.get(id)),
      );
      const checked = [...new Set([...own, ...moved])].filter((id) => after.has(id));
      expect([name, checked.map((id) => [id, after.get(id)])]).toEqual([
        name,
        [...byNaiveFold(facts, checked, cut)],
      ]);
      if (outcome.status === 'REFUSED') {
        counts.refused += 1;
        expect([name, moved]).toEqual([name, []]);
        continue;
      }
      const stray = moved.filter((id) => !mayMove(id, doing.about));
      expect([name, doing.about, stray]).toEqual([name, doing.about, []]);
      counts.accepted += 1;
      counts.moved += moved.length;
    }
    const idle = Object.entries(tally).filter(([, { accepted, moved }]) => !accepted || !moved);
    expect(idle).toEqual([]);
    expect(asObject(watched)).toEqual(asObject(byNaiveFold(facts, watched.keys(), latestKnown())));
  });

  const submit = async ({ service, as, type, body }: Doing) =>
    (
      await system.services[service].writer.submit(
        as,
        [{ id: `i9-${crypto.randomUUID()}`, type, body }],
        'test',
      )
    )[0]!;
});

const sourceOf = ({ type }: Fact): string => type.slice(0, type.indexOf('.'));
