import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { ownershipIn } from './supergraph.ts';

const HEAD = `
  directive @join__type(graph: join__Graph!, key: String) repeatable on OBJECT | INTERFACE
  directive @join__field(graph: join__Graph, requires: String, external: Boolean) repeatable on FIELD_DEFINITION
  enum join__Graph { A B }`;

describe('the ownership of a supergraph', () => {
  it('is what the join directives say: services, fields, and what plans need for themselves', () => {
    const owned = ownershipIn(`${HEAD}
      type T @join__type(graph: A, key: "id") @join__type(graph: B, key: "id inner { code }") {
        id: ID!
        inner: Inner
        weight: Int @join__field(graph: A) @join__field(graph: B, external: true)
        price: Int @join__field(graph: B, requires: "weight more { ... on More { of } }")
        more: More
      }
      type Inner @join__type(graph: A) @join__type(graph: B) { code: ID! other: Int }
      type More @join__type(graph: A) { of: Int }`);
    const of = (type: string) => owned.get(type)!;
    expect(of('T').services).toEqual(new Set(['A', 'B']));
    expect(of('T').fields).toEqual(
      new Map([
        ['weight', new Set(['A'])],
        ['price', new Set(['B'])],
      ]),
    );
    expect(of('T').needed).toEqual(new Set(['id', 'inner', 'weight', 'more']));
    expect(of('Inner').needed).toEqual(new Set(['code']));
    expect(of('More').needed).toEqual(new Set(['of']));
  });

  it('of ours has keys of one field each', () => {
    const path = new URL('../../../schema/graphql/supergraph.graphql', import.meta.url);
    const owned = ownershipIn(readFileSync(path, 'utf8'));
    const entities = [...owned].flatMap(([type, { needed }]) =>
      needed.size > 0 ? [[type, ...needed]] : [],
    );
    expect(Object.fromEntries(entities as [string, string][])).toEqual({
      Cover: 'id',
      Enterprise: 'id',
      Filing: 'id',
      Institution: 'code',
      Loan: 'id',
      Programme: 'code',
      Region: 'code',
      Submission: 'id',
    });
  });
});
