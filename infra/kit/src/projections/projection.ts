import type { FactBody, FactType } from '@qianfan/schema/facts/types';
import { type Fact, parseFactType, type Service } from '@qianfan/schema/kernel/fact';
import type { Change, Table } from './table.ts';

/** The open row of an identity that the reduction's `touches` named; a row not named there cannot be read. */
export type Current = <Row extends object>(
  table: Table<Row>,
  identity: readonly unknown[],
) => Row | undefined;

/** Pure: the same facts of one key give the same rows, in whatever way partitions interleave. */
export type Reducer<Body = any> = (fact: Fact<Body>, current: Current) => Change[];

/** A reducer that reads rows; `touches`: those that it reads or ends. Of any other, what it writes tells. */
export interface Reduction<Body = any> {
  touches: (fact: Fact<Body>) => [table: Table, identity: readonly unknown[]][];
  reduce: Reducer<Body>;
}

/** By versioned fact type, of whatever service. */
export type Reducers = {
  readonly [Type in FactType]?: Reducer<FactBody<Type>> | Reduction<FactBody<Type>>;
};

/** What one slice keeps. */
export interface SliceModel {
  name: string;
  /** Another where its tables or reducers may be others. */
  version: string;
  tables: readonly Table[];
  reducers: Readonly<Record<string, Reducer | Reduction>>;
}

export interface Projection {
  /** The service that serves the read model. */
  service: Service;
  /** Follows from those of the slices: a read model of another version is made beside the old one and switched to. */
  version: string;
  slices: readonly SliceModel[];
  tables: readonly Table[];
  /** By versioned fact type. A type that is not named is skipped, a version newer than the newest named halts. */
  reducers: Readonly<Record<string, readonly (Reducer | Reduction)[]>>;
}

/** The services whose facts a projection folds. */
export const sourcesOf = ({ reducers }: Projection): Service[] => [
  ...new Set(Object.keys(reducers).map((type) => parseFactType(type)!.service as Service)),
];
