import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { plainNumber, readNumber } from './number.ts';

const FULL_WIDTH = '０１２３４５６７８９';

/** Characters behind `12` with which it is still a number: digits and points of either width, a minus, blanks. */
const isHarmless = (char: string): boolean =>
  /^[0-9.-]$/.test(char) ||
  FULL_WIDTH.includes(char) ||
  '．－−﹣'.includes(char) ||
  char.trim() === '';

describe('a number in a file', () => {
  it('has digits and nothing else that looks like one, in all of Unicode', () => {
    const wrong: string[] = [];
    for (let code = 1; code < 0x11_0000; code += 1) {
      if (code >= 0xd8_00 && code < 0xe0_00) continue;
      const char = String.fromCodePoint(code);
      if ('value' in readNumber(`12${char}`) !== isHarmless(char)) wrong.push(code.toString(16));
    }
    expect(wrong).toEqual([]);
  });

  it('is the same number however it is grouped, signed or widened', () => {
    const whole = fc.bigInt({ min: 0n, max: 999_999_999_999_999n });
    fc.assert(
      fc.property(
        whole,
        fc.integer({ min: 0, max: 99 }),
        fc.boolean(),
        (units, cents, isNegative) => {
          const fraction = `.${String(cents).padStart(2, '0')}`;
          const digits = `${units}${fraction}`;
          const grouped = `${String(units).replace(/\B(?=(\d{3})+$)/g, ',')}${fraction}`;
          const wide = grouped.replace(/[\d,.]/g, (char) =>
            String.fromCharCode(char.charCodeAt(0) + 0xfee0),
          );
          for (const spelt of [digits, grouped, wide, grouped.replaceAll(',', '\u2009')]) {
            const signed = isNegative
              ? [`-${spelt}`, `${spelt}-`, `(${spelt})`, `-¥${spelt}`]
              : [spelt];
            for (const text of signed) {
              expect(readNumber(text)).toEqual({ value: `${isNegative ? '-' : ''}${digits}` });
            }
          }
        },
      ),
    );
  });

  it.each([
    ['12,34', ['1234', '12.34']],
    ['-1.234,5', ['-1.2345', '-1234.5']],
    ['0,123', ['0123', '0.123']],
  ])('%s may be either of two', (text, [first, second]) => {
    expect(readNumber(text)).toEqual({
      code: 'CELL_AMBIGUOUS',
      said: { found: text, first, second },
    });
    expect(plainNumber(text)).toBe(text);
  });
});
