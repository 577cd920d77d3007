import { hash } from 'node:crypto';
import type { Service } from '@qianfan/schema/kernel/fact';
import type { Projection, SliceModel } from './projection.ts';

/** The read model of a service: that of its slices together. A fact that several of them fold changes the tables of each. */
export function projectionOf(service: Service, slices: readonly SliceModel[]): Projection {
  const entries = slices.flatMap(({ reducers }) => Object.entries(reducers));
  const byType = Map.groupBy(entries, ([type]) => type);
  const versions = slices.map(({ name, version }) => `${name} ${version}\n`);
  return {
    service,
    version: hash('sha256', versions.toSorted().join('')).slice(0, 12),
    slices,
    tables: slices.flatMap(({ tables }) => tables),
    reducers: Object.fromEntries(
      [...byType].map(([type, found]) => [type, found.map(([, reducer]) => reducer)]),
    ),
  };
}
