import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { repeatedNames } from './json.ts';

describe('a name that an object has twice', () => {
  it.each([
    ['{"a":1,"a":2}', 'a', [1, 1]],
    ['{\n"a":1,\n"b":{"a":1},\n"a":2}', 'a', [2, 4]],
    ['[{"x":{"a":[],"\\u0061":0}}]', 'a', [1, 1]],
    ['{"a,{\\"":1,"b":"}","a,{\\"":2}', 'a,{"', [1, 1]],
  ])('is told of %s, with both places', (text, name, lines) => {
    expect(JSON.parse(text)).toBeDefined();
    expect(repeatedNames(text)).toEqual([{ name, lines }]);
  });

  it('is not found in what a writer of JSON makes', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(repeatedNames(JSON.stringify(value, null, 1))).toEqual([]);
      }),
    );
  });
});
