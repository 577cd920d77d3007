import { firstMonthOf, lastMonthOf } from '@qianfan/schema/kernel/period';
import { compareRatios, subtractRatios } from '@qianfan/schema/kernel/ratio';
import { hasNotBegun, isOver, untilDay } from './clock.ts';
import { type Known, once } from './known.ts';
import { fromContracts } from './measures.ts';
import {
  agencyOf,
  definitionOf,
  definitionsOf,
  isMember,
  membersOf,
  organisations,
} from './registers.ts';
import { fromReturns } from './returns.ts';
import { keyOf, type Series } from './series.ts';
import { type Naive, none, noneOf, over } from './value.ts';

/** The value of a series at a period; `inside`: of these enterprises only, under a name of their own. */
export function levelOf(
  known: Known,
  series: Series,
  period: string,
  inside?: { name: string; ids: ReadonlySet<string> },
): Naive {
  const name = `level ${keyOf(series)} ${period} ${inside?.name ?? ''}`;
  return once(known, name, () => level(known, series, period, inside?.ids));
}

function level(known: Known, series: Series, period: string, inside?: ReadonlySet<string>): Naive {
  const { metric, agency, basis } = series;
  const defined = definitionOf(known, metric, period);
  if (!defined) return none('NOT_COLLECTED');
  const first = definitionsOf(known, metric).toSorted((a, b) => a.version - b.version)[0];
  const starts = defined.effectiveFrom as string;
  const isNew =
    defined.version !== first.version &&
    firstMonthOf(period) <= starts &&
    starts <= lastMonthOf(period);
  const isRunning = basis !== 'RETURN' && !hasNotBegun(known, period) && !isOver(known, period);
  const flagged = (found: Naive): Naive => ({
    ...found,
    flags: [...(isNew ? ['b'] : []), ...(isRunning ? ['p'] : [])],
  });
  if (defined.agency !== agency || !defined.bases.includes(basis)) {
    return flagged(none('NOT_COLLECTED'));
  }
  if (defined.formula) return flagged(byFormula(known, defined.formula, series, period));
  if (defined.unit === 'RATIO') return flagged(quotient(known, defined, series, period));
  return flagged(
    basis === 'RETURN'
      ? fromReturns(known, series, period, inside)
      : fromContracts(known, series, period, inside),
  );
}

function quotient(known: Known, defined: any, series: Series, period: string): Naive {
  const { numerator, denominator } = defined;
  const upper = { ...series, metric: numerator, agency: agencyOf(known, numerator) };
  const lower = { ...series, metric: denominator, agency: agencyOf(known, denominator) };
  if (denominator !== 'LST_MEM') {
    return over(levelOf(known, upper, period), levelOf(known, lower, period));
  }
  // Coverage: of those on the list, whatever the reporter.
  const free = { reporter: '_T', product: '_T', guarantee: '_T', term: '_T', programme: '_T' };
  const listed = membersOf(known, series.population, untilDay(known, period));
  const inside = listed && listed.some > 0 ? { name: 'listed', ids: listed.ids } : undefined;
  return over(
    levelOf(known, upper, period, inside),
    levelOf(known, { ...lower, ...free, basis: 'EVENT' }, period),
  );
}

function byFormula(known: Known, formula: any, series: Series, period: string): Naive {
  const part = (of: any, scope: Series): Naive => {
    const asked: Series = { ...scope, ...of, agency: agencyOf(known, of.metric) };
    const population = asked.population === 'ALL' ? '_T' : asked.population;
    return levelOf(known, { ...asked, population }, period);
  };
  const both = (scope: Series) => [part(formula.left, scope), part(formula.right, scope)] as const;
  const [left, right] = both(series);
  if (formula.operation === 'QUOTIENT') return over(left, right);
  if (formula.operation === 'DIFFERENCE') {
    const worst = [left, right].find(({ status }) => status !== 'REPORTED');
    const wrong = worst?.status;
    return {
      ...none(wrong ?? 'REPORTED'),
      early: worst?.early ?? false,
      value: wrong ? null : subtractRatios(left.value!, right.value!),
      expected: left.expected,
      received: left.received,
    };
  }
  const asked = reporters(known, series.reporter)
    .map((reporter) => both({ ...series, reporter }))
    .filter(
      (pair) =>
        !pair.some(({ status }) => /^(NOT_COLLECTED|NOT_DERIVABLE|UNDEFINED)$/.test(status)),
    );
  const have = asked.filter((pair) => pair.every(({ value }) => value));
  const sign = formula.is === 'GT' ? 1 : -1;
  const met = have.filter(([a, b]) => compareRatios(a.value!, b.value!) === sign);
  const counts = { expected: asked.length, received: have.length };
  if (asked.length === 0) return { ...none('NOT_COLLECTED'), ...counts };
  if (have.length === 0) return { ...noneOf(asked.flat()), ...counts };
  const share = { numerator: BigInt(met.length), denominator: BigInt(have.length) };
  return have.length === asked.length
    ? { ...none('REPORTED'), ...counts, value: share }
    : { ...none('INCOMPLETE'), ...counts, partial: share };
}

const reporters = (known: Known, reporter: string): string[] =>
  organisations(known)
    .filter(({ kind }) => kind === 'BANK' || kind === 'INSURER')
    .map(({ code }) => code)
    .filter((code) => reporter === '_T' || isMember(known, code, reporter));
