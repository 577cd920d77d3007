import { compareRatios, type Ratio, subtractRatios } from '@qianfan/schema/kernel/ratio';
import type { Level, Status } from './value.ts';

/** The growth from a base, as a fraction, or the difference in points; what is wrong with either is wrong with it. */
export function changed(
  kind: 'GROWTH' | 'POINTS',
  current: Level,
  base: Level,
): { status: Status; value: Ratio | null } {
  const wrong = [current, base].find(({ status }) => status !== 'REPORTED');
  if (wrong || !current.value || !base.value)
    return { status: wrong?.status ?? 'UNDEFINED', value: null };
  const difference = subtractRatios(current.value, base.value);
  if (kind === 'POINTS') return { status: 'REPORTED', value: difference };
  // From nothing, or from a negative amount, nothing grows by a percentage.
  if (compareRatios(base.value, { numerator: 0n, denominator: 1n }) <= 0) {
    return { status: 'UNDEFINED', value: null };
  }
  return {
    status: 'REPORTED',
    value: {
      numerator: difference.numerator * base.value.denominator,
      denominator: difference.denominator * base.value.numerator,
    },
  };
}
