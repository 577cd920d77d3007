import { divideRatios } from '@qianfan/schema/kernel/ratio';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decimal, decimalText } from './exact.ts';
import { readPublication } from './published.ts';
import { inBase, inUnit } from './units.ts';

const { units } = await readPublication();

describe('decimal text', () => {
  it('is taken and given back exactly, however long', () => {
    const digits = fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n });
    fc.assert(
      fc.property(digits, fc.integer({ min: 0, max: 8 }), (numerator, places) => {
        const value = { numerator, denominator: 10n ** BigInt(places) };
        const { numerator: n, denominator: d } = decimal(decimalText(value));
        expect(n * value.denominator).toBe(numerator * d);
      }),
    );
  });

  it.each(['', '1.', '.5', '1e3', '１', '0x10', 'NaN', '1 000'])('is not "%s"', (text) => {
    expect(() => decimal(text)).toThrow(RangeError);
  });

  it('ends in no zeros, and is cut where a quotient has no end', () => {
    expect(decimalText(decimal('2864.50'))).toBe('2864.5');
    expect(decimalText(decimal('100'))).toBe('100');
    expect(decimalText(divideRatios(decimal('2'), decimal('3'))!, 4)).toBe('0.6667');
  });
});

describe('units', () => {
  it.each([
    ['2864.5', '亿元', '286450000000'],
    ['500', '万元', '5000000'],
    ['9.9', '%', '0.099'],
    ['-0.57', '个百分点', '-0.0057'],
    ['7', '成', '0.7'],
    ['1', '万家', '10000'],
    ['15', '倍', '15'],
    ['4717', '户', '4717'],
  ])('%s %s are %s of its base unit', (text, unit, base) => {
    const value = inBase(units, text, unit);
    expect(decimalText(value)).toBe(base);
    expect(inUnit(units, value, unit)).toBe(text);
  });
});
