import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isNestedBeyond, repeatedNames, repetitionIn } from './json.ts';

describe('a name that an object has twice', () => {
  it.each([
    ['{"a":1,"a":2}', 'a', [1, 1]],
    ['{\n"a":1,\n"b":{"a":1},\n"a":2}', 'a', [2, 4]],
    ['[{"x":{"a":[],"\\u0061":0}}]', 'a', [1, 1]],
    ['{"a,{\\"":1,"b":"}","a,{\\"":2}', 'a,{"', [1, 1]],
  ])('is told of %s, with both places', (text, name, lines) => {
    expect(JSON.parse(text)).toBeDefined();
    expect(repeatedNames(text)).toEqual([{ name, lines }]);
    expect(repetitionIn(text, JSON.parse(text))).toEqual({ name, lines });
  });

  it('is not found in what a writer of JSON makes', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const text = JSON.stringify(value, null, 1);
        expect(repeatedNames(text)).toEqual([]);
        expect(repetitionIn(text, JSON.parse(text))).toBeUndefined();
      }),
    );
  });
});

describe('brackets in brackets', () => {
  const nested = (levels: number) => `${'[{"a":'.repeat(levels / 2)}0${'}]'.repeat(levels / 2)}`;

  it.each([
    [nested(4), 3, true],
    [nested(4), 4, false],
    [`["${'['.repeat(9)}","\\\\","\\"[[[["]`, 2, false],
  ])('%s beyond %d: %s', (text, levels, expected) => {
    expect(isNestedBeyond(text, levels)).toBe(expected);
  });
});
