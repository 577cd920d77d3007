import { isDeepStrictEqual } from 'node:util';
import { banks } from '@qianfan/banks/banks';
import { sourcesOf } from '@qianfan/kit/projections/projection';
import { createPool } from '@qianfan/kit/postgres/pool';
import type { ServiceDefinition } from '@qianfan/kit/service';
import { memoryModel, rebuiltAsOf } from '@qianfan/kit/testing/memory';
import { programmes } from '@qianfan/programmes/programmes';
import { regulators } from '@qianfan/regulators/regulators';
import type { Fact } from '@qianfan/schema/kernel/fact';
import { formatInstant, parseInstant } from '@qianfan/schema/kernel/instant';
import fc from 'fast-check';
import type { Pool } from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { allFacts } from '../support/facts.ts';
import { moves, writersOn } from '../support/pour.ts';
import { rounds } from '../support/rounds.ts';
import { startSystem, type TestSystem } from '../support/system.ts';
import { comparable, QUESTION, type Seen, told, VARIABLES } from '../support/told.ts';

const SEED = 20_250_301;
/** Rounds of commands from all sides at once, each with readers beside them. */
const ROUNDS = rounds(200);
/** Ways in which the partitions of the whole history may interleave, for each service. */
const INTERLEAVINGS = rounds(300);
/** Rounds wait for each other's commits, a thousand times: where others use the machine, too, that adds up. */
const PATIENCE = 10 * 60_000;

let system: TestSystem;
let journals: Pool;

beforeAll(async () => {
  system = await startSystem();
  journals = createPool(system.database.adminUrl);
});
afterAll(async () => {
  await journals?.end();
  await system?.stop();
});

async function look(when: { asOf?: string; minCut?: string } = {}): Promise<Seen> {
  const options = { as: 'auditor' as const, ...when };
  const { data, errors, extensions } = await system.query(QUESTION, VARIABLES, options);
  if (errors) throw new Error(JSON.stringify(errors));
  return { cut: parseInstant(extensions!.cut!.at)!, data };
}

const after = (ms: number) => new Promise((done) => setTimeout(done, ms));

describe('every number of one answer belongs to one cut', () => {
  test(
    'while commands pour in from all sides',
    async () => {
      const history = await allFacts(journals);
      const act = writersOn(system, history);
      const seen: Seen[] = [];
      let latest = 0;

      const round = fc.record({
        moves,
        /** Milliseconds after which each reader looks. */
        readers: fc.array(fc.nat(25), { minLength: 1, maxLength: 2 }),
        /** Whether a writer looks for what it wrote. */
        own: fc.boolean(),
      });
      const play = fc.asyncProperty(round, async ({ moves: sent, readers, own }) => {
        const looking = readers.map(async (ms) => {
          await after(ms);
          seen.push(await look());
        });
        const [receipts] = await Promise.all([Promise.all(sent.map(act)), Promise.all(looking)]);
        const [minCut] = receipts.filter((it) => it !== undefined);
        if (!own || !minCut) return;
        const mine = await look({ minCut });
        expect(mine.cut).toBeGreaterThanOrEqual(parseInstant(minCut)!);
        // the current cut never moves back
        expect(mine.cut).toBeGreaterThanOrEqual(latest);
        latest = mine.cut;
        seen.push(mine);
      });
      await fc.assert(play, { numRuns: ROUNDS, seed: SEED, endOnFailure: true });

      const facts = await allFacts(journals);
      expect(facts.length - history.length).toBeGreaterThan(ROUNDS);
      // A quick machine plays several rounds at one cut.
      expect(new Set(seen.map(({ cut }) => cut)).size).toBeGreaterThan(ROUNDS / 8);
      for (const it of seen) expect([it.cut, comparable(it)]).toEqual([it.cut, told(facts, it)]);

      // and as of that instant it is said again for ever, to the letter
      for (const it of seen.filter((_, n) => n % 10 === 0)) {
        expect(await look({ asOf: formatInstant(it.cut) })).toEqual(it);
      }
    },
    PATIENCE,
  );

  test.each([regulators, banks, programmes].map((it) => [it.service, it] as const))(
    'I3: %s reads the same as of any instant, however its partitions interleave',
    async (_, { projection }: ServiceDefinition) => {
      const sources = sourcesOf(projection);
      const read = (await allFacts(journals)).filter(({ service }) => sources.includes(service));
      const partitions = [
        ...Map.groupBy(read, ({ service, partition }) => `${service}/${partition}`).values(),
      ].map((facts) => facts.toSorted((a, b) => a.pos - b.pos));
      const instants = read.map(({ knownAt }) => knownAt).toSorted((a, b) => a - b);
      const rebuilt = new Map<number, object>();
      const wanted = (at: number): object => {
        let model = rebuilt.get(at);
        if (!model) rebuilt.set(at, (model = rebuiltAsOf(projection, partitions, at)));
        return model;
      };
      const last = wanted(instants.at(-1)!);
      expect(Object.keys(last).length).toBeGreaterThan(50);

      const property = fc.property(fc.integer(), fc.nat(instants.length - 1), (seed, nth) => {
        const model = memoryModel(projection);
        for (const page of interleaved(partitions, seed)) model.apply(page);
        expect(isDeepStrictEqual(model.asOf(instants[nth]!), wanted(instants[nth]!))).toBe(true);
        expect(isDeepStrictEqual(model.asOf(instants.at(-1)!), last)).toBe(true);
        expect(model.size().parked).toBe(0);
      });
      fc.assert(property, { numRuns: INTERLEAVINGS, seed: SEED });
    },
  );
});

/** Pages of random length from partitions in random order, each partition in its own order. */
function* interleaved(partitions: readonly Fact[][], seed: number): Generator<Fact[]> {
  let state = seed >>> 0;
  const random = (below: number): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
  const waiting = partitions.map((facts) => ({ facts, at: 0 }));
  while (waiting.length > 0) {
    const n = random(waiting.length);
    const one = waiting[n]!;
    const size = 1 + random(200);
    yield one.facts.slice(one.at, one.at + size);
    one.at += size;
    if (one.at >= one.facts.length) waiting.splice(n, 1);
  }
}
