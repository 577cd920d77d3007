import { divideHalfUp } from './money.ts';

/** A quotient that keeps its parts: only the last step rounds. */
export interface Ratio {
  numerator: bigint;
  denominator: bigint;
}

export const RATIO_PLACES = 6;

const DECIMAL = /^(-?)(\d+)(?:\.(\d+))?$/;

/** The number that a decimal text says, exactly; `undefined` where it says none. */
export function parseRatio(text: string): Ratio | undefined {
  const match = DECIMAL.exec(text);
  if (!match) return undefined;
  const [, sign, whole, part = ''] = match;
  const numerator = BigInt(whole! + part);
  return { numerator: sign ? -numerator : numerator, denominator: 10n ** BigInt(part.length) };
}

/** Decimal text of `value / 10^places`. */
export function formatScaled(value: bigint, places: number): string {
  if (places === 0) return value.toString();
  const digits = (value < 0n ? -value : value).toString().padStart(places + 1, '0');
  return `${value < 0n ? '-' : ''}${digits.slice(0, -places)}.${digits.slice(-places)}`;
}

/**
 * The quotient as decimal text with six places, halves away from zero: `0.123457`, `-0.500000`.
 * `undefined` where the denominator is zero. Both parts must be of the same unit, or the quotient has one.
 */
export function formatRatio(
  { numerator, denominator }: Ratio,
  places: number = RATIO_PLACES,
): string | undefined {
  if (denominator === 0n) return undefined;
  return formatScaled(divideHalfUp(numerator * 10n ** BigInt(places), denominator), places);
}

export const addRatios = (a: Ratio, b: Ratio): Ratio => ({
  numerator: a.numerator * b.denominator + b.numerator * a.denominator,
  denominator: a.denominator * b.denominator,
});

/** The exact difference of two ratios: percentage points are differences of the parts, not of the rounded texts. */
export const subtractRatios = (a: Ratio, b: Ratio): Ratio => ({
  numerator: a.numerator * b.denominator - b.numerator * a.denominator,
  denominator: a.denominator * b.denominator,
});

export const multiplyRatios = (a: Ratio, b: Ratio): Ratio => ({
  numerator: a.numerator * b.numerator,
  denominator: a.denominator * b.denominator,
});

/** `undefined` where the divisor is zero. */
export const divideRatios = (a: Ratio, b: Ratio): Ratio | undefined =>
  b.numerator === 0n
    ? undefined
    : { numerator: a.numerator * b.denominator, denominator: a.denominator * b.numerator };

/** Negative, zero or positive as `a` is less than, equal to or greater than `b`, exactly. Denominators are not zero. */
export function compareRatios(a: Ratio, b: Ratio): -1 | 0 | 1 {
  const { numerator, denominator } = subtractRatios(a, b);
  if (numerator === 0n) return 0;
  return numerator < 0n === denominator < 0n ? 1 : -1;
}
