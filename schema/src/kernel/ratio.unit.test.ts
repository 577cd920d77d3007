import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareRatios, formatRatio, subtractRatios } from './ratio.ts';

const ratio = (numerator: bigint, denominator: bigint) => ({ numerator, denominator });

describe('ratios', () => {
  it('print six places, halves away from zero', () => {
    expect(formatRatio(ratio(1n, 3n))).toBe('0.333333');
    expect(formatRatio(ratio(2n, 3n))).toBe('0.666667');
    expect(formatRatio(ratio(1n, 2_000_000n))).toBe('0.000001');
    expect(formatRatio(ratio(-1n, 2_000_000n))).toBe('-0.000001');
    expect(formatRatio(ratio(-1n, 3_000_000n))).toBe('0.000000');
    expect(formatRatio(ratio(3n, -2n))).toBe('-1.500000');
    expect(formatRatio(ratio(-7n, -2n), 0)).toBe('4');
  });

  it('have no value over zero', () => {
    expect(formatRatio(ratio(1n, 0n))).toBeUndefined();
  });

  it('are subtracted exactly, where the rounded texts would be off', () => {
    const points = subtractRatios(ratio(2n, 3n), ratio(1n, 3n));
    expect(formatRatio(points)).toBe('0.333333');
    expect(formatRatio(subtractRatios(ratio(1n, 3n), ratio(1n, 6n)))).toBe('0.166667');
  });

  it('compare as the cross products do, whatever the signs', () => {
    const part = fc.bigInt({ min: -(10n ** 18n), max: 10n ** 18n });
    const below = part.filter((value) => value !== 0n);
    fc.assert(
      fc.property(part, below, part, below, (a, b, c, d) => {
        const one = ratio(a, b);
        const two = ratio(c, d);
        expect(compareRatios(one, two) + compareRatios(two, one)).toBe(0);
        expect(compareRatios(one, ratio(-a, -b))).toBe(0);
        const shifted = ratio(a + (b < 0n ? -b : b) * (b < 0n ? -1n : 1n), b);
        expect(compareRatios(shifted, one)).toBe(1);
      }),
    );
  });

  it('print within half a millionth of the exact value', () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: -(10n ** 20n), max: 10n ** 20n }),
        fc.bigInt({ min: 1n, max: 10n ** 20n }),
        (n, d) => {
          const printed = BigInt(formatRatio(ratio(n, d))!.replace('.', ''));
          const off = printed * d - n * 1_000_000n;
          expect(2n * (off < 0n ? -off : off) <= d).toBe(true);
        },
      ),
    );
  });
});
