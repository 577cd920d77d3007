import type { MetricDefinition } from './definition.ts';

type Derived = Pick<MetricDefinition, 'numerator' | 'denominator' | 'formula'>;

/** The metrics that a definition names, each with where it stands in it. */
export const partsOf = ({ numerator, denominator, formula }: Derived) =>
  [
    { metric: numerator, path: '/numerator' },
    { metric: denominator, path: '/denominator' },
    { metric: formula?.left.metric, path: '/formula/left/metric' },
    { metric: formula?.right.metric, path: '/formula/right/metric' },
  ].flatMap(({ metric, path }) => (metric ? [{ metric, path }] : []));

/**
 * How a metric comes to be a part of itself, over versions of whatever time: `A → B → A`; undefined where it does not.
 * `versions`: those of a code that are known.
 */
export function cycleOf(
  code: string,
  versions: (code: string) => readonly Derived[],
): string | undefined {
  const seen = new Set<string>();
  const open = [{ metric: code, way: code }];
  for (let at = open.pop(); at; at = open.pop()) {
    for (const { metric } of versions(at.metric).flatMap(partsOf)) {
      const way = `${at.way} → ${metric}`;
      if (metric === code) return way;
      if (seen.has(metric)) continue;
      seen.add(metric);
      open.push({ metric, way });
    }
  }
  return undefined;
}
