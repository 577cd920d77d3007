import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatRatio, parseRatio } from '../kernel/ratio.ts';
import { evaluate } from './evaluate.ts';
import {
  CALLS,
  COUNTS,
  type Expression,
  namesIn,
  OPERATORS,
  RELATIONS,
  renamed,
  signsIn,
} from './expression.ts';
import { formulaText, parseExpression } from './notation.ts';

const VALUES: Record<string, string> = { A: '7', B: '3', ZERO: '0', HALF: '0.5' };
const lookup = (name: string) => parseRatio(VALUES[name] ?? '') ?? null;
const valueOf = (text: string): string | null => {
  const value = evaluate(parseExpression(text), lookup);
  return value && formatRatio(value, 4)!.replace(/\.?0+$/, '');
};

describe('the language of formulas', () => {
  it.each([
    ['1 + 2 * 3', '7'],
    ['(1 + 2) * 3', '9'],
    ['10 - 4 - 3', '3'],
    ['10 - (4 - 3)', '9'],
    ['24 / 4 / 3', '2'],
    ['24 / (4 / 2)', '12'],
    ['-0.222', '-0.222'],
    ['2 - -3', '5'],
    ['-A + 8', '1'],
    ['A / B - 1', '1.3333'],
    ['max(A, B, 6.5)', '7'],
    ['max(A - 9, B * 2) + 1', '7'],
    ['0.1 + 0.2 - 0.3', '0'],
    ['rank(B, A, 3, 9)', '3'],
    ['rank(B, A, 7, 7)', '2'],
    ['rank(A)', '1'],
    ['rank(B, A / ZERO)', '1'],
    ['count(A > B, A < B, A >= 7, B <= 3, B = 3.0)', '4'],
    ['count(A / ZERO >= 0, A > 0)', '1'],
    ['count()', '0'],
    ['share(A < B, B < A, HALF < A)', '0.6667'],
    ['share(A < B, A / ZERO < B)', '0'],
  ])('%s = %s', (text, value) => expect(valueOf(text)).toBe(value));

  it.each(['A / ZERO', 'C', '1 + C', 'max(A, C)', 'C / ZERO', 'rank(C, A)', 'share(C < A)'])(
    '%s has no value',
    (text) => expect(valueOf(text)).toBeNull(),
  );

  it.each([
    '',
    '1 +',
    '(1',
    '1)',
    'max 1',
    'max()',
    'rank()',
    'count(A)',
    'count(A < B',
    'A < B',
    'A B',
    '2 ^ 3',
    '1.',
    '+ 1',
    '中',
  ])('"%s" is none', (text) => expect(() => parseExpression(text)).toThrow(SyntaxError));

  it('knows its names, in the order of writing', () => {
    const expression = parseExpression('max(F003, F005) / F003 - count(KDT_2023 < 2)');
    expect(namesIn(expression)).toEqual(['F003', 'F005', 'F003', 'KDT_2023']);
    expect(formulaText(renamed(expression, (name) => name.toLowerCase()))).toBe(
      'max(f003, f005) / f003 - count(kdt_2023 < 2)',
    );
  });

  it.each([
    ['x1 / x2 - 1', '+-'],
    ['x1 / x2 - x3 / x4', '+--+'],
    ['x1 / x2 - 1 - (x3 / x4 - 1)', '+--+'],
    ['rank(x1, x2 / x3)', '-+-'],
    ['count(x1 < x2, x3 >= 100)', '-++'],
    ['max(x1, 2 * x2) + x3', '+++'],
  ])('knows which operands raise %s', (text, signs) => {
    const found = signsIn(parseExpression(text));
    expect(found.map(([, sign]) => (sign === 1 ? '+' : '-')).join('')).toBe(signs);
  });

  it('reads back what it writes, as the same expression', () => {
    const { expression } = fc.letrec<{ expression: Expression }>((tie) => {
      const of = fc.array(tie('expression'), { minLength: 1, maxLength: 3 });
      const comparison = fc.record({
        relation: fc.constantFrom(...RELATIONS),
        left: tie('expression'),
        right: tie('expression'),
      });
      return {
        expression: fc.oneof(
          { maxDepth: 4 },
          fc.record({
            kind: fc.constant('NUMBER' as const),
            text: fc.constantFrom('0', '12.50', '-3'),
          }),
          fc.record({
            kind: fc.constant('NAME' as const),
            name: fc.constantFrom('x1', 'x20', 'F003'),
          }),
          fc.record({
            kind: fc.constant('OPERATION' as const),
            operator: fc.constantFrom(...OPERATORS),
            left: tie('expression'),
            right: tie('expression'),
          }),
          fc.record({
            kind: fc.constant('CALL' as const),
            call: fc.constantFrom(...CALLS),
            of,
          }),
          fc.record({
            kind: fc.constant('COUNT' as const),
            count: fc.constantFrom(...COUNTS),
            of: fc.array(comparison, { maxLength: 3 }),
          }),
        ),
      };
    });
    fc.assert(
      fc.property(expression, (one) => {
        expect(parseExpression(formulaText(one))).toEqual(one);
      }),
    );
  });
});
