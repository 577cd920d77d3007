import { quotientUnit } from '@qianfan/schema/catalogue/units';
import { unionOf } from '@qianfan/schema/codelists/populations';
import { monthsOf } from '@qianfan/schema/kernel/period';
import { type Catalogue, type Definition, inForce, membersOf } from './catalogue.ts';
import { type FigureDimension, TOTAL } from '@qianfan/schema/catalogue/dimensions';
import { ALL, type Figure, formatFigure } from './figure.ts';
import { metricOf } from './level.ts';
import { FigureError } from './refusal.ts';

export const COMBINATIONS = ['SUM', 'QUOTIENT', 'DIFFERENCE'] as const;
/** DIFFERENCE compares two figures that must mean the same thing of two scopes or dates. */
export type Combination = (typeof COMBINATIONS)[number];

/**
 * Lets pass what may be combined (`domain.md` 2.2).
 * @throws FigureError that says why not and what to ask instead
 */
export function checkCombination(
  catalogue: Catalogue,
  how: Combination,
  figures: readonly Figure[],
): void {
  const definitions = figures.map(({ series }) => metricOf(catalogue, series.metric)[0]);
  const metrics = names(figures.map(({ series }) => series.metric));
  if (figures.length < 2 || (how !== 'SUM' && figures.length > 2)) {
    throw new FigureError('BAD_USER_INPUT', { what: `${how}: ${figures.length}` });
  }
  const changed = figures.find(({ transform }) => transform.kind !== 'LEVEL');
  if (changed) throw new FigureError('AVERAGE_OF_AVERAGES', { metric: formatFigure(changed) });
  sameSource(figures, how === 'QUOTIENT' ? [] : definitions);
  if (how === 'QUOTIENT') return quotient(catalogue, figures, metrics);
  if (new Set(figures.map(({ series }) => series.metric)).size > 1) {
    if (definitions[0]!.unit === 'YUAN') throw new FigureError('MIXED_INSTRUMENTS', { metrics });
    throw new FigureError('ADDITIVITY', { metric: metrics, what: 'DIFFERENT_SET' });
  }
  if (how === 'SUM') sum(catalogue, figures, definitions[0]!);
  sameDefinition(catalogue, figures);
}

const names = (values: readonly string[]): string => [...new Set(values)].join(', ');

/** Agencies, bases and definitions are never mixed. */
function sameSource(figures: readonly Figure[], definitions: readonly Definition[]): void {
  const agencies = names(figures.map(({ series }) => series.agency));
  if (agencies.includes(',')) throw new FigureError('MIXED_AGENCIES', { agencies });
  const bases = names(figures.map(({ series }) => series.basis));
  if (bases.includes(',')) throw new FigureError('MIXED_BASES', { bases });
  const units = names(definitions.map(({ unit }) => unit));
  if (units.includes(',')) {
    throw new FigureError('ADDITIVITY', {
      metric: names(definitions.map(({ code }) => code)),
      what: units,
    });
  }
}

/** Values of one date, of units that make a fraction or an average amount; a ratio is a quotient already. */
function quotient(catalogue: Catalogue, figures: readonly Figure[], metric: string): void {
  const definitions = figures.map(({ series, period }) => {
    const versions = metricOf(catalogue, series.metric);
    return inForce(versions, period) ?? versions[0];
  });
  for (const { code, unit, additivity } of definitions) {
    if (unit === 'RATIO' || additivity === 'RATIO' || additivity === 'WAVG') {
      throw new FigureError('AVERAGE_OF_AVERAGES', { metric: code });
    }
    if (DIVIDE_NEVER.includes(additivity)) {
      throw new FigureError('ADDITIVITY', { metric: code, what: additivity });
    }
  }
  const [above, below] = definitions as [Definition, Definition];
  if (!quotientUnit(above.unit, below.unit)) {
    throw new FigureError('ADDITIVITY', { metric, what: `${above.unit} ÷ ${below.unit}` });
  }
  const periods = names(figures.map(({ period }) => period));
  if (periods.includes(',')) throw new FigureError('MIXED_DATES', { metric, periods });
}

/** Places and indices: of a place nothing is a part. */
const DIVIDE_NEVER: readonly Definition['additivity'][] = ['RANK', 'INDEX'];

/** Places, indices and numbers of reporters: nothing is the sum of two. */
const ADD_UP_NEVER: readonly Definition['additivity'][] = ['COUNT_OF_REPORTERS', 'RANK', 'INDEX'];

function sum(catalogue: Catalogue, figures: readonly Figure[], definition: Definition): void {
  const { code: metric, additivity } = definition;
  if (additivity === 'RATIO' || additivity === 'WAVG') {
    throw new FigureError('AVERAGE_OF_AVERAGES', { metric });
  }
  if (additivity.startsWith('UNIQ')) throw new FigureError('SUM_OF_DISTINCT', { metric });
  if (ADD_UP_NEVER.includes(additivity)) {
    throw new FigureError('ADDITIVITY', { metric, what: additivity });
  }
  const periods = names(figures.map(({ period }) => period));
  if (additivity !== 'FLOW' && periods.includes(',')) {
    throw new FigureError('MIXED_DATES', { metric, periods });
  }
  const populations = [...new Set(figures.map(({ series }) => series.population))];
  if (populations.length > 1) {
    const union = unionOf(populations)?.code ?? ALL;
    throw new FigureError('OVERLAPPING_POPULATIONS', {
      populations: populations.join(', '),
      union,
    });
  }
  figures.forEach((a, n) =>
    figures.slice(n + 1).forEach((b) => {
      if (apart(catalogue, a, b)) return;
      throw new FigureError('ADDITIVITY', {
        metric,
        what: `${formatFigure(a)} ∩ ${formatFigure(b)}`,
      });
    }),
  );
}

function sameDefinition(catalogue: Catalogue, figures: readonly Figure[]): void {
  const definitions = names(
    figures.map(({ series, period }) => {
      const version = inForce(metricOf(catalogue, series.metric), period)?.version;
      return `${series.metric}/${version ?? '-'}`;
    }),
  );
  if (definitions.includes(',')) throw new FigureError('MIXED_DEFINITIONS', { definitions });
}

const SPLITS: readonly FigureDimension[] = [
  'product',
  'guarantee',
  'term',
  'lifecycle',
  'programme',
];

/** Whether nothing can be counted in both: they differ where a dimension splits, or their periods do not meet. */
function apart(catalogue: Catalogue, a: Figure, b: Figure): boolean {
  const both = (name: FigureDimension) => [a.series[name], b.series[name]] as const;
  const split = SPLITS.some((name) => {
    const [x, y] = both(name);
    return x !== y && x !== TOTAL && y !== TOTAL;
  });
  const [here, there] = both('area');
  const elsewhere = !here.startsWith(there) && !there.startsWith(here);
  const [one, other] = both('reporter');
  const others = new Set(membersOf(catalogue, other));
  const otherReporters =
    one !== TOTAL && other !== TOTAL && membersOf(catalogue, one).every((it) => !others.has(it));
  const months = new Set(monthsOf(b.period));
  const otherMonths = monthsOf(a.period).every((month) => !months.has(month));
  return split || elsewhere || otherReporters || otherMonths;
}
