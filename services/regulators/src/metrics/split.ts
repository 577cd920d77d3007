import type { Period } from '@qianfan/schema/kernel/period';
import { type Ratio, subtractRatios } from '@qianfan/schema/kernel/ratio';
import { TOTAL } from '@qianfan/schema/catalogue/dimensions';
import { lastDayOf } from './due.ts';
import type { Series } from './figure.ts';
import { changed } from './growth.ts';
import { levelOf, metricOf, type Vantage } from './level.ts';
import { membershipOn } from './population.ts';
import { FigureError } from './refusal.ts';
import type { ListRef } from './terms.ts';
import type { Level, Status } from './value.ts';

/** A quantity now and at the base, and how it grew. */
export interface Grown {
  now: Level;
  before: Level;
  status: Status;
  /** As a fraction. */
  growth: Ratio | null;
}

/**
 * Growth of a population that goes by lists, taken apart: now − before = (cohort.now − cohort.before) + joined − left,
 * exactly, and rolling.growth = cohort.growth + listEffect.
 */
export interface Split {
  /** By the list of each of the two days. */
  rolling: Grown;
  /** Of the enterprises on both lists. */
  cohort: Grown;
  listEffect: Ratio | null;
  /** Now, of those that came onto the list. */
  joined: Ratio | null;
  /** At the base, of those that have left the list since. */
  left: Ratio | null;
  status: Status;
}

/**
 * @throws FigureError NOT_BY_LIST, NOT_COLLECTED or GROWTH_OF_RATIO for what cannot be taken apart
 */
export async function splitOf(
  from: Vantage,
  series: Series,
  period: Period,
  base: Period,
): Promise<Split> {
  const { metric, population, basis } = series;
  if (metricOf(from.catalogue, metric)[0].unit === 'RATIO') {
    throw new FigureError('GROWTH_OF_RATIO', { metric });
  }
  // Cells of a return are sums already: nobody can tell from them what a single enterprise has.
  if (basis === 'RETURN') {
    throw new FigureError('NOT_COLLECTED', { basis, metric, what: '企业 enterprise' });
  }
  const [baseLists, lists] = [listsOn(from, population, base), listsOn(from, population, period)];
  const [now, before, cohortNow, cohortBefore] = await Promise.all([
    levelOf(from, series, period),
    levelOf(from, series, base),
    levelOf(from, series, period, baseLists),
    levelOf(from, series, base, lists),
  ]);
  const [rolling, cohort] = [grown(now, before), grown(cohortNow, cohortBefore)];
  const less = (a: Ratio | null, b: Ratio | null) => a && b && subtractRatios(a, b);
  return {
    rolling,
    cohort,
    listEffect: less(rolling.growth, cohort.growth),
    joined: less(now.value, cohortNow.value),
    left: less(before.value, cohortBefore.value),
    status: [rolling, cohort].find(({ status }) => status !== 'REPORTED')?.status ?? 'REPORTED',
  };
}

const grown = (now: Level, before: Level): Grown => {
  const { status, value } = changed('GROWTH', now, before);
  return { now, before, status, growth: value };
};

function listsOn({ catalogue }: Vantage, population: string, period: Period): readonly ListRef[] {
  const membership =
    population === TOTAL
      ? undefined
      : membershipOn(catalogue, population, lastDayOf(catalogue, period));
  if (!membership) throw new FigureError('NOT_BY_LIST', { population });
  return membership.lists.map(({ list, version }) => ({ list, version }));
}
