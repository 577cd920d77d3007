import { buildSchema, execute, type GraphQLSchema, parse } from 'graphql';
import { describe, expect, it } from 'vitest';
import { reachResolvers } from './reaching.ts';

/** A schema whose one field answers the arguments that its resolver was reached with. */
function echoing(): GraphQLSchema {
  const schema = buildSchema(`
    scalar JSON
    enum Unit { YUAN WAN }
    input Inner { name: ID, unit: Unit = WAN }
    input Outer { inner: Inner, inners: [Inner], size: Int = 3, kept: JSON }
    type Mutation { send(id: ID, first: Int = 50): JSON }
    type Query {
      echo(id: ID, first: Int = 50, unit: Unit = YUAN, flag: Boolean, names: [String], many: [[Int]], outer: Outer, body: JSON): JSON
    }
  `);
  schema.getQueryType()!.getFields()['echo']!.resolve = (_, args) => args as unknown;
  schema.getMutationType()!.getFields()['send']!.resolve = (_, args) => args as unknown;
  reachResolvers(schema);
  return schema;
}

const schema = echoing();
async function reachedBy(args: string, variables?: string, variableValues = {}) {
  const document = parse(`query ${variables ?? ''} { echo(${args}) }`);
  const { data, errors } = await execute({ schema, document, variableValues });
  return errors
    ? errors.map(({ extensions, message }) => [extensions['code'], message])
    : data!['echo'];
}
const BARE = { first: 50, unit: 'YUAN' };

describe('an explicit null', () => {
  it('is no more than leaving it out, whether it has a default or not', async () => {
    expect(await reachedBy('flag: false')).toEqual({ ...BARE, flag: false });
    const nothing =
      'id: null, first: null, unit: null, names: null, outer: null, body: null, many: null';
    expect(await reachedBy(nothing)).toEqual(BARE);
    expect(
      await reachedBy('id: $id, first: $n', '($id: ID, $n: Int)', { id: null, n: null }),
    ).toEqual(BARE);
  });

  it('is the same in an input object, however deep, and in a list', async () => {
    const outer =
      '{ inner: { name: null, unit: null }, inners: [null, { name: "a" }], size: null }';
    expect(
      await reachedBy(`outer: ${outer}, names: ["a", null, "b"], many: [[1, null], null]`),
    ).toEqual({
      ...BARE,
      outer: { inner: { unit: 'WAN' }, inners: [{ name: 'a', unit: 'WAN' }], size: 3 },
      names: ['a', 'b'],
      many: [[1]],
    });
  });

  it('stays where it is a value: within what a scalar holds', async () => {
    const body = { a: null, b: [null] };
    expect(
      await reachedBy('body: $body, outer: { kept: $body }', '($body: JSON)', { body }),
    ).toEqual({
      ...BARE,
      body,
      outer: { kept: body, size: 3 },
    });
  });
});

describe('text that nothing can store', () => {
  it.each([
    ['id: $text', 'id (U+0000)', 'BNK\0'],
    ['id: $text', 'id (U+D800…U+DFFF)', '\ud800'],
    ['names: ["a", $text]', 'names/1 (U+0000)', '\0'],
    ['outer: { inners: [{ name: $text }] }', 'outer/inners/0/name (U+0000)', 'a\0b'],
  ])('is refused in %s, and said to be at %s', async (args, what, text) => {
    const type = args.startsWith('names') ? 'String' : 'ID';
    expect(await reachedBy(args, `($text: ${type})`, { text })).toEqual([
      ['BAD_USER_INPUT', expect.stringContaining(what)],
    ]);
  });

  it('is refused as a literal too', async () => {
    expect(await reachedBy(String.raw`id: "a\u0000"`)).toEqual([
      ['BAD_USER_INPUT', expect.stringContaining('id (U+0000)')],
    ]);
  });

  it('is left to the door where it is sent as a command; null is not given there either', async () => {
    const document = parse('mutation ($id: ID, $first: Int) { send(id: $id, first: $first) }');
    const variableValues = { id: 'a\0', first: null };
    const { data } = await execute({ schema, document, variableValues });
    expect(data).toEqual({ send: { id: 'a\0', first: 50 } });
  });
});
