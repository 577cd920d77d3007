/** Between numbers. */
export const OPERATORS = ['+', '-', '*', '/'] as const;
export type Operator = (typeof OPERATORS)[number];

/** What may be said of two numbers. */
export const RELATIONS = ['<=', '>=', '<', '>', '='] as const;
export type Relation = (typeof RELATIONS)[number];

/** Of numbers. `max`: the largest. `rank`: the dense place of the first among all, the largest first. */
export const CALLS = ['max', 'rank'] as const;
export type Call = (typeof CALLS)[number];

/** Of comparisons. `count`: how many hold. `share`: which part of those that are defined. */
export const COUNTS = ['count', 'share'] as const;
export type Count = (typeof COUNTS)[number];

/**
 * How a number follows from others: `x1 / x2 - 1`, `rank(x1, x2, x3)`, `share(x1 / x2 < x3 / x4)`. `N`: what stands in
 * the place of a name; text where the expression is written, an operand where a figure is made.
 */
export type Expression<N = string> =
  | { kind: 'NUMBER'; text: string }
  | { kind: 'NAME'; name: N }
  | { kind: 'OPERATION'; operator: Operator; left: Expression<N>; right: Expression<N> }
  | { kind: 'CALL'; call: Call; of: readonly Expression<N>[] }
  | { kind: 'COUNT'; count: Count; of: readonly Comparison<N>[] };

export interface Comparison<N = string> {
  relation: Relation;
  left: Expression<N>;
  right: Expression<N>;
}

/** The expressions that an expression or a comparison stands on, in the order of writing. */
const partsOf = <N>(expression: Expression<N>): Expression<N>[] => {
  switch (expression.kind) {
    case 'NUMBER':
    case 'NAME':
      return [];
    case 'OPERATION':
      return [expression.left, expression.right];
    case 'CALL':
      return [...expression.of];
    case 'COUNT':
      return expression.of.flatMap(({ left, right }) => [left, right]);
  }
};

/** What stands in the places of names, in the order of writing, as often as it does. */
export const namesIn = <N>(expression: Expression<N>): N[] =>
  expression.kind === 'NAME' ? [expression.name] : partsOf(expression).flatMap(namesIn);

/** The same expression with something else in the places of its names. */
export function renamed<N, M>(expression: Expression<N>, name: (it: N) => M): Expression<M> {
  const deep = (it: Expression<N>): Expression<M> => renamed(it, name);
  switch (expression.kind) {
    case 'NUMBER':
      return expression;
    case 'NAME':
      return { kind: 'NAME', name: name(expression.name) };
    case 'OPERATION':
      return { ...expression, left: deep(expression.left), right: deep(expression.right) };
    case 'CALL':
      return { ...expression, of: expression.of.map(deep) };
    case 'COUNT': {
      const of = expression.of.map(({ relation, left, right }) => ({
        relation,
        left: deep(left),
        right: deep(right),
      }));
      return { ...expression, of };
    }
  }
}

/**
 * For each name, in the order of writing: 1 where the number rises with it, -1 where it falls, as far as all numbers in
 * it are positive. What decides that more comparisons hold raises it.
 */
export function signsIn<N>(expression: Expression<N>, sign: 1 | -1 = 1): [name: N, sign: 1 | -1][] {
  const other = sign === 1 ? -1 : 1;
  switch (expression.kind) {
    case 'NUMBER':
      return [];
    case 'NAME':
      return [[expression.name, sign]];
    case 'OPERATION': {
      const { operator, left, right } = expression;
      const opposed = operator === '-' || operator === '/';
      return [...signsIn(left, sign), ...signsIn(right, opposed ? other : sign)];
    }
    case 'CALL':
      // The larger one's own number, the smaller the number of its place.
      return expression.of.flatMap((it, n) =>
        signsIn(it, expression.call === 'rank' && n === 0 ? other : sign),
      );
    case 'COUNT':
      return expression.of.flatMap(({ relation, left, right }) => {
        const least = relation === '<' || relation === '<=';
        return [...signsIn(left, least ? other : sign), ...signsIn(right, least ? sign : other)];
      });
  }
}
