import fc from 'fast-check';
import { expect, test } from 'vitest';
import { checkSignOf, isUscc } from './uscc.ts';

const SIGNS = [...'0123456789ABCDEFGHJKLMNPQRTUWXY'];
const sign = fc.constantFrom(...SIGNS);
const code = fc
  .tuple(
    fc.constantFrom(...SIGNS.slice(1)),
    sign,
    fc.stringMatching(/^\d{6}$/),
    fc
      .array(sign, { minLength: 9, maxLength: 9 })
      .map((signs) => signs.join(''))
      .filter((signs) => signs !== '000000000'),
  )
  .map((parts) => parts.join(''))
  .map((first) => first + checkSignOf(first));

test('codes that are printed on licences are codes', () => {
  for (const text of ['91350100M000100Y43', '9144030071526726XG', '91440300708461136T'])
    expect([text, isUscc(text)]).toEqual([text, true]);
});

test('a code with one sign changed, or two neighbours turned round, is none', () => {
  fc.assert(
    fc.property(code, fc.nat(17), sign, (text, at, other) => {
      expect(isUscc(text)).toBe(true);
      const changed = text.slice(0, at) + other + text.slice(at + 1);
      expect(isUscc(changed)).toBe(changed === text);
      if (at < 17) {
        const turned = text.slice(0, at) + text[at + 1] + text[at] + text.slice(at + 2);
        expect(isUscc(turned)).toBe(turned === text);
      }
    }),
  );
});

test('noughts alone are no code, though their check sign is right', () => {
  for (const text of ['000000000000000000', `91360100000000000${checkSignOf('91360100000000000')}`])
    expect(isUscc(text)).toBe(false);
});
