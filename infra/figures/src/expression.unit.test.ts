import { describe, expect, it } from 'vitest';
import { decimal, decimalText } from './exact.ts';
import { evaluate, namesIn, parseExpression } from './expression.ts';

const VALUES: Record<string, string> = { A: '7', B: '3', ZERO: '0' };
const lookup = (name: string) => (name in VALUES ? decimal(VALUES[name]!) : null);
const valueOf = (text: string): string | null => {
  const value = evaluate(parseExpression(text), lookup);
  return value && decimalText(value, 4);
};

describe('the language of cross-checks', () => {
  it.each([
    ['1 + 2 * 3', '7'],
    ['(1 + 2) * 3', '9'],
    ['10 - 4 - 3', '3'],
    ['24 / 4 / 3', '2'],
    ['-0.222', '-0.222'],
    ['2 - -3', '5'],
    ['A / B - 1', '1.3333'],
    ['max(A, B, 6.5)', '7'],
    ['max(A - 9, B * 2) + 1', '7'],
    ['0.1 + 0.2 - 0.3', '0'],
  ])('%s = %s', (text, value) => expect(valueOf(text)).toBe(value));

  it.each(['A / ZERO', 'C', '1 + C', 'max(A, C)', 'C / ZERO'])('%s has no value', (text) =>
    expect(valueOf(text)).toBeNull(),
  );

  it.each(['', '1 +', '(1', '1)', 'max 1', 'max()', 'A B', '2 ^ 3', '1.', '+ 1', '中'])(
    '"%s" is none',
    (text) => expect(() => parseExpression(text)).toThrow(SyntaxError),
  );

  it('knows its names', () => {
    expect(namesIn(parseExpression('max(F003, F005) / F003 - KDT_2023 * 2'))).toEqual([
      'F003',
      'F005',
      'KDT_2023',
    ]);
  });
});
