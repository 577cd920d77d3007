import type { CommandType, StreamType } from '@qianfan/schema/kernel/decider';
import type { Reducers } from './projections/projection.ts';
import type { Table } from './projections/table.ts';
import type { ReferenceLoader } from './subgraph/references.ts';

/** One part of the business, whole: what it decides, keeps, reads and shows. A service is a list of these. */
export interface Slice {
  /** As its folder. */
  name: string;
  commands?: readonly CommandType[];
  streams?: readonly StreamType[];
  tables?: readonly Table[];
  reducers?: Reducers;
  /** type-graphql resolver classes. */
  resolvers?: readonly Function[];
  /** For each entity that the slice owns, how its references are loaded; a stub's reference is the object itself. */
  references?: Readonly<Record<string, ReferenceLoader>>;
}
