import {
  addRatios,
  compareRatios,
  divideRatios,
  multiplyRatios,
  parseRatio,
  type Ratio,
  subtractRatios,
} from '../kernel/ratio.ts';
import type { Call, Comparison, Expression, Operator, Relation } from './expression.ts';

/** What a name stands for; null where there is no value. */
export type Lookup<N = string> = (name: N) => Ratio | null;

/** The value, exactly; null where a name has none or something is divided by zero. */
export function evaluate<N>(expression: Expression<N>, lookup: Lookup<N>): Ratio | null {
  switch (expression.kind) {
    case 'NUMBER':
      return parseRatio(expression.text) ?? null;
    case 'NAME':
      return lookup(expression.name);
    case 'OPERATION': {
      const left = evaluate(expression.left, lookup);
      const right = evaluate(expression.right, lookup);
      return left && right ? (APPLY[expression.operator](left, right) ?? null) : null;
    }
    case 'CALL':
      return FOLD[expression.call](expression.of.map((one) => evaluate(one, lookup)));
    case 'COUNT': {
      const met = expression.of.map((one) => holds(one, lookup));
      const holding = whole(met.filter((it) => it === true).length);
      if (expression.count === 'count') return holding;
      return divideRatios(holding, whole(met.filter((it) => it !== null).length)) ?? null;
    }
  }
}

const APPLY: Record<Operator, (a: Ratio, b: Ratio) => Ratio | undefined> = {
  '+': addRatios,
  '-': subtractRatios,
  '*': multiplyRatios,
  '/': divideRatios,
};

/** By how two numbers compare. */
export const HOLDS: Record<Relation, (order: number) => boolean> = {
  '<': (order) => order < 0,
  '<=': (order) => order <= 0,
  '>': (order) => order > 0,
  '>=': (order) => order >= 0,
  '=': (order) => order === 0,
};

const whole = (count: number): Ratio => ({ numerator: BigInt(count), denominator: 1n });

const largest = (values: readonly (Ratio | null)[]): Ratio | null =>
  values.reduce((a, b) => (a && b ? (compareRatios(a, b) < 0 ? b : a) : null));

/** One more than there are different values above the first; who has no value stands nowhere. */
function placeOf([own, ...others]: readonly (Ratio | null)[]): Ratio | null {
  if (!own) return null;
  const above = others.flatMap((it) => (it && compareRatios(it, own) > 0 ? [it] : []));
  const different = above.filter(
    (value, n) => !above.slice(0, n).some((it) => compareRatios(it, value) === 0),
  );
  return whole(different.length + 1);
}

const FOLD: Record<Call, (values: readonly (Ratio | null)[]) => Ratio | null> = {
  max: largest,
  rank: placeOf,
};

/** Whether a comparison holds; null where a side has no value. */
function holds<N>({ relation, left, right }: Comparison<N>, lookup: Lookup<N>): boolean | null {
  const [a, b] = [evaluate(left, lookup), evaluate(right, lookup)];
  return a && b ? HOLDS[relation](compareRatios(a, b)) : null;
}
