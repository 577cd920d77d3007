/** Money in code is a bigint of fen (1 yuan = 100 fen, 1 万元 = 1,000,000 fen); in facts it is decimal text. */
export type Fen = bigint;

const DECIMAL = /^(-?)(0|[1-9]\d*)(?:\.(\d{1,2}))?$/;

/** Hundredths of a decimal text with at most two decimals; `undefined` where the text is none (`1e3`, `01`, `.5`, ` 1`). */
export function parseHundredths(text: string): bigint | undefined {
  const match = DECIMAL.exec(text);
  if (!match) return undefined;
  const hundredths = BigInt(match[2]! + (match[3] ?? '').padEnd(2, '0'));
  return match[1] ? -hundredths : hundredths;
}

/** `-12.30` from -1230: always two decimals, never `-0.00`. */
export function formatHundredths(hundredths: bigint): string {
  const digits = (hundredths < 0n ? -hundredths : hundredths).toString().padStart(3, '0');
  return `${hundredths < 0n ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

/** Fen of a text in yuan; `undefined` where the text is no amount. */
export const parseYuan: (text: string) => Fen | undefined = parseHundredths;

/** Text in yuan with exactly two decimals. */
export const formatYuan: (fen: Fen) => string = formatHundredths;

const FEN_PER_WAN_HUNDREDTH = 10_000n;

/** Fen of a text in 万元 (10,000 yuan); `undefined` where the text is no amount. */
export function parseWan(text: string): Fen | undefined {
  const hundredths = parseHundredths(text);
  return hundredths === undefined ? undefined : hundredths * FEN_PER_WAN_HUNDREDTH;
}

/** The nearest whole multiple of a quotient, halves away from zero (四舍五入, as `round(numeric)` of Postgres). */
export function divideHalfUp(numerator: bigint, denominator: bigint): bigint {
  const negative = numerator < 0n !== denominator < 0n;
  const n = numerator < 0n ? -numerator : numerator;
  const d = denominator < 0n ? -denominator : denominator;
  const quotient = (2n * n + d) / (2n * d);
  return negative ? -quotient : quotient;
}

/** Text in 万元 with exactly two decimals, rounded half up where the fen do not divide. */
export const formatWan = (fen: Fen): string =>
  formatHundredths(divideHalfUp(fen, FEN_PER_WAN_HUNDREDTH));
