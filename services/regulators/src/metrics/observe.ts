import type { Period } from '@qianfan/schema/kernel/period';
import { subtractRatios } from '@qianfan/schema/kernel/ratio';
import type { Instant } from '@qianfan/schema/kernel/instant';
import { type Catalogue, carrierOf, inForce, membersOf } from './catalogue.ts';
import { TOTAL } from '@qianfan/schema/catalogue/dimensions';
import { ALL, type Figure, formatFigure, normal, type Series } from './figure.ts';
import { changed } from './growth.ts';
import { levelOf, metricOf, type Vantage } from './level.ts';
import type { Registers } from './known.ts';
import { asBase, asReference, growthMade, joined } from './made.ts';
import { awaitedBy, BREAK, divide, type Level, PROVISIONAL } from './value.ts';
import { countOf, rankOf, type Standing } from './peers.ts';
import { isPartOf, knowsPopulation } from './population.ts';
import { FigureError } from './refusal.ts';
import { splitOf } from './split.ts';
import { basePeriod, LEVEL, type Transform, type Vintage } from './transform.ts';

/** What a growth compares with. `knownAt`: the instant as of which the base is read. */
export interface Base {
  figure: Figure;
  vintage: Vintage;
  knownAt: Instant;
  level: Level;
}

/** A figure and its value. For anything but LEVEL, `value` is a plain number: a fraction, a place, a count. */
export interface Observation extends Level {
  figure: Figure;
  id: string;
  base: Base | null;
  standing: Standing | null;
}

/** Where figures can be seen from other instants too: the base of a growth as it was published. */
export interface Observatory extends Vantage {
  asOf: (knownAt: Instant) => Promise<Vantage>;
  registers: Registers;
}

/**
 * The value of one figure.
 * @throws FigureError where the figure makes no sense (`domain.md` 2.2) or names what nobody has defined
 */
export async function observe(from: Observatory, figure: Figure): Promise<Observation> {
  const { series, period, transform } = figure;
  const blank = { figure, id: formatFigure(figure), base: null, standing: null };
  switch (transform.kind) {
    case 'LEVEL':
      return { ...blank, ...(await levelOf(from, series, period)) };
    case 'SHARE':
      return { ...blank, ...(await shareOf(from, series, period, transform.of)) };
    case 'RANK':
      return { ...blank, ...(await rankOf(from, series, period, transform.among)) };
    case 'COUNT':
      return { ...blank, ...(await countOf(from, series, period, transform)) };
    case 'SPLIT':
      return { ...blank, ...(await besideOf(from, figure, transform)) };
    default:
      return { ...blank, ...(await changeOf(from, figure, transform)) };
  }
}

type Change = Extract<Transform, { kind: 'GROWTH' | 'POINTS' }>;

/** Growth of an amount or a number, or the difference of a ratio in percentage points. */
async function changeOf(
  from: Observatory,
  { series, period }: Figure,
  { kind, over, vintage }: Change,
): Promise<Compared> {
  const { unit } = metricOf(from.catalogue, series.metric)[0];
  if (kind === 'POINTS' && unit !== 'RATIO') {
    throw new FigureError('POINTS_OF_AMOUNT', { metric: series.metric });
  }
  if (kind === 'GROWTH' && unit === 'RATIO') {
    throw new FigureError('GROWTH_OF_RATIO', { metric: series.metric });
  }
  const earlier = basePeriod(period, over);
  if (!earlier) throw new FigureError('BAD_USER_INPUT', { what: `${over} ${period}` });
  const [current, base] = await Promise.all([
    levelOf(from, series, period),
    baseOf(from, series, earlier, vintage),
  ]);
  const flags = [
    ...(broken(from.catalogue, series.metric, earlier, period) ? [BREAK] : []),
    ...current.flags.filter((flag) => flag === PROVISIONAL),
  ];
  return {
    ...current,
    ...changed(kind, current, base.level),
    awaits: awaitedBy([current, base.level]),
    unit: 'RATIO',
    flags,
    partial: null,
    numerator: null,
    denominator: null,
    made:
      kind === 'GROWTH'
        ? growthMade(current.made, base.level.made)
        : joined('-', current.made, asBase(base.level.made)),
    base,
  };
}

type Compared = Level & Pick<Observation, 'base'>;

