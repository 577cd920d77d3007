import { comparePeriods, type Period } from '@qianfan/schema/kernel/period';
import type { Instant } from '@qianfan/schema/kernel/instant';
import type { Figure, Series } from './figure.ts';
import { type Observation, observe, type Observatory, releaseOf } from './observe.ts';
import type { Transform } from './transform.ts';

/** A figure as it was known at one release, or is known now. */
export interface Vintage {
  /** The period with whose release it was known; null = as known now. */
  release: Period | null;
  knownAt: Instant;
  observation: Observation;
}

export interface VintageRow {
  period: Period;
  /** From the figure's own release on, in order of release; now last. */
  vintages: Vintage[];
}

interface Release {
  period: Period;
  at: Instant;
}

/** When the figures of these periods were made public, so far as they were by now. */
function releasesOf(from: Observatory, series: Series, periods: readonly Period[]): Release[] {
  return periods.flatMap((period) => {
    const at = releaseOf(from.catalogue, series, period);
    return at === undefined || at > from.catalogue.knownAt ? [] : [{ period, at }];
  });
}

/** Which vintages there are of each of these periods, before any is computed. */
export function triangleOf(
  from: Observatory,
  series: Series,
  periods: readonly Period[],
): { period: Period; releases: Release[] }[] {
  const releases = releasesOf(from, series, periods);
  return periods.map((period) => ({
    period,
    releases: releases.filter((release) => comparePeriods(release.period, period) >= 0),
  }));
}

/** The vintage triangle of a series: each period as known at its own release and at every later one. */
export function vintagesOf(
  from: Observatory,
  series: Series,
  transform: Transform,
  periods: readonly Period[],
): Promise<VintageRow[]> {
  return Promise.all(
    triangleOf(from, series, periods).map(async ({ period, releases }) => {
      const figure: Figure = { series, transform, period };
      const past = releases.map(async ({ period: release, at }) => ({
        release,
        knownAt: at,
        observation: await observeAt(from, figure, at),
      }));
      const now = { release: null, knownAt: from.catalogue.knownAt };
      return {
        period,
        vintages: [
          ...(await Promise.all(past)),
          { ...now, observation: await observe(from, figure) },
        ],
      };
    }),
  );
}

/** A figure as known at an instant. */
export async function observeAt(
  from: Observatory,
  figure: Figure,
  knownAt: Instant,
): Promise<Observation> {
  if (knownAt === from.catalogue.knownAt) return observe(from, figure);
  return observe({ ...from, ...(await from.asOf(knownAt)) }, figure);
}
