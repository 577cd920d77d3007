import { formatRatio, parseRatio, type Ratio } from '@qianfan/schema/kernel/ratio';

/** The number that a decimal text says, exactly. @throws RangeError where it is none */
export function decimal(text: string): Ratio {
  const value = parseRatio(text);
  if (!value) throw new RangeError(`not a decimal number: ${text}`);
  return value;
}

export const absolute = ({ numerator, denominator }: Ratio): Ratio => ({
  numerator: numerator < 0n ? -numerator : numerator,
  denominator: denominator < 0n ? -denominator : denominator,
});

/** Decimal text with at most so many places (halves away from zero), no zeros at its end. */
export function decimalText(value: Ratio, places = 8): string {
  const text = formatRatio(value, places)!;
  return text.includes('.') ? text.replace(/\.?0+$/, '') : text;
}
