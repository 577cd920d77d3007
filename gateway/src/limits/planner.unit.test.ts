import { getNamedType, type GraphQLObjectType, isLeafType, isObjectType } from 'graphql';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type Checks, openChecks } from './checks.fixture.ts';
import { along, type Field, required, ways } from './ways.fixture.ts';

// A hundred plans for each entity: where others use the machine, too, that adds up.
vi.setConfig({ testTimeout: 2 * 60_000 });

let checks: Checks;
beforeAll(async () => {
  checks = await openChecks();
});
afterAll(() => checks?.stop());

const fieldsOf = (type: string): Field[] =>
  Object.values((checks.schema.getType(type) as GraphQLObjectType).getFields());
const isLeaf = (field: Field): boolean => isLeafType(getNamedType(field.type));

/** Entities by key, with a field for which a second service has to be asked. */
const ENTITIES: Readonly<Record<string, [key: string, elsewhere: string]>> = {
  Enterprise: ['id', 'loans { totalCount }'],
  Institution: ['code', 'submissions { totalCount }'],
  Loan: ['id', 'filings { totalCount }'],
  Region: ['code', 'covers { totalCount }'],
};

describe('an alias that is named like a field which the plan needs', () => {
  it.each(Object.entries(ENTITIES))(
    'of %s is lost by the planner, and refused; every other alias is planned as it is',
    async (type, [key, elsewhere]) => {
      const way = ways(checks.schema).get(type)!;
      // By the first service: the planner adds the key to what it is asked.
      const plain = fieldsOf(type).filter((field) => isLeaf(field) && field.args.length === 0);
      const names = [...fieldsOf(type).map(({ name }) => name), '__typename', 'another'];
      const lost: string[] = [];
      for (const field of plain) {
        for (const alias of names.filter((name) => name !== field.name)) {
          const query = along(way, `${alias}: ${field.name} there: ${elsewhere}`);
          const [code] = checks.codes(query);
          const requests = await checks.planned(query);
          const isPlanned = requests.some((text) => text.includes(`${alias}:${field.name}`));
          if (code === undefined) expect(isPlanned, query).toBe(true);
          else expect(code, query).toMatch(/^ALIAS_CLASH.*"(code|id|__typename)"/);
          if (!isPlanned) lost.push(alias);
        }
      }
      expect(new Set(lost)).toEqual(new Set([key, '__typename']));
    },
  );
});

describe('queries at random', () => {
  const SEEDS = Array.from({ length: 60 }, (_, seed) => seed);

  it.each(SEEDS)(
    '%i is planned with no more fetches than were counted, or is too much',
    async (seed) => {
      const query = randomQuery(seed);
      const refused = checks.codes(query);
      for (const code of refused) expect(code, query).toMatch(/^TOO_COMPLEX/);
      if (refused.length > 0) return;
      const { fetches } = checks.weighed(query).extent;
      const planned = (await checks.planned(query)).length;
      expect(planned, query).toBeGreaterThan(0);
      expect(planned, query).toBeLessThanOrEqual(fetches);
    },
  );

  it('are for the most part not too much', () => {
    const taken = SEEDS.filter((seed) => checks.codes(randomQuery(seed)).length === 0);
    expect(taken.length).toBeGreaterThan(SEEDS.length / 2);
  });
});

/** A valid query, the same for the same seed: some levels, some aliases, some fragments. */
function randomQuery(seed: number): string {
  const random = randomOf(seed);
  const fragments: string[] = [];
  const setOf = (type: GraphQLObjectType, levels: number): string => {
    const fields = Object.values(type.getFields()).filter(
      (field) => isLeaf(field) || (levels > 1 && isObjectType(getNamedType(field.type))),
    );
    const chosen = fields.filter(() => random(fields.length) < 4);
    const parts = chosen.map((field, i) => {
      const inner = getNamedType(field.type);
      const alias = random(5) === 0 ? `a${i}: ` : '';
      const set = isObjectType(inner) ? ` ${setOf(inner, levels - 1)}` : '';
      return `${alias}${field.name}${required(field)}${set}`;
    });
    const set = `{ __typename ${parts.join(' ')} }`;
    if (random(8) > 0) return set;
    fragments.push(`fragment F${fragments.length} on ${type.name} ${set}`);
    return `{ ...F${fragments.length - 1} }`;
  };
  const query = setOf(checks.schema.getQueryType()!, 2 + random(6));
  return [query, ...fragments].join(' ');
}

/** mulberry32 */
function randomOf(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) % below;
  };
}
