import { type OperationDefinitionNode, parse } from 'graphql';
import { describe, expect, it } from 'vitest';
import { demandOf } from './cost.ts';

const demand = (query: string, variables: Record<string, unknown> = {}) => {
  const document = parse(query);
  const operation = document.definitions.find((d) => d.kind === 'OperationDefinition');
  return demandOf(document, operation as OperationDefinitionNode, variables);
};

describe('depth', () => {
  it.each([
    ['{ a }', 1],
    ['{ a { b } c }', 2],
    ['{ a { ... { ... on T { b } } } }', 2],
    ['{ ...F } fragment F on Q { a { b { c } } }', 3],
    ['{ a { ...F } ...F } fragment F on Q { a { b } }', 3],
    ['{ __schema { types { fields { name } } } }', 0],
  ])('%s', (query, depth) => expect(demand(query).depth).toBe(depth));
});

describe('aliases', () => {
  it.each([
    ['{ a b { c } }', 0],
    ['{ x: a y: b { z: c } }', 3],
    ['{ ...F x: a { ...F } } fragment F on Q { y: b }', 3],
  ])('%s', (query, aliases) => expect(demand(query).aliases).toBe(aliases));
});

describe('cost', () => {
  it.each([
    ['{ a { b c } }', {}, 3],
    ['{ a(first: 10) { nodes { b } } }', {}, 1 + 10 * 2],
    ['{ a { nodes { b } } }', {}, 1 + 50 * 2],
    ['{ a { edges { node { b } } } }', {}, 1 + 50 * 3],
    ['{ a(first: 10) { nodes { b(first: 10) { nodes { c } } } } }', {}, 1 + 10 * (1 + 1 + 10 * 2)],
    ['{ ...F } fragment F on Q { a(first: 9) { nodes { b } } }', {}, 1 + 9 * 2],
    ['query ($n: Int) { a(first: $n) { nodes { b } } }', { n: 20 }, 1 + 20 * 2],
    ['query ($n: Int = 30) { a(first: $n) { nodes { b } } }', {}, 1 + 30 * 2],
    ['query ($n: Int) { a(first: $n) { nodes { b } } }', {}, 1 + 500 * 2],
    ['query ($n: Int) { a(first: $n) { nodes { b } } }', { n: 1e9 }, 1 + 500 * 2],
    ['{ a(first: -5) { nodes { b } } }', {}, 1 + 2],
    ['{ a(first: 99999) { nodes { b } } }', {}, 1 + 500 * 2],
  ])('%s %j', (query, variables, cost) => expect(demand(query, variables).cost).toBe(cost));

  it('takes time in proportion to the document, however often fragments are spread', () => {
    const doubling = Array.from(
      { length: 60 },
      (_, i) => `fragment F${i} on Q { x: a { ...F${i + 1} } y: a { ...F${i + 1} } }`,
    );
    const query = `{ ...F0 } ${doubling.join(' ')} fragment F60 on Q { a }`;
    expect(demand(query).cost).toBeGreaterThan(2 ** 60);
  });
});
