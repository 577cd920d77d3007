import { formatRatio, type Ratio } from '@qianfan/schema/kernel/ratio';

const DECIMAL = /^(-?)(\d+)(?:\.(\d+))?$/;

/** The number that a decimal text says, exactly. @throws RangeError where it is none */
export function decimal(text: string): Ratio {
  const match = DECIMAL.exec(text);
  if (!match) throw new RangeError(`not a decimal number: ${text}`);
  const [, sign, whole, part = ''] = match;
  const numerator = BigInt(whole! + part);
  return { numerator: sign ? -numerator : numerator, denominator: 10n ** BigInt(part.length) };
}

export const add = (a: Ratio, b: Ratio): Ratio => ({
  numerator: a.numerator * b.denominator + b.numerator * a.denominator,
  denominator: a.denominator * b.denominator,
});

export const multiply = (a: Ratio, b: Ratio): Ratio => ({
  numerator: a.numerator * b.numerator,
  denominator: a.denominator * b.denominator,
});

/** `undefined` where the divisor is zero. */
export const divide = (a: Ratio, b: Ratio): Ratio | undefined =>
  b.numerator === 0n
    ? undefined
    : { numerator: a.numerator * b.denominator, denominator: a.denominator * b.numerator };

export const absolute = ({ numerator, denominator }: Ratio): Ratio => ({
  numerator: numerator < 0n ? -numerator : numerator,
  denominator: denominator < 0n ? -denominator : denominator,
});

/** Decimal text with at most so many places (halves away from zero), no zeros at its end. */
export function decimalText(value: Ratio, places = 8): string {
  const text = formatRatio(value, places)!;
  return text.includes('.') ? text.replace(/\.?0+$/, '') : text;
}
