import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonical, NotCanonicalError } from './canonical.ts';

const shuffled = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(shuffled);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value)
      .toReversed()
      .map(([key, member]) => [key, shuffled(member)]),
  );
};

describe('canonical JSON', () => {
  it('orders members by UTF-16 code units and writes numbers as RFC 8785 does', () => {
    expect(canonical({ b: 1e21, a: [0.1, -0, 333333333.33333329], 中: '\u20ac' })).toBe(
      '{"a":[0.1,0,333333333.3333333],"b":1e+21,"中":"€"}',
    );
  });

  it('leaves out undefined members', () => {
    expect(canonical({ a: 1, b: undefined })).toBe('{"a":1}');
  });

  it.each([
    ['undefined', undefined],
    ['undefined in a list', [1, undefined]],
    ['NaN', { a: Number.NaN }],
    ['infinity', { a: Number.POSITIVE_INFINITY }],
    ['bigint', { a: 1n }],
    ['a function', { a: () => 1 }],
    ['a date', { at: new Date(0) }],
    ['a map', new Map()],
    ['a lone surrogate', '\ud800'],
  ])('refuses %s', (_, value) => {
    expect(() => canonical(value)).toThrow(NotCanonicalError);
  });

  it('refuses a cycle', () => {
    const loop: { self?: unknown } = {};
    loop.self = loop;
    expect(() => canonical(loop)).toThrow(NotCanonicalError);
  });

  it('does not run out of stack on a deep body', () => {
    const depth = 50_000;
    const deep: unknown = JSON.parse('['.repeat(depth) + ']'.repeat(depth));
    expect(canonical(deep)).toHaveLength(2 * depth);
  });

  it('is the same for any order of members, and parses back to the value', () => {
    fc.assert(
      fc.property(fc.jsonValue({ stringUnit: 'grapheme' }), (value) => {
        const json: unknown = JSON.parse(JSON.stringify(value));
        expect(canonical(shuffled(json))).toBe(canonical(json));
        expect(JSON.parse(canonical(json))).toEqual(json);
      }),
    );
  });
});
