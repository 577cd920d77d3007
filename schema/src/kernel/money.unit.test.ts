import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { divideHalfUp, formatWan, formatYuan, parseWan, parseYuan } from './money.ts';

describe('money', () => {
  it('reads and writes yuan exactly, far beyond what a float holds', () => {
    expect(parseYuan('90071992547409931.27')).toBe(9007199254740993127n);
    expect(formatYuan(9007199254740993127n)).toBe('90071992547409931.27');
    expect(parseYuan('5')).toBe(500n);
    expect(parseYuan('5.1')).toBe(510n);
    expect(parseYuan('-0.05')).toBe(-5n);
    expect(formatYuan(-5n)).toBe('-0.05');
    expect(formatYuan(parseYuan('-0.00')!)).toBe('0.00');
  });

  it.each([
    '',
    ' 1',
    '1 ',
    '01',
    '.5',
    '1.',
    '1.234',
    '1e3',
    '1,000',
    '+1',
    'NaN',
    '１',
    '--1',
    '-',
  ])('knows that %j is no amount', (text) => {
    expect(parseYuan(text)).toBeUndefined();
    expect(parseWan(text)).toBeUndefined();
  });

  it('counts a million fen in 1 万元 and rounds halves away from zero', () => {
    expect(parseWan('1')).toBe(1_000_000n);
    expect(parseWan('13623300.00')).toBe(13_623_300_000_000n);
    expect(formatWan(1_004_999n)).toBe('1.00');
    expect(formatWan(1_005_000n)).toBe('1.01');
    expect(formatWan(-1_005_000n)).toBe('-1.01');
    expect(formatWan(-4_999n)).toBe('0.00');
  });

  it('returns to the same amount through text', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -(10n ** 24n), max: 10n ** 24n }), (fen) => {
        expect(parseYuan(formatYuan(fen))).toBe(fen);
        expect(parseWan(formatWan(fen * 10_000n))).toBe(fen * 10_000n);
      }),
    );
  });

  it('rounds a quotient to the nearest whole and is symmetric about zero', () => {
    const whole = fc.bigInt({ min: -(10n ** 20n), max: 10n ** 20n });
    fc.assert(
      fc.property(whole, fc.bigInt({ min: 1n, max: 10n ** 12n }), (n, d) => {
        const rest = divideHalfUp(n, d) * d - n;
        expect(2n * (rest < 0n ? -rest : rest) <= d).toBe(true);
        expect(divideHalfUp(-n, d)).toBe(-divideHalfUp(n, d));
        expect(divideHalfUp(n, -d)).toBe(-divideHalfUp(n, d));
      }),
    );
  });
});
