import { compareRatios, formatRatio, type Ratio } from '@qianfan/schema/kernel/ratio';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { changed } from './growth.ts';
import { divide, type Level, type Status } from './value.ts';

const level = (value: Ratio | null, status: Status = 'REPORTED'): Level =>
  ({
    status,
    value,
    partial: null,
    expected: null,
    received: null,
    operands: [],
    lacks: null,
  }) as unknown as Level;
const ratio = (numerator: bigint, denominator = 1n): Ratio => ({ numerator, denominator });
const amount = fc.bigInt({ min: -(10n ** 15n), max: 10n ** 15n });
const below = amount.filter((it) => it !== 0n);
const any = fc.record({ numerator: amount, denominator: below });
const ZERO = ratio(0n);

describe('growth', () => {
  it('from nothing, or from less than nothing, is undefined, however the base is written', () => {
    fc.assert(
      fc.property(any, any, (now, base) => {
        const { status, value } = changed('GROWTH', level(now), level(base));
        const grows = compareRatios(base, ZERO) > 0;
        expect([status, value === null]).toEqual(grows ? ['REPORTED', false] : ['UNDEFINED', true]);
      }),
    );
    for (const base of [ratio(-5n), ratio(5n, -1n), ratio(0n), ratio(0n, -3n)]) {
      expect(changed('GROWTH', level(ratio(7n)), level(base)).status).toBe('UNDEFINED');
    }
    expect(changed('GROWTH', level(ratio(7n)), level(ratio(-5n, -1n))).status).toBe('REPORTED');
  });

  it('is what has to be added to the base, as a part of it: exactly, and with its sign', () => {
    const base = any.filter((it) => compareRatios(it, ZERO) > 0);
    fc.assert(
      fc.property(any, base, (now, before) => {
        const value = changed('GROWTH', level(now), level(before)).value!;
        // before × (1 + growth) = now
        const product = {
          numerator: before.numerator * (value.denominator + value.numerator),
          denominator: before.denominator * value.denominator,
        };
        expect(compareRatios(product, now)).toBe(0);
        expect(compareRatios(value, ZERO)).toBe(compareRatios(now, before));
      }),
    );
    const grown = (now: bigint, before: bigint) =>
      formatRatio(changed('GROWTH', level(ratio(now)), level(ratio(before))).value!);
    expect(grown(125n, 100n)).toBe('0.250000');
    expect(grown(-50n, 100n)).toBe('-1.500000');
  });

  it('in points is the difference, of whatever signs', () => {
    fc.assert(
      fc.property(any, any, (now, before) => {
        const value = changed('POINTS', level(now), level(before)).value!;
        const sum = {
          numerator: value.numerator * before.denominator + before.numerator * value.denominator,
          denominator: value.denominator * before.denominator,
        };
        expect(compareRatios(sum, now)).toBe(0);
      }),
    );
  });

  it.each(['GROWTH', 'POINTS'] as const)(
    '%s: what is wrong with either is wrong with it, the present first',
    (kind) => {
      const good = level(ratio(1n));
      for (const status of [
        'MISSING',
        'INCOMPLETE',
        'NOT_COLLECTED',
        'UNDEFINED',
        'NOT_DERIVABLE',
      ] as const) {
        const bad = level(null, status);
        expect(changed(kind, bad, good)).toEqual({ status, value: null });
        expect(changed(kind, good, bad)).toEqual({ status, value: null });
        expect(changed(kind, bad, level(null, 'MISSING')).status).toBe(status);
      }
    },
  );
});

describe('a quotient', () => {
  it('times its denominator is its numerator; over nothing there is none', () => {
    fc.assert(
      fc.property(any, any, (upper, lower) => {
        const { status, value } = divide(level(upper), level(lower));
        if (lower.numerator === 0n) {
          expect([status, value]).toEqual(['UNDEFINED', null]);
          return;
        }
        const product = {
          numerator: value!.numerator * lower.numerator,
          denominator: value!.denominator * lower.denominator,
        };
        expect([status, compareRatios(product, upper)]).toEqual(['REPORTED', 0]);
      }),
    );
  });

  it('of parts that are incomplete is partial, and of no other', () => {
    const incomplete = { ...level(null, 'INCOMPLETE'), partial: ratio(3n) };
    expect(divide(incomplete, level(ratio(4n)))).toMatchObject({
      status: 'INCOMPLETE',
      value: null,
      partial: ratio(3n, 4n),
    });
    expect(divide(level(ratio(4n)), incomplete).partial).toEqual(ratio(4n, 3n));
    expect(divide({ ...incomplete, status: 'MISSING' }, level(ratio(4n))).partial).toBe(null);
    expect(divide(level(ratio(4n)), level(ratio(2n))).partial).toBe(null);
  });

  it('tells who owes the part that is owed, and what one of them lacks', () => {
    const owed = { ...level(ratio(1n)), expected: 4, received: 3 };
    expect(divide(owed, level(ratio(2n)))).toMatchObject({ expected: 4, received: 3 });
    expect(divide(level(ratio(2n)), owed)).toMatchObject({ expected: 4, received: 3 });
    expect(divide({ ...owed, lacks: '2023-11' }, owed).lacks).toBe('2023-11');
    expect(divide(owed, { ...owed, lacks: '2023-11' }).lacks).toBe('2023-11');
  });
});
