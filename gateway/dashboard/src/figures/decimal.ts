/**
 * `text` times a power of ten, rounded half up (away from zero) to some places: exact, however long. Null for what is no
 * decimal.
 */
export function scaled(text: string, power: number, places: number): string | null {
  const match = /^(-?)(\d+)(?:\.(\d+))?$/.exec(text);
  if (!match) return null;
  const [, sign, whole = '', fraction = ''] = match;
  const digits = BigInt(whole + fraction);
  const shift = places + power - fraction.length;
  const value = shift >= 0 ? digits * 10n ** BigInt(shift) : rounded(digits, 10n ** BigInt(-shift));
  const padded = value.toString().padStart(places + 1, '0');
  const head = padded.slice(0, padded.length - places);
  const tail = places > 0 ? `.${padded.slice(-places)}` : '';
  const grouped = head.replace(/\B(?=(\d{3})+$)/g, ',');
  return `${sign && value > 0n ? '-' : ''}${grouped}${tail}`;
}

const rounded = (value: bigint, by: bigint): bigint => (value * 2n + by) / (by * 2n);

export const isZero = (text: string): boolean => /^-?0+(\.0+)?$/.test(text);
export const isNegative = (text: string): boolean => text.startsWith('-') && !isZero(text);

/** `a - b` with its sign, to some places; exact. Null where one of them is no decimal. */
export function difference(a: string, b: string, places: number): string | null {
  const [x, y] = [units(a), units(b)];
  if (x === null || y === null) return null;
  const moved = scaled(`${x - y}`, -FINEST, places);
  return moved !== null && x > y ? `+${moved}` : moved;
}

/** Places to which decimals are told apart; no figure has more. */
const FINEST = 20;

function units(text: string): bigint | null {
  const whole = scaled(text, FINEST, 0);
  return whole === null ? null : BigInt(whole.replaceAll(',', ''));
}
