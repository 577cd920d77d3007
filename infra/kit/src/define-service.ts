import { UPCASTS } from '@qianfan/schema/facts/upcasts';
import type { CommandType, StreamType } from '@qianfan/schema/kernel/decider';
import { projectionOf } from './projections/of-slices.ts';
import type { Projection, SliceModel } from './projections/projection.ts';
import type { Table } from './projections/table.ts';
import type { ServiceDefinition } from './service.ts';
import type { Slice } from './slice.ts';
import { fieldsOf } from './subgraph/fields.ts';

/** By slice, as `npm run generate` computes them from the files that say what it remembers and keeps. */
export interface Versions {
  states: Readonly<Record<string, string>>;
  tables: Readonly<Record<string, string>>;
}

type Parts = Pick<ServiceDefinition, 'service' | 'facts' | 'reference' | 'speaksFor'> & {
  versions: Versions;
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
  versions,
  facts,
  reference,
  speaksFor,
  slices,
  references = {},
}: Parts): ServiceDefinition {
  const commands = slices.flatMap((slice) => slice.commands ?? []);
  const streams = slices.flatMap(({ name, streams: own = [] }) =>
    own.map((type) => ({ ...type, version: versions.states[name] ?? '' })),
  );
  const projection = projectionOf(service, modelsOf(slices, versions));
  const resolvers = slices.flatMap((slice) => slice.resolvers ?? []);
  const loaders = [...slices.flatMap((slice) => Object.entries(slice.references ?? {}))];
  const faults = [
    ...twice('slice', slices, ({ name }) => name),
    ...twice('command', commands, ({ type }: CommandType) => type),
    ...twice('stream', streams, ({ prefix }: StreamType) => prefix),
    ...twice('table', projection.tables, ({ name }: Table) => name),
    ...twice('entity', [...loaders, ...Object.entries(references)], ([entity]) => entity),
    ...twice('field', fieldsOf(resolvers), (field) => field),
    ...unfolded(Object.keys(facts), streams, projection.reducers),
    ...unversioned(slices, versions),
  ];
  if (faults.length > 0) throw new Error(`${service}: ${faults.join('; ')}`);
  return {
    service,
    facts,
    commands,
    streams,
    ...(reference && { reference }),
    ...(speaksFor && { speaksFor }),
    projection,
    resolvers,
    references: { ...Object.fromEntries(loaders), ...references },
  };
}

const modelsOf = (slices: readonly Slice[], versions: Versions): SliceModel[] =>
  slices
    .filter(({ tables, reducers }) => tables ?? reducers)
    .map(({ name, tables = [], reducers = {} }) => ({
      name,
      version: versions.tables[name] ?? '',
      tables,
      reducers: reducers as SliceModel['reducers'],
    }));

/** A slice that is new has no version yet. */
const unversioned = (slices: readonly Slice[], { states, tables }: Versions): string[] =>
  slices
    .filter(
      (slice) =>
        (slice.streams && !(slice.name in states)) || (slice.tables && !(slice.name in tables)),
    )
    .map(({ name }) => `slice ${name} has no version: npm run generate`);

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
    .filter((type) => !(type in UPCASTS) && !evolving.has(type) && !(type in reducers))
    .map((type) => `${type} has neither stream nor reducer`);
}
