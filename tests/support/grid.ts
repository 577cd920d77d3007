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

const cell = (found: Naive): Cell => ({
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
  periods: readonly string[];
  transforms: readonly string[];
}

/** Ids of all figures that the axes span. */
export function gridOf(axes: Axes): string[] {
  return axes.metrics.flatMap(([metric, agency, basis]) =>
    axes.populations.flatMap((population) =>
      axes.reporters.flatMap((reporter) =>
        axes.areas.flatMap((area) =>
          axes.periods.flatMap((period) =>
            axes.transforms.map((transform) =>
              formatFigure(
                figureOf(
                  { metric, population, reporter, area, period, transform },
                  { agency, basis },
                ),
              ),
            ),
          ),
        ),
      ),
    ),
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
