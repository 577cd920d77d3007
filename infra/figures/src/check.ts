import { evaluate, type Lookup } from '@qianfan/schema/formula/evaluate';
import { namesIn } from '@qianfan/schema/formula/expression';
import { parseExpression } from '@qianfan/schema/formula/notation';
import { compareRatios, type Ratio, subtractRatios } from '@qianfan/schema/kernel/ratio';
import { absolute, decimal } from './exact.ts';
import type { Check, CrossCheck } from './published.ts';

export interface Checked {
  check: Check;
  /** In base units; null where an operand has no value. */
  left: Ratio | null;
  right: Ratio | null;
  /** It is as it must be: it holds, or does not where it must fail. Without values nothing is. */
  passes: boolean;
}

/** Judges `left op right`, exactly. */
export function judge(check: Check, lookup: Lookup): Checked {
  const left = evaluate(parseExpression(check.left), lookup);
  const right = evaluate(parseExpression(check.right), lookup);
  const passes = left !== null && right !== null && holds(check, left, right) !== !!check.fails;
  return { check, left, right, passes };
}

function holds({ op, tolerance = '0' }: Check, left: Ratio, right: Ratio): boolean {
  const order = compareRatios(left, right);
  if (op === '<=') return order <= 0;
  if (op === '>=') return order >= 0;
  return compareRatios(absolute(subtractRatios(left, right)), decimal(tolerance)) <= 0;
}

/** The names that a cross-check's arithmetic needs values of. */
export const operandsOf = ({ checks = [] }: Pick<CrossCheck, 'checks'>): string[] => [
  ...new Set(
    checks.flatMap(({ left, right }) =>
      [left, right].flatMap((it) => namesIn(parseExpression(it))),
    ),
  ),
];
