import { buildSchema, type OperationDefinitionNode, parse } from 'graphql';
import { describe, expect, it } from 'vitest';
import { withRealScalars } from './scalars.ts';
import { declaredBy, effective, variableErrors } from './variables.ts';

const schema = buildSchema(`
  scalar Period scalar JSON enum Unit { YUAN WAN }
  input In { period: Period! unit: Unit = YUAN many: [In!] free: JSON count: Int }
  type Query { f(in: In, list: [In!], unit: Unit, n: Int, free: JSON, id: ID!): Int }
`);
withRealScalars(schema);

const declared = (definitions: string) => {
  const {
    definitions: [operation],
  } = parse(`query (${definitions}) { f(id: "x") }`);
  return declaredBy(operation as OperationDefinitionNode, schema);
};
const told = (definitions: string, given: object, isQuery = true) =>
  variableErrors(declared(definitions), given as Record<string, unknown>, isQuery).map(
    ({ extensions }) => (extensions['text'] as { en: string }).en,
  );

describe('variables', () => {
  it.each<[string, object]>([
    ['$n: Int', {}],
    ['$n: Int', { n: null }],
    ['$n: Int! = 5', {}],
    ['$p: Period!', { p: '2024-12' }],
    ['$i: In!', { i: { period: '2024-Q4', unit: null, many: [{ period: '2024' }] } }],
    ['$i: [In!]!', { i: { period: '2024' } }],
    ['$j: JSON', { j: { any: [1, { thing: null }] } }],
    ['$id: ID!', { id: 7 }],
    ['$n: Int', { n: 1, other: { deep: 'not declared' } }],
  ])('%s takes %j', (definitions, given) => expect(told(definitions, given)).toEqual([]));

  it.each<[string, object, RegExp]>([
    [
      '$p: Period!',
      { p: '2024-13' },
      /\$p = "2024-13" \(Period: expected text such as "2024-12" \(1900–2199\)\)/,
    ],
    ['$p: Period!', {}, /\$p = — \(Period!\)/],
    ['$p: Period! = "2024"', { p: null }, /\$p = null \(Period!\)/],
    ['$i: In!', { i: {} }, /\$i\.period = — \(Period!\)/],
    ['$i: In!', { i: 'x' }, /\$i = "x" \(In\)/],
    ['$i: In!', { i: [] }, /\$i = \[…\] \(In\)/],
    ['$i: [In!]!', { i: [{ period: '2024' }, null] }, /\$i\[1\] = null \(In!\)/],
    ['$i: In!', { i: { period: '2024', many: [{ period: 5 }] } }, /\$i\.many\[0\]\.period = 5/],
    ['$i: In!', { i: { period: '2024', unit: 'YEN' } }, /\$i\.unit = "YEN" \(Unit: YUAN, WAN\)/],
    ['$i: In!', { i: { period: '2024', toString: 1 } }, /\$i\.toString ∉ In \(period, unit/],
    ['$n: Int', { n: 1.5 }, /\$n = 1\.5 \(Int\)/],
    ['$n: Int', { n: '1' }, /\$n = "1" \(Int\)/],
    ['$id: ID!', { id: { a: 1 } }, /\$id = \{…\} \(ID\)/],
  ])('%s does not take %j', (definitions, given, text) =>
    expect(told(definitions, given)).toEqual([expect.stringMatching(text)]),
  );

  it('are told of ten faults at most, with little of what was sent', () => {
    const unknown = Object.fromEntries(Array.from({ length: 9000 }, (_, i) => [`k${i}`, i]));
    const errors = told('$i: [In!]', { i: [unknown, { period: 'x'.repeat(1e5) }] });
    expect(errors).toHaveLength(10);
    expect(errors.every((text) => text.length < 300)).toBe(true);
  });

  it('of a query hold so much and no more; commands are bounded by their request', () => {
    const given = { j: 'x'.repeat(300_000) };
    expect(told('$j: JSON', given)).toEqual([expect.stringContaining('values in variables')]);
    expect(told('$j: JSON', given, false)).toEqual([]);
  });

  it('may be any JSON only so deep', () => {
    const deep = (levels: number) => JSON.parse(`${'['.repeat(levels)}${']'.repeat(levels)}`);
    expect(told('$j: JSON', { j: deep(40) })).toEqual([]);
    expect(told('$j: JSON', { j: deep(5000) })).toEqual([expect.stringContaining('levels')]);
  });

  it('name nothing by a text that no store keeps; a command is answered at its door', () => {
    for (const [text, flaw] of [
      ['BNK\0', 'U+0000'],
      ['\ud800', 'U+D800'],
    ]) {
      expect(told('$id: ID', { id: text })).toEqual([expect.stringContaining(flaw!)]);
      expect(told('$t: [String!]', { t: ['a', text] })).toEqual([expect.stringContaining('$t[1]')]);
      expect(told('$id: ID', { id: text }, false)).toEqual([]);
    }
    expect(told('$id: ID', { id: '九江银行 😀' })).toEqual([]);
  });

  it('count with their defaults; null stays null', () => {
    const all = declared('$a: Int = 3, $b: Int = 4, $c: Int');
    expect(effective(all, { b: null })).toEqual({ a: 3, b: null, c: undefined });
  });
});
