import { formatHundredths, parseHundredths } from '../kernel/money.ts';
import { formatRatio, type Ratio } from '../kernel/ratio.ts';
import { evaluate } from './evaluate.ts';
import { type Expression, namesIn } from './expression.ts';
import { parseExpression } from './notation.ts';

/** A figure as it was answered; numbers as decimal text, amounts in yuan. */
export interface Answered {
  unit: 'YUAN' | 'COUNT' | 'RATIO';
  value: string | null;
  partial: string | null;
}

/** What a fact adds to one of the operands of the figure's formula; null for what adds nothing, such as a list. */
export interface Contribution {
  operand: string | null;
  contribution: string | null;
}

/**
 * EQUAL, DIFFERENT: the facts do or do not make up the figure. NO_VALUE: it has none. OWN_FACTS_ONLY: the viewer does not
 * see all that it is made of. NOT_CHECKED: its formula is none that is known here, so that nothing can be said.
 */
export type Verdict = 'EQUAL' | 'DIFFERENT' | 'NO_VALUE' | 'OWN_FACTS_ONLY' | 'NOT_CHECKED';

export interface ReAdded {
  verdict: Verdict;
  /** The number that the facts make up, as the API prints it; null where they make up none. */
  computed: string | null;
  /** What the facts add up to, operand by operand, in hundredths. */
  sums: ReadonlyMap<string, bigint>;
}

/** Adds up the facts of a figure, operand by operand, and puts the sums into its formula. */
export function readd(
  answered: Answered,
  formula: string | null,
  scope: 'ALL' | 'OWN',
  facts: Iterable<Contribution>,
): ReAdded {
  const sums = addUp(facts);
  const stated = answered.value ?? answered.partial;
  if (stated === null) return { verdict: 'NO_VALUE', computed: null, sums };
  if (formula === null) {
    const verdict = scope === 'OWN' ? 'OWN_FACTS_ONLY' : 'NOT_CHECKED';
    return { verdict, computed: null, sums };
  }
  const expression = understood(formula);
  const known = expression && new Set(namesIn(expression));
  // A fact of which the formula says nothing could be anything.
  if (!known || [...sums.keys()].some((name) => !known.has(name))) {
    return { verdict: 'NOT_CHECKED', computed: null, sums };
  }
  const value = evaluate(expression, (name) => ({
    numerator: sums.get(name) ?? 0n,
    denominator: 100n,
  }));
  const computed = value && printed(value, answered.unit);
  return { verdict: computed === stated ? 'EQUAL' : 'DIFFERENT', computed, sums };
}

/** An amount or a number, a ratio or a place: a quotient that is no whole number of fen is no amount. */
function printed(value: Ratio, unit: Answered['unit']): string {
  if (unit === 'RATIO') return formatRatio(value)!;
  return formatRatio(value, unit === 'YUAN' ? 2 : 0)!;
}

function understood(formula: string): Expression | undefined {
  try {
    return parseExpression(formula);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function addUp(facts: Iterable<Contribution>): Map<string, bigint> {
  const sums = new Map<string, bigint>();
  for (const { operand, contribution } of facts) {
    if (operand === null || contribution === null) continue;
    const value = parseHundredths(contribution);
    if (value === undefined) throw new RangeError(`no amount: ${contribution}`);
    sums.set(operand, (sums.get(operand) ?? 0n) + value);
  }
  return sums;
}

/** The sum of an operand as the API prints what adds up to it: an amount with its fen, a number without. */
export const sumText = (sum: bigint, unit: Answered['unit']): string =>
  unit === 'YUAN' ? formatHundredths(sum) : (sum / 100n).toString();
