import type { CommandType, Role, StreamType } from '@qianfan/schema/kernel/decider';
import type { Fact, Service } from '@qianfan/schema/kernel/fact';
import type { Instant } from '@qianfan/schema/kernel/instant';
import type { TSchema } from 'typebox';
import type { Projection } from './projections/projection.ts';
import type { ReferenceLoader } from './subgraph/references.ts';

/** Other services' facts, folded in memory, for decisions; `at(T)` is what was known at T. */
export interface ReferenceBook<View = unknown> {
  sources: readonly Service[];
  apply: (fact: Fact<any>) => void;
  at: (knownAt: Instant) => View;
}

/** Everything that makes a service, as data; `runService` of the kit does the rest. */
export interface ServiceDefinition {
  service: Service;
  facts: Record<string, TSchema>;
  commands: readonly CommandType[];
  streams: readonly StreamType[];
  reference?: () => ReferenceBook;
  /** Whether a role goes with what the reference book says of an institution; absent = with anything. */
  speaksFor?: (view: any, role: Role, institution: string) => boolean;
  projection: Projection;
  /** type-graphql resolver classes. */
  resolvers: readonly Function[];
  /** For each entity that the service owns, how its references are loaded; a stub's reference is the object itself. */
  references?: Readonly<Record<string, ReferenceLoader>>;
}
