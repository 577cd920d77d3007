/** An exact decimal: `units × 10^-scale`. Rules compare products and sums of cells, and no float may decide a verdict. */
export interface Decimal {
  units: bigint;
  scale: number;
}

const DECIMAL = /^(-?)(0|[1-9]\d*)(?:\.(\d+))?$/;

/** The number that a text such as `-12.50` states; `undefined` where it is none (blank, `1,000`, `1e3`, `007`). */
export function parseDecimal(text: string): Decimal | undefined {
  const match = DECIMAL.exec(text);
  if (!match) return undefined;
  const fraction = match[3] ?? '';
  const units = BigInt(match[2]! + fraction);
  return { units: match[1] ? -units : units, scale: fraction.length };
}

/** `units` at a given scale; exact, so the scale may only grow. */
const atScale = ({ units, scale }: Decimal, wanted: number): bigint =>
  units * 10n ** BigInt(wanted - scale);

const together = (a: Decimal, b: Decimal): [bigint, bigint, number] => {
  const scale = Math.max(a.scale, b.scale);
  return [atScale(a, scale), atScale(b, scale), scale];
};

export function plus(a: Decimal, b: Decimal): Decimal {
  const [x, y, scale] = together(a, b);
  return { units: x + y, scale };
}

export const times = (a: Decimal, b: Decimal): Decimal => ({
  units: a.units * b.units,
  scale: a.scale + b.scale,
});

/** Below, at or above zero as `a` is below, at or above `b`. */
export function compare(a: Decimal, b: Decimal): number {
  const [x, y] = together(a, b);
  return x < y ? -1 : x > y ? 1 : 0;
}

/** Whether `a` and `b` differ by no more than max(0.01 × terms, 0.005 % of the larger): what rounding may add up to. */
export function near(a: Decimal, b: Decimal, terms: number): boolean {
  const [x, y, scale] = together(a, b);
  const gap = x < y ? y - x : x - y;
  const larger = [x, y].map((n) => (n < 0n ? -n : n)).reduce((m, n) => (n > m ? n : m));
  return gap * 100n <= BigInt(terms) * 10n ** BigInt(scale) || gap * 20_000n <= larger;
}

/** Whole, whatever zeros were written behind the point. */
export const isWhole = ({ units, scale }: Decimal): boolean => units % 10n ** BigInt(scale) === 0n;

/** `{ units: 1250n, scale: 3 }` with 2 decimals: `1.25`; more decimals are kept where they are not zero. */
export function formatDecimal(value: Decimal, decimals = 0): string {
  const scale = Math.max(value.scale, decimals);
  const units = atScale(value, scale);
  const digits = (units < 0n ? -units : units).toString().padStart(scale + 1, '0');
  let fraction = digits.slice(digits.length - scale);
  if (scale === 0) fraction = '';
  while (fraction.length > decimals && fraction.endsWith('0')) fraction = fraction.slice(0, -1);
  const whole = digits.slice(0, digits.length - scale);
  return `${units < 0n ? '-' : ''}${whole}${fraction ? `.${fraction}` : ''}`;
}
