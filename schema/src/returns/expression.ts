import { compare, type Decimal, isWhole, near, parseDecimal, plus, times } from './decimal.ts';
import type { Comparison, NumberExpression, TruthExpression } from './form.ts';

/** What an expression may look at. `undefined`: not known, so that what depends on it is not judged. */
export interface Values {
  cell: (row: string, column: string) => Decimal | undefined;
  distinct: (row: string, column: string) => Decimal | undefined;
  limit: (name: 'SINGLE_NAME') => Decimal | undefined;
  /** Counts are exact: no tolerance applies to them. */
  isCount: (column: string) => boolean;
}

/** The value of a number expression whose `$r` and `$c` are filled in. */
export function numberOf(expression: NumberExpression, values: Values): Decimal | undefined {
  switch (expression[0]) {
    case 'cell':
      return values.cell(expression[1], expression[2]);
    case 'distinct':
      return values.distinct(expression[1], expression[2]);
    case 'limit':
      return values.limit(expression[1]);
    case 'const':
      return parseDecimal(expression[1]);
    case 'times':
      return fold([expression[1], expression[2]], values, times);
    case 'sum':
      return fold(expression.slice(1) as NumberExpression[], values, plus);
    case 'max':
      return fold(expression.slice(1) as NumberExpression[], values, (a, b) =>
        compare(a, b) < 0 ? b : a,
      );
  }
}

function fold(
  operands: NumberExpression[],
  values: Values,
  combine: (a: Decimal, b: Decimal) => Decimal,
): Decimal | undefined {
  const numbers = operands.map((operand) => numberOf(operand, values));
  return numbers.reduce((a, b) => a && b && combine(a, b));
}

/** Whether an assertion holds; `undefined` where a value that it needs is not known. */
export function truthOf(expression: TruthExpression, values: Values): boolean | undefined {
  switch (expression[0]) {
    case 'and':
      return all((expression.slice(1) as TruthExpression[]).map((part) => truthOf(part, values)));
    case 'or':
      return negate(
        all(
          (expression.slice(1) as TruthExpression[]).map((part) => negate(truthOf(part, values))),
        ),
      );
    case 'iff': {
      const [a, b] = [truthOf(expression[1], values), truthOf(expression[2], values)];
      return a === undefined || b === undefined ? undefined : a === b;
    }
    case 'implies':
      return negate(all([truthOf(expression[1], values), negate(truthOf(expression[2], values))]));
    case 'integer': {
      const value = numberOf(expression[1], values);
      return value && isWhole(value);
    }
    default:
      return holds(expression, values);
  }
}

const negate = (truth: boolean | undefined) => (truth === undefined ? undefined : !truth);

function all(truths: (boolean | undefined)[]): boolean | undefined {
  if (truths.includes(false)) return false;
  return truths.includes(undefined) ? undefined : true;
}

function holds(comparison: Comparison, values: Values): boolean | undefined {
  const [operator, left, right, mode] = comparison;
  const [a, b] = [numberOf(left, values), numberOf(right, values)];
  if (!a || !b) return undefined;
  const order = compare(a, b);
  if (mode === 'tolerant' && order !== 0 && !speaksOfCounts(comparison, values)) {
    const terms = Math.max(cellsIn(left).length, cellsIn(right).length);
    if (near(a, b, terms)) return operator !== 'gt' && operator !== 'lt';
  }
  switch (operator) {
    case 'ge':
      return order >= 0;
    case 'le':
      return order <= 0;
    case 'gt':
      return order > 0;
    case 'lt':
      return order < 0;
    case 'eq':
      return order === 0;
  }
}

const speaksOfCounts = (comparison: Comparison, values: Values): boolean =>
  cellsIn(comparison).every(([, column]) => values.isCount(column));

/** Every cell that an expression names, as [row, column], each once, in the order of writing. */
export function cellsIn(expression: TruthExpression | NumberExpression): [string, string][] {
  const found = new Map<string, [string, string]>();
  const visit = (node: unknown): void => {
    if (!Array.isArray(node)) return;
    if (node[0] === 'cell') found.set(`${node[1]}/${node[2]}`, [node[1], node[2]]);
    else for (const part of node.slice(1)) visit(part);
  };
  visit(expression);
  return [...found.values()];
}

/** The part of a failed assertion that did not hold: the first such conjunct, as deep as conjunctions go. */
export function culprit(expression: TruthExpression, values: Values): TruthExpression {
  if (expression[0] !== 'and') return expression;
  const parts = expression.slice(1) as TruthExpression[];
  const failed = parts.find((part) => truthOf(part, values) === false);
  return failed ? culprit(failed, values) : expression;
}

/** An expression with the row and column at hand in the places of `$r` and `$c`. */
export function placed<E extends TruthExpression | NumberExpression>(
  expression: E,
  row: string | undefined,
  column: string | undefined,
): E {
  const place = (node: unknown): unknown => {
    if (Array.isArray(node)) return node.map(place);
    if (node === '$r') return row;
    return node === '$c' ? column : node;
  };
  return place(expression) as E;
}
