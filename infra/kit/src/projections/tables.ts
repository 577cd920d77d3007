import type { EntitySchema } from '@mikro-orm/core';
import type { MikroORM } from '@mikro-orm/postgresql';
import { snake } from './entity.ts';
import type { Projection, TableRule } from './projection.ts';

export interface Column {
  property: string;
  column: string;
  /** `bigint`, `text[]`, `jsonb` … */
  type: string;
}

/** A read table as the writers need it: names and types from MikroORM's metadata, the rule from the projection. */
export interface ReadTable {
  name: string;
  table: string;
  columns: readonly Column[];
  mode: TableRule['mode'];
  identity: readonly string[];
}

/** The tables of a projection by entity name. Throws where an entity is missing: a fault of the build. */
export function readTables(
  orm: MikroORM,
  projection: Projection,
  entities: readonly EntitySchema<any, any>[],
): Map<string, ReadTable> {
  const byName = new Map(entities.map((entity) => [entity.meta.className, entity]));
  return new Map(
    Object.entries(projection.tables).map(([name, rule]) => {
      const entity = byName.get(name);
      if (!entity) throw new Error(`projection of ${projection.service}: no entity ${name}`);
      const meta = orm.getMetadata().get(entity.meta.class ?? (name as never));
      const columns = meta.props.map((property) => ({
        property: property.name,
        column: property.fieldNames[0]!,
        type: property.columnTypes[0]!.replace(STORAGE, ''),
      }));
      return [
        name,
        { name, table: snake(name), columns, mode: rule.mode, identity: rule.identity },
      ] as const;
    }),
  );
}

/** How a column is kept, which its declaration may say after the type. */
const STORAGE = / storage \w+$/;

/** One text for an identity, to find rows by. */
export const identityOf = (table: ReadTable, row: Record<string, unknown>): string =>
  JSON.stringify(table.identity.map((property) => row[property]));
