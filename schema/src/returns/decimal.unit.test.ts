import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compare, formatDecimal, isWhole, near, parseDecimal, plus, times } from './decimal.ts';

const decimal = (text: string) => parseDecimal(text)!;
const arbitrary = fc.record({
  units: fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n }),
  scale: fc.integer({ min: 0, max: 8 }),
});

describe('exact decimals', () => {
  it.each(['', ' ', '1,000', '1e3', '007', '.5', '5.', '+1', '--1', 'NaN', '１２'])(
    'no number: %j',
    (text) => expect(parseDecimal(text)).toBeUndefined(),
  );

  it('text to value and back is the same text without needless zeros', () => {
    expect(formatDecimal(decimal('-12.50'))).toBe('-12.5');
    expect(formatDecimal(decimal('12'), 2)).toBe('12.00');
    expect(formatDecimal(decimal('-0.00'))).toBe('0');
    expect(formatDecimal(decimal('0.0500'), 2)).toBe('0.05');
    fc.assert(
      fc.property(arbitrary, (value) => {
        expect(compare(decimal(formatDecimal(value)), value)).toBe(0);
      }),
    );
  });

  it('adds, multiplies and compares over scales without loss', () => {
    expect(formatDecimal(plus(decimal('0.1'), decimal('0.25')))).toBe('0.35');
    expect(formatDecimal(times(decimal('0.24'), decimal('100.5')))).toBe('24.12');
    expect(compare(decimal('1.10'), decimal('1.1'))).toBe(0);
    expect(compare(decimal('-1'), decimal('0.01'))).toBe(-1);
    expect(isWhole(decimal('12.00'))).toBe(true);
    expect(isWhole(decimal('12.01'))).toBe(false);
  });

  it('tolerates a hundredth for each term or 0.005 % of the larger, whichever is more', () => {
    expect(near(decimal('100.06'), decimal('100'), 6)).toBe(true);
    expect(near(decimal('100.07'), decimal('100'), 6)).toBe(false);
    expect(near(decimal('100005'), decimal('100000'), 1)).toBe(true);
    expect(near(decimal('100005.01'), decimal('100000'), 1)).toBe(false);
  });
});
