import { parse } from 'graphql';
import { describe, expect, it } from 'vitest';
import { BOUNDS, documentBeyond, textBeyond } from './bounds.ts';

const nested = (levels: number, [open, close]: [string, string]) =>
  `{ a(x: ${open.repeat(levels - 2)}${close.repeat(levels - 2)}) }`;

describe('a text', () => {
  it.each([
    ['short', '{ a }'],
    ['of as many characters as there may be', 'x'.repeat(BOUNDS.characters)],
    ['with as many brackets in each other as there may be', nested(BOUNDS.nesting, ['[', ']'])],
    ['with many brackets beside each other', '{ a(x: 1) { b } } '.repeat(500)],
    ['with brackets in a string', `{ a(x: "${'{'.repeat(500)}") }`],
    ['with brackets in a block string', `{ a(x: """ ${'{"'.repeat(500)} """) }`],
    ['with brackets in a comment', `{ a } # ${'{'.repeat(500)}`],
    ['that is no GraphQL, which the parser says', `{ a ? ${'{'.repeat(500)}`],
  ])('%s is within its bounds', (_, text) => expect(textBeyond(text)).toBeUndefined());

  it.each([
    ['of one character more', 'x'.repeat(BOUNDS.characters + 1), 'characters'],
    ['of one level of lists more', nested(BOUNDS.nesting + 1, ['[', ']']), 'nesting'],
    ['of one level of objects more', nested(BOUNDS.nesting + 1, ['{', '}']), 'nesting'],
    ['of 100,000 levels that nothing closes', '{a'.repeat(100_000), 'nesting'],
    ['of levels after a string with brackets', `{ a(x: "}}}}") ${'{ a '.repeat(50)}`, 'nesting'],
  ])('%s is beyond them', (_, text, what) => expect(textBeyond(text)?.what).toBe(what));
});

describe('a document', () => {
  const times = (count: number, make: (i: number) => string) =>
    Array.from({ length: count }, (_, i) => make(i)).join(' ');
  const at = {
    operations: (n: number) => times(n, (i) => `query Q${i} { a }`),
    fragments: (n: number) => `{ a } ${times(n, (i) => `fragment F${i} on A { a }`)}`,
    variables: (n: number) => `query (${times(n, (i) => `$v${i}: ID`)}) { a }`,
    spreads: (n: number) => `{ ${'...F '.repeat(n)} } fragment F on A { a }`,
    repeated: (n: number) => `{ a { b ${'b '.repeat(n)} } }`,
  };

  it.each(Object.entries(at))('has at most so many %s', (what, make) => {
    const most = BOUNDS[what as keyof typeof at];
    expect(documentBeyond(parse(make(most)))).toBeUndefined();
    expect(documentBeyond(parse(make(most + 1)))).toEqual({ what, found: most + 1, limit: most });
  });

  it('repeats a field through inline fragments too, and under an alias', () => {
    expect(documentBeyond(parse(`{ ${'... { x: a } '.repeat(52)} }`))?.what).toBe('repeated');
    expect(documentBeyond(parse(`{ ${times(52, (i) => `x${i} { a }`)} }`))).toBeUndefined();
  });
});
