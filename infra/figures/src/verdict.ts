import { compareRatios, type Ratio } from '@qianfan/schema/kernel/ratio';
import { isBuilt } from './capabilities.ts';
import type { Bound, Measure } from './published.ts';
import { inBase, type Units } from './units.ts';

export type Verdict =
  /** The system's value is what was published. */
  | 'IN_BAND'
  /** It is not, or there is none. */
  | 'OUT_OF_BAND'
  /** The system's value and the print part, as they must. */
  | 'CONTRADICTED'
  /** Only the growth was published, and no level follows from it. */
  | 'GROWTH_ONLY'
  /** A claim, which no measurement passes or fails. */
  | 'STATEMENT'
  /** Needs what is not built. */
  | 'NOT_YET';

/** Whether a value lies in a band; both ends belong to it, but for the highest of "more than". */
function inBand(value: Ratio, [min, max]: readonly [Ratio, Ratio], bound: Bound): boolean {
  const highest = compareRatios(value, max);
  const open = bound === 'lower' || bound === 'lower_inclusive';
  return compareRatios(value, min) >= 0 && (open ? highest < 0 : highest <= 0);
}

/**
 * What is to be said of a measure for which the system answered `value` (in base units; null = no value). `isClaimed`:
 * it holds the print as a public statement, without which a mere claim cannot be shown.
 */
export function verdictOf(
  units: Units,
  measure: Measure,
  value: Ratio | null,
  isClaimed: boolean,
): Verdict {
  const { expect, needs, bound, band, unit } = measure;
  const within = (ends: readonly [string, string], as: Bound): boolean =>
    value !== null &&
    inBand(value, [inBase(units, ends[0], unit), inBase(units, ends[1], unit)], as);
  if (expect === 'STATEMENT_ONLY') return isClaimed ? 'STATEMENT' : 'OUT_OF_BAND';
  if (expect === 'GROWTH_ONLY' && value === null) return isClaimed ? 'GROWTH_ONLY' : 'OUT_OF_BAND';
  if (!isBuilt(needs)) return 'NOT_YET';
  if (within(band, bound)) return 'IN_BAND';
  return measure.computed && within(measure.computed, 'exact') ? 'CONTRADICTED' : 'OUT_OF_BAND';
}

/** Whether a verdict is another than the source leads one to expect. */
export function isOff({ expect }: Pick<Measure, 'expect'>, verdict: Verdict): boolean {
  if (verdict === 'OUT_OF_BAND') return true;
  return expect === 'CONTRADICTED' && verdict === 'IN_BAND';
}
