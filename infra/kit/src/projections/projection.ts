import type { Fact, Service } from '@qianfan/schema/kernel/fact';

/**
 * What a fact changes in one read table (an entity's class name). The kit adds `knownFrom`, `knownTo`, `source`,
 * `partition` and `pos`. In a VERSIONED table a row ends the open row of the same identity; in an APPEND table rows
 * are never ended, and the identity must be unique by itself.
 */
export interface Change {
  table: string;
  row: Record<string, unknown>;
}

export interface TableRule {
  mode: 'VERSIONED' | 'APPEND';
  /** Property names; the first is the fact's key, so that no other key can touch the row. */
  identity: readonly string[];
}

/** Pure: the same facts of one key give the same rows, in whatever way partitions interleave. */
export type Reducer = (fact: Fact<any>, current: Current) => Change[];

/** The open row of an identity that the reducer's `rowsFor` named; a table not named there cannot be read. */
export type Current = (
  table: string,
  identity: readonly unknown[],
) => Record<string, unknown> | undefined;

export interface Projection {
  /** The service that serves the read model. */
  service: Service;
  /** Counts up when the tables or reducers change: a new version is built beside the old and switched. */
  version: number;
  tables: Record<string, TableRule>;
  /** By versioned fact type; a type of a source that is not named is skipped, a version newer than the newest named halts. */
  reducers: Partial<Record<Service, Record<string, Reducer>>>;
  /** Rows that a reducer reads, by fact type: `[table, identity]`. */
  rowsFor?: Record<string, (fact: Fact<any>) => [table: string, identity: readonly unknown[]][]>;
}
