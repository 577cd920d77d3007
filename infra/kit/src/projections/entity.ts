import { defineEntity, type EntitySchema, p } from '@mikro-orm/core';
import type { Instant } from '@qianfan/schema/kernel/instant';
import type { ColumnType, Table } from './table.ts';

/** `known_to` of a row that is still open: the largest int8 that a JavaScript number holds exactly. */
export const OPEN: Instant = Number.MAX_SAFE_INTEGER;

/** What the kit adds to every row. */
export interface Versioned {
  /** From when on the row was known. Part of the primary key, so that versions of one identity stand side by side. */
  knownFrom: Instant;
  /** Until when (exclusive); `OPEN` while it is the latest. */
  knownTo: Instant;
  /** The fact that made the row. */
  source: string;
  partition: number;
  pos: number;
}

const common = {
  knownFrom: p.bigint('number').primary(),
  knownTo: p.bigint('number'),
  source: p.text(),
  partition: p.smallint(),
  pos: p.bigint('number'),
};

interface Property {
  nullable: () => unknown;
  primary: () => unknown;
}

function propertyOf({ sql, as, storage }: ColumnType<unknown>): Property {
  if (sql.endsWith('[]')) return p.array().columnType(storage ? `${sql} storage ${storage}` : sql);
  if (sql === 'bigint') return as === 'bigint' ? p.bigint('bigint') : p.bigint('number');
  const made = { text: p.text, int: p.integer, boolean: p.boolean, jsonb: p.json }[sql];
  if (!made) throw new Error(`no column of type ${sql}`);
  return made() as Property;
}

/** A record of a read table, as stores find it. */
export type RecordOf<T> = (T extends Table<infer Row> ? Row : never) & Versioned;

const entities = new WeakMap<Table, EntitySchema<any, any>>();

/**
 * The MikroORM entity of a read table. The schema (`banks_read_2`) is chosen when an EntityManager is forked. Filters,
 * both set by the kit for each request: `asOf` shows the rows known at the cut, `scope` an institution only its own.
 */
export function entityOf<Row extends object>(table: Table<Row>): EntitySchema<Row & Versioned> {
  let entity = entities.get(table);
  if (!entity) entities.set(table, (entity = made(table)));
  return entity as EntitySchema<Row & Versioned>;
}

/** Those of all tables of a projection. */
export const entitiesOf = ({ tables }: { tables: readonly Table[] }): EntitySchema<any, any>[] =>
  tables.map(entityOf);

function made({ name, identity, columns, scope, indexes }: Table): EntitySchema<any, any> {
  const properties = Object.entries(columns).map(([column, type]) => {
    const property = propertyOf(type);
    if (identity.includes(column)) return [column, property.primary()];
    return [column, type.isNullable ? property.nullable() : property];
  });
  return defineEntity({
    name,
    tableName: snake(name),
    schema: '*',
    properties: { ...(Object.fromEntries(properties) as object), ...common },
    indexes: indexes.map((index, n) => {
      const { properties: names, ...options } =
        'properties' in index ? index : { properties: index };
      return { name: `${snake(name)}_ix${n + 1}`, properties: [...names] as never, ...options };
    }),
    filters: {
      asOf: {
        name: 'asOf',
        cond: ({ at }: { at: Instant }) => ({ knownFrom: { $lte: at }, knownTo: { $gt: at } }),
        default: true,
      },
      ...(scope && {
        scope: {
          name: 'scope',
          cond: ({ institution }: { institution: string | null }) =>
            institution === null ? {} : { [scope]: institution },
          default: true,
        },
      }),
    },
  });
}

/** `LoanPosting` → `loan_posting`; also property to column. */
export const snake = (name: string): string =>
  name.replace(/[A-Z]/g, (letter, at: number) => (at > 0 ? '_' : '') + letter.toLowerCase());
