import { compare, type Decimal, isWhole, near, parseDecimal, plus, times } from './decimal.ts';
import type { Comparison, NumberExpression, TruthExpression } from './form.ts';

/** What an expression may look at. `undefined`: not known, so that what depends on it is not judged. */
export interface Values {
  /** The block's; absent for the whole return. */
  area: string | undefined;
  cell: (row: string, column: string) => Decimal | undefined;
  distinct: (row: string, column: string) => Decimal | undefined;
  limit: (name: 'SINGLE_NAME') => Decimal | undefined;
  /** Counts are exact: no tolerance applies to them. */
  isCount: (column: string) => boolean;
  /** The grids of the return, each seen alone; the return itself, where its form has no blocks. */
  blocks: () => Values[];
  /** Another return of the same institution and period. */
  of: (form: string) => Values | undefined;
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
    case 'sum':
    case 'max': {
      const operands = expression.slice(1) as NumberExpression[];
      return fold(
        operands.map((operand) => numberOf(operand, values)),
        COMBINE[expression[0]],
      );
    }
    case 'over': {
      const [, how, operand] = expression;
      const numbers = values.blocks().map((block) => numberOf(operand, block));
      return numbers.length > 0 ? fold(numbers, COMBINE[how]) : ZERO;
    }
    case 'of': {
      const other = values.of(expression[1]);
      return other && numberOf(expression[2], other);
    }
  }
}

const ZERO: Decimal = { units: 0n, scale: 0 };

const COMBINE = {
  times,
  sum: plus,
  max: (a: Decimal, b: Decimal): Decimal => (compare(a, b) < 0 ? b : a),
};

const fold = (
  numbers: (Decimal | undefined)[],
  combine: (a: Decimal, b: Decimal) => Decimal,
): Decimal | undefined => numbers.reduce((a, b) => a && b && combine(a, b));

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
  if (mode === 'tolerant' && order !== 0) {
    const sides = [cellsIn(left, values), cellsIn(right, values)];
    const terms = Math.max(...sides.map((cells) => cells.length));
    const counts = sides.flat().every(({ isCount }) => isCount);
    if (!counts && near(a, b, terms)) return operator !== 'gt' && operator !== 'lt';
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

/** A cell that an expression names: `TF01:360102/1.1.2/D`, as far as form and block need to be told. */
export interface NamedCell {
  name: string;
  value: Decimal | undefined;
  isCount: boolean;
}

/** Every cell that an expression names, each once, in the order of writing: block by block within `over`. */
export function cellsIn(
  expression: TruthExpression | NumberExpression,
  values: Values,
): NamedCell[] {
  const found = new Map<string, NamedCell>();
  const visit = (node: unknown, at: Values | undefined, form: string): void => {
    if (!Array.isArray(node) || !at) return;
    if (node[0] === 'over') for (const block of at.blocks()) visit(node[2], block, form);
    else if (node[0] === 'of') visit(node[2], at.of(node[1]), `${node[1]}:`);
    else if (node[0] === 'cell') {
      const [row, column] = node.slice(1) as [string, string];
      const name = `${form}${at.area ? `${at.area}/` : ''}${row}/${column}`;
      found.set(name, { name, value: at.cell(row, column), isCount: at.isCount(column) });
    } else for (const part of node.slice(1)) visit(part, at, form);
  };
  visit(expression, values, '');
  return [...found.values()];
}

/** Whether an expression names a cell of one block, rather than of all or of another return. */
export function namesCells(expression: unknown): boolean {
  if (!Array.isArray(expression)) return false;
  if (expression[0] === 'cell') return true;
  return !['over', 'of'].includes(expression[0]) && expression.slice(1).some(namesCells);
}

/** The other forms that an expression names. */
export function formsIn(expression: unknown): string[] {
  if (!Array.isArray(expression)) return [];
  const own = expression[0] === 'of' ? [String(expression[1])] : [];
  return [...new Set([...own, ...expression.slice(1).flatMap(formsIn)])];
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
