import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { flawOf, isStorable, storable } from './text.ts';

describe('a text that can be stored', () => {
  it('has neither NUL nor half of a surrogate pair', () => {
    for (const text of ['', '九江银行', '😀', '\\u0000', '\t\n\u0001'])
      expect(isStorable(text)).toBe(true);
    for (const text of ['\0', 'a\0b', '\ud800', 'x\udc00', '\udc00\ud800']) {
      expect(isStorable(text)).toBe(false);
    }
    expect([flawOf('a\0'), flawOf('\ud800')]).toEqual(['U+0000', 'U+D800…U+DFFF']);
  });

  it('is what UTF-8 gives back, and any text has one near it', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const whole = Buffer.from(text).toString() === text && !text.includes('\0');
        expect(isStorable(text)).toBe(whole);
        expect(isStorable(storable(text))).toBe(true);
        if (whole) expect(storable(text)).toBe(text);
      }),
    );
  });
});
