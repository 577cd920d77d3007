import { CODELISTS } from '@qianfan/schema/codelists/codelists';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Checks, openChecks } from './checks.fixture.ts';
import { priceOf } from './figures.ts';

let checks: Checks;
beforeAll(async () => {
  checks = await openChecks();
});
afterAll(() => checks?.stop());

const extent = (query: string) => checks.weighed(query).extent;
const demand = (query: string, values: Record<string, unknown> = {}) =>
  checks.weighed(query).demand(values);

describe('depth', () => {
  it.each([
    ['{ __typename }', 0],
    ['{ metrics { code } }', 2],
    ['{ region(code: "36") { ... { ... on Region { code } } } }', 2],
    ['{ ...F } fragment F on Query { region(code: "36") { parent { code } } }', 3],
    ['{ region(code: "36") { ...F } } fragment F on Region { parent { code } }', 3],
    ['{ __schema { types { fields { name } } } }', 0],
  ])('%s', (query, depth) => expect(extent(query).depth).toBe(depth));
});

describe('aliases and fields', () => {
  it.each([
    ['{ metrics { code } }', 0, 2],
    ['{ a: metrics { b: code c: code } }', 3, 3],
    ['{ ...F ...F } fragment F on Query { a: metrics { code } }', 2, 4],
  ])('%s', (query, aliases, fields) => expect(extent(query)).toMatchObject({ aliases, fields }));

  it('are counted in time in proportion to the document, however often fragments are spread', () => {
    const doubling = Array.from(
      { length: 60 },
      (_, i) =>
        `fragment F${i} on Region { a: parent { ...F${i + 1} } b: parent { ...F${i + 1} } }`,
    );
    const query = `{ region(code: "36") { ...F0 } } ${doubling.join(' ')} fragment F60 on Region { code }`;
    expect(extent(query).fields).toBeGreaterThan(2 ** 60);
  });
});

describe('fetches', () => {
  it.each([
    ['{ metrics { code } }', 1],
    ['{ metrics { code } loans { totalCount } filings { totalCount } }', 3],
    ['{ institution(code: "B") { name { zh } loans { totalCount } covers { totalCount } } }', 2],
    ['{ institution(code: "B") { loans { nodes { county { name { zh } } } } } }', 3],
    [
      '{ institution(code: "B") { ... { loans { totalCount } } ... { covers { totalCount } } } }',
      2,
    ],
    ['{ institution(code: "B") { ...F } } fragment F on Institution { loans { totalCount } }', 2],
    [
      '{ a: region(code: "1") { loans { totalCount } } b: region(code: "2") { loans { totalCount } } }',
      3,
    ],
    ['{ __schema { types { name } } }', 0],
  ])('%s', (query, fetches) => expect(extent(query).fetches).toBe(fetches));
});

describe('cost', () => {
  it.each<[string, Record<string, unknown>, number]>([
    ['{ region(code: "36") { code level } }', {}, 3],
    ['{ loans(first: 10) { nodes { id } } }', {}, 1 + 10 * 2],
    ['{ loans { nodes { id } totalCount } }', {}, 1 + 50 * 2 + 1],
    ['{ loans { edges { cursor node { id } } } }', {}, 1 + 50 * 4],
    ['{ loans(first: 10) { ... { nodes { id } } } }', {}, 1 + 10 * 2],
    ['{ loans(first: 10) { ...F } } fragment F on LoanConnection { nodes { id } }', {}, 1 + 10 * 2],
    ['{ loans(first: 10) { x: nodes { id } } }', {}, 1 + 10 * 2],
    ['query ($n: Int) { loans(first: $n) { nodes { id } } }', { n: 20 }, 1 + 20 * 2],
    ['query ($n: Int) { loans(first: $n) { nodes { id } } }', { n: null }, 1 + 50 * 2],
    ['query ($n: Int) { loans(first: $n) { nodes { id } } }', {}, 1 + 50 * 2],
    ['{ loans(first: null) { nodes { id } } }', {}, 1 + 50 * 2],
    ['{ loans(first: -5) { nodes { id } } }', {}, 1 + 2],
    ['{ loans(first: 99999) { nodes { id } } }', {}, 1 + 500 * 2],
    ['{ ranking(metric: "M", period: "2024", first: 7) { n rows { rank } } }', {}, 2 + 7 * 2],
    ['{ regions(level: CITY) { code } }', {}, 11 * 2],
    ['query ($l: RegionLevel) { regions(level: $l) { code } }', { l: 'PROVINCE' }, 2],
    ['{ __schema { queryType { name } } }', {}, 3 / 4],
  ])('%s %j', (query, values, cost) => expect(demand(query, values).cost).toBe(cost));
});

describe('levels', () => {
  const f = { metric: 'M', period: '2024-12' };
  const counted = { ...f, transform: 'COUNT-GE-1' };
  const ALL = 'query ($f: [FigureInput!]!) { observations(figures: $f) { value } }';
  it.each<[string, Record<string, unknown>, number]>([
    ['{ metrics { code } }', {}, 0],
    ['{ observation(figure: {metric: "M", period: "2024"}) { value } }', {}, 1],
    [
      '{ observation(figure: {metric: "M", period: "2024"}) { value growth { value } rank { n } } }',
      {},
      1 + 1 + 210,
    ],
    ['{ observation(figure: {metric: "M", period: "2024", transform: "YOY"}) { value } }', {}, 2],
    ['{ figure(id: "M.P:RANK-_T:2024") { value } }', {}, 210],
    ['{ figure(id: "M.P:LEVEL:2024") { value } }', {}, 1],
    ['{ figure(id: "nonsense") { value } }', {}, 1],
    [ALL, { f: [f, f, f] }, 3],
    [ALL, { f }, 1],
    [ALL, { f: [counted, f] }, 211],
    [
      'query ($t: String) { observation(figure: {metric: "M", period: "2024", transform: $t}) { value } }',
      { t: 'COUNT-GE-1' },
      210,
    ],
    [
      'query ($f: FigureInput!) { series(figure: $f, from: "2024-01", to: "2024-12") { value growth { value } } }',
      { f },
      24,
    ],
    [
      'query ($f: FigureInput!) { vintages(figure: $f, from: "2024-01", to: "2024-12") { period } }',
      { f },
      12 * 7.5,
    ],
    [
      'query ($f: FigureInput!) { difference(figure: $f, between: "a", and: "b") { change } }',
      { f },
      2,
    ],
    ['{ ranking(metric: "M", period: "2024") { n } }', {}, 210],
    ['{ ranking(metric: "M", period: "2024", by: "YOY") { n } }', {}, 420],
    // What nobody knows is refused by the service, which can say what is wrong with it.
    ['{ ranking(metric: "M", period: "2024", by: "yoy") { n } }', {}, 210],
    ['{ ranking(metric: "M", period: "2024", by: "X") { n } }', {}, 210],
    ['{ ranking(metric: "M", period: "2024", by: "RANK-_T") { n } }', {}, 44_100],
  ])('%s %j', (query, values, levels) => expect(demand(query, values).levels).toBe(levels));
});

it.each(CODELISTS.transform.map(({ code }) => code))('%s has a price', (code) => {
  expect([priceOf(code), priceOf(`${code}-_T`)]).not.toEqual([undefined, undefined]);
});
