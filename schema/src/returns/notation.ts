import type { NumberExpression, TruthExpression } from './form.ts';

const SIGNS: Record<string, string> = {
  ge: '≥',
  le: '≤',
  gt: '>',
  lt: '<',
  eq: '=',
  and: '∧',
  or: '∨',
  iff: '⇔',
  implies: '⇒',
  sum: '+',
  times: '×',
};

/** The sign of an operator that stands between its operands: `≤`; `undefined` for one that does not. */
export const signOf = (operator: string): string | undefined => SIGNS[operator];

/** An expression as people of either language write it: `1.1.2/D = 0 ⇔ 1.1.2/C = 0`. */
export function notationOf(expression: NumberExpression | TruthExpression): string {
  const parts = expression.filter((part) => Array.isArray(part)).map((part) => notationOf(part));
  switch (expression[0]) {
    case 'cell':
      return `${expression[1]}/${expression[2]}`;
    case 'distinct':
      return `|${expression[1]}/${expression[2]}|`;
    case 'of':
      return `${expression[1]}:${parts[0]}`;
    case 'over':
      return `${expression[1] === 'sum' ? 'Σ' : 'max'} ${parts[0]}`;
    case 'const':
    case 'limit':
      return expression[1];
    case 'max':
      return `max(${parts.join(', ')})`;
    case 'integer':
      return `${parts[0]} ∈ ℤ`;
    default:
      return parts.join(` ${signOf(expression[0])} `);
  }
}
