import type { Ratio } from '@qianfan/schema/kernel/ratio';

/** A figure's value as the naive fold finds it. */
export interface Naive {
  status: string;
  /** Fen, enterprises, or the exact quotient. */
  value: Ratio | null;
  partial: Ratio | null;
  expected: number | null;
  received: number | null;
  flags: string[];
  /** Whether it is too early for anybody to be behind with it. */
  early: boolean;
}

export const one = (numerator: bigint): Ratio => ({ numerator, denominator: 1n });

export const none = (status: string): Naive => ({
  status,
  value: null,
  partial: null,
  expected: null,
  received: null,
  flags: [],
  early: false,
});

/** Of what nobody has given yet, and nobody had to. */
export const notDue = (): Naive => ({ ...none('NOT_DUE'), early: true });

/** What nobody has a value of: missing, unless it is too early for all who have none. */
export const noneOf = (levels: readonly Naive[]): Naive =>
  levels.some(({ early }) => early) &&
  levels.every(({ status, early }) => early || !/^(MISSING|INCOMPLETE)$/.test(status))
    ? notDue()
    : none('MISSING');

/** A number that is complete, or of which something is known to be missing. */
export const sum = (value: bigint, incomplete: boolean): Naive =>
  incomplete
    ? { ...none('INCOMPLETE'), partial: one(value) }
    : { ...none('REPORTED'), value: one(value) };

export function over(numerator: Naive, denominator: Naive): Naive {
  const worst = [numerator, denominator].find(({ status }) => status !== 'REPORTED');
  const wrong = worst?.status;
  const divide = (a: Ratio | null, b: Ratio | null): Ratio | null =>
    a && b && b.numerator !== 0n
      ? { numerator: a.numerator * b.denominator, denominator: a.denominator * b.numerator }
      : null;
  const value = wrong ? null : divide(numerator.value, denominator.value);
  const counted = numerator.expected === null ? denominator : numerator;
  return {
    status: wrong ?? (value ? 'REPORTED' : 'UNDEFINED'),
    value,
    partial:
      wrong === 'INCOMPLETE'
        ? divide(numerator.value ?? numerator.partial, denominator.value ?? denominator.partial)
        : null,
    expected: counted.expected,
    received: counted.received,
    flags: numerator.flags,
    early: worst?.early ?? false,
  };
}
