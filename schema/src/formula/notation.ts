import { parseRatio } from '../kernel/ratio.ts';
import {
  CALLS,
  type Comparison,
  type Count,
  COUNTS,
  type Expression,
  type Operator,
  RELATIONS,
} from './expression.ts';

const BINDING: Record<Operator, number> = { '+': 1, '-': 1, '*': 2, '/': 2 };

/** An expression as it is written, so that it parses as itself. */
export function formulaText(expression: Expression): string {
  const write = (it: Expression, binding: number): string => {
    switch (it.kind) {
      case 'NUMBER':
        return it.text;
      case 'NAME':
        return it.name;
      case 'OPERATION': {
        const own = BINDING[it.operator];
        const text = `${write(it.left, own)} ${it.operator} ${write(it.right, own + 1)}`;
        return own < binding ? `(${text})` : text;
      }
      case 'CALL':
        return `${it.call}(${it.of.map((one) => write(one, 0)).join(', ')})`;
      case 'COUNT': {
        const of = it.of.map(
          ({ relation, left, right }) => `${write(left, 0)} ${relation} ${write(right, 0)}`,
        );
        return `${it.count}(${of.join(', ')})`;
      }
    }
  };
  return write(expression, 0);
}

const TOKEN = /\s*(?:(\d+(?:\.\d+)?)|([A-Za-z]\w*)|(<=|>=|[-+*/(),<>=]))/y;

/** @throws SyntaxError for what is no expression */
export function parseExpression(text: string): Expression {
  const tokens = tokensOf(text);
  let at = 0;
  const fail = (): never => {
    throw new SyntaxError(`"${text}": unexpected ${tokens[at] ?? 'end'}`);
  };
  const take = <T extends string>(...wanted: readonly T[]): T | undefined => {
    const found = wanted.find((it) => it === tokens[at]);
    if (found !== undefined) at += 1;
    return found;
  };
  const expect = (wanted: string): string => take(wanted) ?? fail();

  const chain = (operand: () => Expression, ...operators: readonly Operator[]): Expression => {
    let left = operand();
    for (let operator = take(...operators); operator; operator = take(...operators)) {
      left = { kind: 'OPERATION', operator, left, right: operand() };
    }
    return left;
  };
  const sum = (): Expression => chain(product, '+', '-');
  const product = (): Expression => chain(operand, '*', '/');
  const operand = (): Expression => {
    if (take('-')) return negative(operand());
    if (take('(')) return closing(sum());
    const token = tokens[at] ?? fail();
    if (parseRatio(token)) {
      at += 1;
      return { kind: 'NUMBER', text: token };
    }
    if (!/^[A-Za-z]/.test(token)) return fail();
    at += 1;
    const call = CALLS.find((it) => it === token);
    if (call) return { kind: 'CALL', call, of: listed(sum) };
    const count = COUNTS.find((it) => it === token);
    return count ? counted(count) : { kind: 'NAME', name: token };
  };
  const closing = <T>(inner: T): T => {
    expect(')');
    return inner;
  };
  const listed = <T>(one: () => T): T[] => {
    expect('(');
    const of = [one()];
    while (take(',')) of.push(one());
    return closing(of);
  };
  const counted = (count: Count): Expression => {
    // Where nobody is asked, nothing is compared.
    const none = tokens[at] === '(' && tokens[at + 1] === ')';
    if (none) at += 2;
    return { kind: 'COUNT', count, of: none ? [] : listed(comparison) };
  };
  const comparison = (): Comparison => {
    const left = sum();
    const relation = take(...RELATIONS) ?? fail();
    return { relation, left, right: sum() };
  };

  const whole = sum();
  return at === tokens.length ? whole : fail();
}

/** -3 is a number; -x is 0 - x. */
const negative = (of: Expression): Expression =>
  of.kind === 'NUMBER' && !of.text.startsWith('-')
    ? { kind: 'NUMBER', text: `-${of.text}` }
    : { kind: 'OPERATION', operator: '-', left: { kind: 'NUMBER', text: '0' }, right: of };

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
