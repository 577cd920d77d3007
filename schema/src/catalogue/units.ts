import type { Formula, MetricDefinition } from './definition.ts';

export type Unit = MetricDefinition['unit'];

/**
 * Of what unit it is when one number is divided by another: like by like is a fraction, money by a number an average
 * amount. Undefined for anything else: a quotient says nothing of an amount, and nobody counts firms for each yuan.
 */
export function quotientUnit(above: Unit, below: Unit): Unit | undefined {
  if (above === 'RATIO' || below === 'RATIO') return undefined;
  if (above === below) return 'RATIO';
  return above === 'YUAN' ? 'YUAN' : undefined;
}

/** Of what unit a formula is; undefined where its two parts cannot be taken together like that. */
export function formulaUnit(
  operation: Formula['operation'],
  left: Unit,
  right: Unit,
): Unit | undefined {
  if (operation === 'QUOTIENT') return quotientUnit(left, right);
  if (left !== right) return undefined;
  return operation === 'DIFFERENCE' ? left : 'RATIO';
}