/** Growth less another growth, or that of a cohort; `REFERENCE`: the facts of the other. */
async function besideOf(
  from: Observatory,
  figure: Figure,
  { what, over }: Extract<Transform, { kind: 'SPLIT' }>,
): Promise<Compared> {
  const growth = { kind: 'GROWTH', over, vintage: 'COMPARABLE' } as const;
  const own = await changeOf(from, figure, growth);
  if (what === 'GAP_ALL') {
    const all = { ...figure, series: { ...figure.series, population: TOTAL } };
    return less(own, await changeOf(from, all, growth));
  }
  const base = own.base!;
  const { series, period } = figure;
  const { cohort } = await splitOf(from, series, period, base.figure.period);
  const { now, before, status, growth: value } = cohort;
  const alike: Compared = {
    ...own,
    status,
    value,
    made: growthMade(now.made, before.made),
    base: { ...base, level: before },
  };
  return what === 'X_COHORT' ? alike : less(own, alike);
}

function less(one: Compared, other: Compared): Compared {
  const worst = [one, other].find(({ status }) => status !== 'REPORTED')?.status;
  return {
    ...one,
    status: worst ?? 'REPORTED',
    value: one.value && other.value ? subtractRatios(one.value, other.value) : null,
    flags: [...new Set([...one.flags, ...other.flags])],
    made: joined('-', one.made, asReference(other.made)),
  };
}

/** Whether another definition was in force for the earlier period. */
function broken(catalogue: Catalogue, metric: string, earlier: Period, later: Period): boolean {
  const versions = metricOf(catalogue, metric);
  const before = inForce(versions, earlier);
  return before !== undefined && before !== inForce(versions, later);
}

async function baseOf(
  from: Observatory,
  series: Series,
  period: Period,
  vintage: Vintage,
): Promise<Base> {
  const figure: Figure = { series, transform: LEVEL, period };
  if (vintage === 'COMPARABLE') {
    const level = await levelOf(from, series, period);
    return { figure, vintage, knownAt: from.catalogue.knownAt, level };
  }
  const release = releaseOf(from.catalogue, series, period);
  if (release === undefined || release > from.catalogue.knownAt) {
    const level = await levelOf(from, series, period);
    return {
      figure,
      vintage,
      knownAt: from.catalogue.knownAt,
      level: { ...level, status: 'NOT_PUBLISHED', value: null, partial: null, made: null },
    };
  }
  const then = await from.asOf(release);
  return { figure, vintage, knownAt: release, level: await levelOf(then, series, period) };
}

/** When the figures of a period were made public: with the form that carries the metric (its parts, for a ratio). */
export function releaseOf(
  catalogue: Catalogue,
  series: Series,
  period: Period,
): Instant | undefined {
  const definition = inForce(metricOf(catalogue, series.metric), period);
  const metric = definition?.numerator ?? definition?.formula?.left.metric ?? series.metric;
  const carrier = carrierOf(catalogue, { ...series, metric }, period);
  return carrier && catalogue.releases.get(`${carrier.form}/${period}`);
}

/** The part that a series is of itself with a wider population, reporter or area. */
async function shareOf(
  from: Observatory,
  series: Series,
  period: Period,
  of: string,
): Promise<Level> {
  const { unit } = metricOf(from.catalogue, series.metric)[0];
  if (unit === 'RATIO') throw new FigureError('AVERAGE_OF_AVERAGES', { metric: series.metric });
  const whole = widened(from.catalogue, series, of);
  if (!whole) {
    const what = `${series.population}, ${series.reporter}, ${series.area} ⊄ ${of}`;
    throw new FigureError('ADDITIVITY', { metric: series.metric, what });
  }
  const [part, total] = await Promise.all([
    levelOf(from, series, period),
    levelOf(from, whole, period),
  ]);
  return { ...part, ...divide(part, total), unit: 'RATIO' };
}

/**
 * The series of which another is a part; undefined where it is not. What is an area or a population is no institution,
 * even were one registered by that name: who may ask is told by the same order (`namedBy`).
 */
function widened(catalogue: Catalogue, series: Series, of: string): Series | undefined {
  if (of === TOTAL) return { ...series, reporter: TOTAL };
  if (/^\d+$/.test(of)) return series.area.startsWith(of) ? { ...series, area: of } : undefined;
  if (of === ALL) return normal({ ...series, population: ALL });
  if (knowsPopulation(catalogue, of)) {
    return isPartOf(catalogue, series.population, of) ? { ...series, population: of } : undefined;
  }
  const inside = series.reporter === of || membersOf(catalogue, of).includes(series.reporter);
  return inside ? { ...series, reporter: of } : undefined;
}
