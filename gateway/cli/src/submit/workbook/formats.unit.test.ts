import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fifteen, formatCode, shownNumber } from './formats.ts';

const AS_USUAL = { is1904: false, hidesZeros: false };
const shown = (value: number, code: string) => shownNumber(String(value), code, AS_USUAL);

describe('what a cell shows of a number', () => {
  it.each([
    [2024.1, '0.00', { text: '2024.10' }],
    [1200, 'General', { text: '1200' }],
    [0.1 + 0.2, 'General', { text: '0.3' }],
    [1e20, 'General', { text: '100000000000000000000' }],
    [1.5e-7, 'General', { text: '0.00000015' }],
    [1.005, '0.00', { text: '1.01' }],
    [-1.005, '#,##0.00', { text: '-1.01' }],
    [1234.5678, '#,##0.00', { text: '1234.57' }],
    [1234.5678, '0', { text: '1235', held: '1234.5678' }],
    [12_345, '0.0,', { text: '12.3', held: '12345' }],
    [0.0435, '0.00%', { text: '4.35%' }],
    [-5, '0.00;[Red]0.00', { text: '5.00', held: '-5' }],
    [0, '_ * #,##0.00_ ;_ * "-"??_ ;_ * "-"??_ ', { text: '0' }],
    [5, ';;;', { text: '', held: '5' }],
    [7, '[DBNum1]General', { text: '[DBNum1]General', held: '7' }],
    [45_627, 'yyyy"年"m"月"', { text: '2024-12' }],
    [45_627, 'yyyy/m/d', { text: '2024-12-01' }],
    [1234, '000000', { text: '001234' }],
  ])('of %d with %s is %j', (value, code, expected) => {
    expect(shown(value, code)).toEqual(expected);
  });

  it('is nothing, where the sheet hides zeros', () => {
    const hidesZeros = { is1904: false, hidesZeros: true };
    expect(shownNumber('0', 'General', hidesZeros)).toEqual({ text: '', held: '0' });
  });

  it('is the day that its calendar says', () => {
    const is1904 = { is1904: true, hidesZeros: false };
    expect(shownNumber('44165', 'yyyy-mm', is1904).text).toBe('2024-12');
  });

  it('with two decimals is the number itself, for every amount', () => {
    const cents = fc.integer({ min: -99_999_999_999, max: 99_999_999_999 });
    fc.assert(
      fc.property(
        cents,
        fc.constantFrom('0.00', '#,##0.00', '0.00_);(0.00)', 'General'),
        (of, code) => {
          const { text, held } = shown(of / 100, code);
          expect(held).toBeUndefined();
          expect(Math.round(Number(text) * 100)).toBe(of);
        },
      ),
    );
  });

  it('has fifteen digits and no exponent', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
        const text = fifteen(value);
        expect(text).toMatch(/^-?\d+(\.\d+)?$/);
        expect(Number(text)).toBe(Number(value.toPrecision(15)));
      }),
    );
  });

  it('knows formats by number alone', () => {
    expect([4, 10, 14, 49, 57, 200].map((id) => formatCode(id, new Map()))).toEqual([
      ...['#,##0.00', '0.00%', 'yyyy/m/d', '@', 'yyyy-mm-dd', 'General'],
    ]);
  });
});
