import type { Fact } from '@qianfan/schema/kernel/fact';
import type { Instant } from '@qianfan/schema/kernel/instant';

/** Facts in the order in which they became known. */
export type Known = readonly Fact<any>[];

const moments = new WeakMap<Known, Instant>();

/** What was known at an instant. */
export function knownAt(facts: Known, at: Instant): Known {
  const known = facts
    .filter((fact) => fact.knownAt <= at)
    .toSorted((a, b) => a.knownAt - b.knownAt || a.partition - b.partition || a.pos - b.pos);
  moments.set(known, at);
  return known;
}

/** The instant at which these facts are seen. */
export const momentOf = (known: Known): Instant => moments.get(known)!;

const found = new WeakMap<Known, Map<string, unknown>>();

/** What was worked out from these facts before, or now: facts do not change. */
export function once<Found>(known: Known, name: string, find: () => Found): Found {
  let all = found.get(known);
  if (!all) found.set(known, (all = new Map()));
  if (!all.has(name)) all.set(name, find());
  return all.get(name) as Found;
}

const byType = (known: Known) => once(known, 'types', () => Map.groupBy(known, ({ type }) => type));

/** All facts of a type. */
export const factsOf = (known: Known, type: string): Known => byType(known).get(type) ?? [];

/** Their bodies. */
export const bodiesOf = (known: Known, type: string): any[] =>
  once(known, `bodies ${type}`, () => factsOf(known, type).map(({ body }) => body));

/** The last of each key, in the order of their first. */
export const latestBy = <Item>(items: readonly Item[], key: (item: Item) => string): Item[] => [
  ...new Map(items.map((item) => [key(item), item])).values(),
];
