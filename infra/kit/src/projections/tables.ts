import type { MikroORM } from '@mikro-orm/postgresql';
import { entityOf, snake } from './entity.ts';
import type { Projection } from './projection.ts';
import type { TableMode } from './table.ts';

export interface Column {
  property: string;
  column: string;
  /** `bigint`, `text[]`, `jsonb` … */
  type: string;
}

/** A read table as the writers need it: names and types of columns from MikroORM's metadata. */
export interface ReadTable {
  name: string;
  table: string;
  columns: readonly Column[];
  mode: TableMode;
  identity: readonly string[];
}

/** The tables of a projection by name. */
export function readTables(orm: MikroORM, projection: Projection): Map<string, ReadTable> {
  return new Map(
    projection.tables.map((table) => {
      const { name, mode, identity } = table;
      const meta = orm.getMetadata().get(entityOf(table).meta.class ?? (name as never));
      const columns = meta.props.map((property) => ({
        property: property.name,
        column: property.fieldNames[0]!,
        type: property.columnTypes[0]!.replace(STORAGE, ''),
      }));
      return [name, { name, table: snake(name), columns, mode, identity }] as const;
    }),
  );
}

/** How a column is kept, which its declaration may say after the type. */
const STORAGE = / storage \w+$/;

/** One text for an identity, to find rows by. */
export const identityOf = (table: ReadTable, row: Record<string, unknown>): string =>
  JSON.stringify(table.identity.map((property) => row[property]));
