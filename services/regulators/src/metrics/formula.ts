import type { Formula, FormulaPart } from '@qianfan/schema/catalogue/definition';
import { compareRatios, subtractRatios } from '@qianfan/schema/kernel/ratio';
import { type Catalogue, type Definition, membersOf } from './catalogue.ts';
import { TOTAL } from '@qianfan/schema/catalogue/dimensions';
import { normal, type Series } from './figure.ts';
import { as, joined, type Made } from './made.ts';
import { absentOf, awaitedBy, decides, divide, isOwed, type Level } from './value.ts';

type LevelOf = (series: Series) => Promise<Level>;

/** The value of a metric that a formula derives, over the scope that is asked; `described`: what its definition says. */
export async function derivedLevel(
  catalogue: Catalogue,
  definition: Definition,
  formula: Formula,
  series: Series,
  levelOf: LevelOf,
  described: Level,
): Promise<Level> {
  if (definition.agency !== series.agency || !definition.bases.includes(series.basis)) {
    return { ...described, status: 'NOT_COLLECTED' };
  }
  const both = (scope: Series): Promise<[Level, Level]> =>
    Promise.all([
      levelOf(partOf(catalogue, scope, formula.left)),
      levelOf(partOf(catalogue, scope, formula.right)),
    ]);
  switch (formula.operation) {
    case 'QUOTIENT':
      return { ...described, ...divide(...(await both(series))) };
    case 'DIFFERENCE':
      return { ...described, ...difference(...(await both(series))) };
    case 'SHARE_OF_REPORTERS': {
      const codes = reportersOf(catalogue, series.reporter);
      const pairs = await Promise.all(codes.map((reporter) => both({ ...series, reporter })));
      return { ...described, ...shareOfReporters(pairs, formula.is === 'GT' ? 1 : -1) };
    }
  }
}

/** The series of a part: what is asked, but for what the formula fixes. */
function partOf(catalogue: Catalogue, series: Series, { metric, ...fixed }: FormulaPart): Series {
  const agency = catalogue.metrics.get(metric)?.[0]?.agency ?? series.agency;
  return normal({ ...series, ...fixed, metric, agency });
}

function reportersOf(catalogue: Catalogue, reporter: string): string[] {
  if (reporter !== TOTAL) return membersOf(catalogue, reporter);
  return [...catalogue.organisations.values()]
    .filter(({ kind }) => kind === 'BANK' || kind === 'INSURER')
    .map(({ code }) => code);
}

function difference(left: Level, right: Level): Partial<Level> {
  const worst = [left, right].find(({ status }) => status !== 'REPORTED')?.status;
  return {
    status: worst ?? 'REPORTED',
    value: !worst && left.value && right.value ? subtractRatios(left.value, right.value) : null,
    expected: left.expected,
    received: left.received,
    lacks: left.lacks ?? right.lacks,
    awaits: awaitedBy([left, right]),
    made: joined('-', as('NUMERATOR', left.made), as('DENOMINATOR', right.made)),
  };
}

/** Whoever has no quotient, since nothing was drawn, is in neither number; who is asked and did not answer is missing. */
function shareOfReporters(pairs: readonly [Level, Level][], sign: number): Partial<Level> {
  const asked = pairs.filter((pair) =>
    pair.every(({ status }) => isOwed(status) && status !== 'UNDEFINED'),
  );
  const defined = asked.flatMap(([left, right]) =>
    left.value && right.value ? [compareRatios(left.value, right.value)] : [],
  );
  const met = defined.filter((order) => Math.sign(order) === sign).length;
  const share =
    defined.length > 0 ? { numerator: BigInt(met), denominator: BigInt(defined.length) } : null;
  const counts = {
    expected: asked.length,
    received: defined.length,
    awaits: awaitedBy(asked.flat()),
    made: shareMade(pairs, sign === 1 ? '>' : '<'),
  };
  if (asked.length === 0) return { ...counts, status: 'NOT_COLLECTED' };
  if (!share) return { ...counts, status: absentOf(asked.flat()) };
  return defined.length === asked.length
    ? { ...counts, status: 'REPORTED', value: share }
    : { ...counts, status: 'INCOMPLETE', partial: share };
}

/** Whoever did not answer is no part of it; whoever has no quotient is, and decides nothing. */
const shareMade = (pairs: readonly [Level, Level][], relation: '<' | '>'): Made => ({
  kind: 'COUNT',
  count: 'share',
  of: pairs.flatMap((pair) => {
    const [left, right] = [as('NUMERATOR', pair[0].made), as('DENOMINATOR', pair[1].made)];
    return left && right && pair.every(decides) ? [{ relation, left, right }] : [];
  }),
});
