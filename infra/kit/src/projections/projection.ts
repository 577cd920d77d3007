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

export interface Projection {
  /** The service that serves the read model. */
  service: Service;
  /** Counts up when the tables or reducers change: a new version is built beside the old and switched. */
  version: number;
  tables: readonly Table[];
  /** By versioned fact type. A type that is not named is skipped, a version newer than the newest named halts. */
  reducers: Readonly<Record<string, readonly (Reducer | Reduction)[]>>;
}

/** The services whose facts a projection folds. */
export const sourcesOf = ({ reducers }: Projection): Service[] => [
  ...new Set(Object.keys(reducers).map((type) => parseFactType(type)!.service as Service)),
];
