import { compareRatios, type Ratio, subtractRatios } from '@qianfan/schema/kernel/ratio';
import { add, decimal, divide, multiply } from './exact.ts';

/** A term of a cross-check: names, decimal numbers, + - * / and max. */
export type Expression =
  | { kind: 'NUMBER'; value: Ratio }
  | { kind: 'NAME'; name: string }
  | { kind: 'MAX'; of: Expression[] }
  | { kind: 'OPERATION'; operator: Operator; left: Expression; right: Expression };

type Operator = '+' | '-' | '*' | '/';

const TOKEN = /\s*(?:(\d+(?:\.\d+)?)|([A-Za-z]\w*)|([-+*/(),]))/y;

/** @throws SyntaxError for what the little language does not know */
export function parseExpression(text: string): Expression {
  const tokens = tokensOf(text);
  let at = 0;
  const fail = (): never => {
    throw new SyntaxError(`"${text}": unexpected ${tokens[at] ?? 'end'}`);
  };
  const take = (...wanted: readonly string[]): string | undefined =>
    wanted.includes(tokens[at] ?? '') ? tokens[at++] : undefined;
  const expect = (wanted: string): string => take(wanted) ?? fail();

  const chain = (operand: () => Expression, ...operators: readonly Operator[]): Expression => {
    let left = operand();
    for (let operator = take(...operators); operator; operator = take(...operators)) {
      left = { kind: 'OPERATION', operator: operator as Operator, left, right: operand() };
    }
    return left;
  };
  const sum = (): Expression => chain(product, '+', '-');
  const product = (): Expression => chain(operand, '*', '/');
  const operand = (): Expression => {
    if (take('-')) return { kind: 'OPERATION', operator: '-', left: ZERO, right: operand() };
    if (take('(')) return closing(sum());
    const token = tokens[at++] ?? fail();
    if (/^\d/.test(token)) return { kind: 'NUMBER', value: decimal(token) };
    if (!/^[A-Za-z]/.test(token)) {
      at -= 1;
      return fail();
    }
    return token === 'max' ? maximum() : { kind: 'NAME', name: token };
  };
  const closing = <T>(inner: T): T => {
    expect(')');
    return inner;
  };
  const maximum = (): Expression => {
    expect('(');
    const of = [sum()];
    while (take(',')) of.push(sum());
    return closing({ kind: 'MAX', of });
  };

  const whole = sum();
  return at === tokens.length ? whole : fail();
}

const ZERO: Expression = { kind: 'NUMBER', value: decimal('0') };

function tokensOf(text: string): string[] {
  const tokens: string[] = [];
  TOKEN.lastIndex = 0;
  while (text.slice(TOKEN.lastIndex).trim() !== '') {
    const { lastIndex } = TOKEN;
    const match = TOKEN.exec(text);
    if (!match) throw new SyntaxError(`"${text}": unexpected ${text.slice(lastIndex).trim()}`);
    tokens.push(match[0].trim());
  }
  return tokens;
}

/** The names in an expression, each once. */
export function namesIn(expression: Expression): string[] {
  switch (expression.kind) {
    case 'NUMBER':
      return [];
    case 'NAME':
      return [expression.name];
    case 'MAX':
      return [...new Set(expression.of.flatMap(namesIn))];
    case 'OPERATION':
      return [...new Set([...namesIn(expression.left), ...namesIn(expression.right)])];
  }
}

/** What a name stands for, in base units; null where there is no value. */
export type Lookup = (name: string) => Ratio | null;

/** The value, exactly; null where a name has none or something is divided by zero. */
export function evaluate(expression: Expression, lookup: Lookup): Ratio | null {
  switch (expression.kind) {
    case 'NUMBER':
      return expression.value;
    case 'NAME':
      return lookup(expression.name);
    case 'MAX': {
      const values = expression.of.map((one) => evaluate(one, lookup));
      return values.reduce((a, b) => (a && b ? (compareRatios(a, b) < 0 ? b : a) : null));
    }
    case 'OPERATION': {
      const left = evaluate(expression.left, lookup);
      const right = evaluate(expression.right, lookup);
      return left && right ? (APPLY[expression.operator](left, right) ?? null) : null;
    }
  }
}

const APPLY: Record<Operator, (a: Ratio, b: Ratio) => Ratio | undefined> = {
  '+': add,
  '-': subtractRatios,
  '*': multiply,
  '/': divide,
};
