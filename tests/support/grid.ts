import { figureOf, formatFigure, parseFigure } from '@qianfan/regulators/metrics/figure';
import { FigureError } from '@qianfan/regulators/metrics/refusal';
import { observe, type Observatory } from '@qianfan/regulators/metrics/observe';
import type { Fact } from '@qianfan/schema/kernel/fact';
import type { Instant } from '@qianfan/schema/kernel/instant';
import { formatRatio, type Ratio } from '@qianfan/schema/kernel/ratio';
import { naive } from '../journeys/naive/figure.ts';
import { knownAt } from '../journeys/naive/known.ts';
import type { Naive } from '../journeys/naive/value.ts';

/** A figure's value as a test compares it: exact quotients as text with more places than any rounding hides. */
export interface Cell {
  status: string;
  value: string | null;
  partial: string | null;
  expected: number | null;
  received: number | null;
  flags: readonly string[];
}

const text = (value: Ratio | null): string | null => value && formatRatio(value, 15)!;

const cell = (found: Omit<Naive, 'early'>): Cell => ({
  status: found.status,
  value: text(found.value),
  partial: text(found.partial),
  expected: found.expected,
  received: found.received,
  flags: found.flags,
});

interface Axes {
  metrics: readonly (readonly [
    metric: string,
    agency: string,
    basis: 'RETURN' | 'CONTRACT' | 'EVENT',
  ])[];
  populations: readonly string[];
  reporters: readonly string[];
  areas: readonly string[];
  products?: readonly string[];
  lifecycles?: readonly string[];
  programmes?: readonly string[];
  periods: readonly string[];
  transforms: readonly string[];
}

/** Every choice of one value of each list. */
const choices = <Key extends string>(lists: Record<Key, readonly string[]>) =>
  Object.entries<readonly string[]>(lists).reduce<Record<string, string>[]>(
    (all, [key, values]) => all.flatMap((it) => values.map((value) => ({ ...it, [key]: value }))),
    [{}],
  ) as Record<Key, string>[];

/** Ids of all figures that the axes span. */
export function gridOf(axes: Axes): string[] {
  const { products = ['_T'], lifecycles = ['_T'], programmes = ['_T'] } = axes;
  const asked = choices({
    population: axes.populations,
    reporter: axes.reporters,
    area: axes.areas,
    product: products,
    lifecycle: lifecycles,
    programme: programmes,
    period: axes.periods,
    transform: axes.transforms,
  });
  return axes.metrics.flatMap(([metric, agency, basis]) =>
    asked.map((it) => formatFigure(figureOf({ metric, ...it }, { agency, basis }))),
  );
}

/** Each figure by the engine; a refusal is `undefined`, for the grid spans figures that make no sense. */
export async function byEngine(
  from: Observatory,
  ids: readonly string[],
): Promise<Map<string, Cell>> {
  const found = await Promise.all(
    ids.map(async (id) => {
      try {
        const { status, value, partial, expected, received, flags } = await observe(
          from,
          parseFigure(id),
        );
        return [
          id,
          cell({ status, value, partial, expected, received, flags: [...flags] }),
        ] as const;
      } catch (error) {
        if (error instanceof FigureError) return undefined;
        throw error;
      }
    }),
  );
  return new Map(found.filter((entry) => entry !== undefined));
}

/** Each figure by the naive fold. */
export function byNaiveFold(
  facts: readonly Fact[],
  ids: Iterable<string>,
  at: Instant,
): Map<string, Cell> {
  const known = knownAt(facts, at);
  return new Map([...ids].map((id) => [id, cell(naive(known, id, at))]));
}
