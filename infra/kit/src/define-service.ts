import type { CommandType, StreamType } from '@qianfan/schema/kernel/decider';
import type { Projection } from './projections/projection.ts';
import type { Table } from './projections/table.ts';
import type { ServiceDefinition } from './service.ts';
import type { Slice } from './slice.ts';
import { fieldsOf } from './subgraph/fields.ts';

type Parts = Pick<ServiceDefinition, 'service' | 'facts' | 'reference'> & {
  /** Counts up when tables or reducers change. */
  version: number;
  slices: readonly Slice[];
  /** Of entities of other services that several slices extend. */
  references?: ServiceDefinition['references'];
};

/**
 * A service made of its slices. What two of them name alike, what nobody evolves or reduces, and what is reduced of no
 * published fact is a fault of the build.
 * @throws Error that names every fault
 */
export function defineService({
  service,
  version,
  facts,
  reference,
  slices,
  references = {},
}: Parts): ServiceDefinition {
  const commands = slices.flatMap((slice) => slice.commands ?? []);
  const streams = slices.flatMap((slice) => slice.streams ?? []);
  const tables = slices.flatMap((slice) => slice.tables ?? []);
  const reducers = chained(slices);
  const resolvers = slices.flatMap((slice) => slice.resolvers ?? []);
  const loaders = [...slices.flatMap((slice) => Object.entries(slice.references ?? {}))];
  const faults = [
    ...twice('slice', slices, ({ name }) => name),
    ...twice('command', commands, ({ type }: CommandType) => type),
    ...twice('stream', streams, ({ prefix }: StreamType) => prefix),
    ...twice('table', tables, ({ name }: Table) => name),
    ...twice('entity', [...loaders, ...Object.entries(references)], ([entity]) => entity),
    ...twice('field', fieldsOf(resolvers), (field) => field),
    ...unfolded(Object.keys(facts), streams, reducers),
  ];
  if (faults.length > 0) throw new Error(`${service}: ${faults.join('; ')}`);
  return {
    service,
    facts,
    commands,
    streams,
    ...(reference && { reference }),
    projection: { service, version, tables, reducers },
    resolvers,
    references: { ...Object.fromEntries(loaders), ...references },
  };
}

/** The reducers of all slices: a fact that several of them fold changes the tables of each. */
function chained(slices: readonly Slice[]): Projection['reducers'] {
  const entries = slices.flatMap(
    ({ reducers = {} }) =>
      Object.entries(reducers) as [string, Projection['reducers'][string][0]][],
  );
  const byType = Map.groupBy(entries, ([type]) => type);
  return Object.fromEntries(
    [...byType].map(([type, found]) => [type, found.map(([, reducer]) => reducer)]),
  );
}

function twice<Item>(
  what: string,
  items: readonly Item[],
  nameOf: (item: Item) => string,
): string[] {
  const names = items.map(nameOf);
  const repeated = new Set(names.filter((name, n) => names.indexOf(name) !== n));
  return [...repeated].map((name) => `${what} ${name} twice`);
}

/** Facts of the service that change neither a state nor a row would be written for nobody. */
function unfolded(
  facts: readonly string[],
  streams: readonly StreamType[],
  reducers: Projection['reducers'],
): string[] {
  const evolving = new Set(streams.flatMap(({ on }) => Object.keys(on)));
  return facts
    .filter((type) => !evolving.has(type) && !(type in reducers))
    .map((type) => `${type} has neither stream nor reducer`);
}
