/** What a column of a read table holds. `Value`: as reducers write it and stores read it. */
export interface ColumnType<Value> {
  /** `text`, `bigint[]` … as Postgres calls it. */
  sql: string;
  isNullable: boolean;
  /** How MikroORM gives a `bigint` back. */
  as?: 'number' | 'bigint';
  /** How a wide column is kept, where not as Postgres would by itself. */
  storage?: 'main';
  /** Never there: carries the type. */
  readonly value?: Value;
}

interface Column<Value> extends ColumnType<Value> {
  nullable: ColumnType<Value | null>;
}

const column = <Value>(sql: string, more: Partial<ColumnType<Value>> = {}): Column<Value> => {
  const type = { sql, isNullable: false, ...more };
  return { ...type, nullable: { ...type, isNullable: true } as ColumnType<Value | null> };
};

export const text = column<string>('text');
export const int = column<number>('int');
/** Numbers that JavaScript holds exactly: instants, positions, counts. */
export const long = column<number>('bigint', { as: 'number' });
/** Amounts in fen. */
export const fen = column<bigint>('bigint', { as: 'bigint' });
export const flag = column<boolean>('boolean');
export const texts = column<string[]>('text[]');
export const longs = column<number[]>('bigint[]');
/** In hundredths, null where there is none. `plain`: never packed, since many rows are read at one place each. */
export const hundredths = column<(bigint | null)[]>('bigint[]');
export const plainHundredths = column<(bigint | null)[]>('bigint[]', { storage: 'main' });
export const json = <Value>(): Column<Value> => column<Value>('jsonb');

type Columns = Readonly<Record<string, ColumnType<any>>>;
type Values<C extends Columns> = {
  -readonly [Name in keyof C]: C[Name] extends ColumnType<infer Value> ? Value : never;
};

/** In a VERSIONED table a row ends the open row of the same identity; in an APPEND table rows are never ended. */
export type TableMode = 'VERSIONED' | 'APPEND';

export interface Table<Row extends object = any> {
  name: string;
  mode: TableMode;
  /** Names of the columns that tell one thing from another; the first is the fact's key, so that no other key can touch the row. */
  identity: readonly string[];
  columns: Columns;
  /** The column that holds the institution to which a row belongs; absent = open to every role. */
  scope?: string;
  indexes: readonly TableIndex[];
  /** What a fact changes: one row. */
  row: (row: Row) => Change;
}

/** Names of columns, also of the kit's; `fillFactor`: how full its pages are when it is made, in percent. */
export type TableIndex = readonly string[] | { properties: readonly string[]; fillFactor: number };

/** What a fact changes in one read table. The kit adds `knownFrom`, `knownTo`, `source`, `partition` and `pos`. */
export interface Change {
  table: string;
  row: Record<string, unknown>;
}

/** The row that reducers of a table make. */
export type RowOf<T> = T extends Table<infer Row> ? Row : never;

/**
 * Declares a read table, once: rule, entity and the types of its rows follow from it. In an APPEND table the identity must
 * be unique by itself.
 */
export function table<const Identity extends Columns, const Others extends Columns>(
  name: string,
  definition: {
    mode: TableMode;
    identity: Identity;
    columns: Others;
    scope?: (keyof Identity | keyof Others) & string;
    indexes?: readonly TableIndex[];
  },
): Table<Values<Identity> & Values<Others>> {
  const { mode, identity, columns, scope, indexes = [] } = definition;
  return {
    name,
    mode,
    identity: Object.keys(identity),
    columns: { ...identity, ...columns },
    ...(scope && { scope }),
    indexes,
    row: (row) => ({ table: name, row: row as Record<string, unknown> }),
  };
}
