import pg from 'pg';

const INT8 = 20;
const INT8_ARRAY = 1016;

export interface PoolOptions {
  /** Connections at most; default 10. */
  max?: number;
  /** Shown in pg_stat_activity. */
  name?: string;
  /** Unqualified names are looked up here. */
  searchPath?: string;
  /** Further settings of each session. */
  settings?: Readonly<Record<string, string>>;
  /** Statements are sent as they are asked for, before the answers to those ahead of them have come. */
  pipeline?: boolean;
}

/**
 * A pool that reads int8 as `number` (instants and positions are below 2^53; the open end of a validity is not exact),
 * int8[] as `bigint[]` (cells of a return, in fen) and numeric as text.
 * A connection that breaks is replaced and said nothing of: the query that runs on it, or the next one, tells.
 */
export function createPool(url: string, options: PoolOptions = {}): pg.Pool {
  const pool = new pg.Pool({
    connectionString: url,
    max: options.max ?? 10,
    application_name: options.name ?? 'qianfan',
    connectionTimeoutMillis: 10_000,
    keepAlive: true,
    pipeline: options.pipeline ?? false,
    options: Object.entries({
      ...(options.searchPath && { search_path: options.searchPath }),
      ...options.settings,
    })
      .map(([name, value]) => `-c ${name}=${value}`)
      .join(' '),
    types: { getTypeParser },
  });
  pool.on('error', () => {});
  // The pool listens to idle ones alone; one that breaks while somebody holds it would end the process.
  pool.on('connect', (client) => client.on('error', () => {}));
  return pool;
}

/** The parsers of `createPool`, for clients made elsewhere. */
export const getTypeParser: pg.CustomTypesConfig['getTypeParser'] = (oid, format) => {
  const type: number = oid;
  if (format !== 'binary' && type === INT8) return Number;
  if (format !== 'binary' && type === INT8_ARRAY) return parseBigints;
  return pg.types.getTypeParser(oid, format);
};

/** `{1,NULL,3}` → `[1n, null, 3n]` */
export function parseBigints(text: string): (bigint | null)[] {
  if (text === '{}') return [];
  return text
    .slice(1, -1)
    .split(',')
    .map((item) => (item === 'NULL' ? null : BigInt(item)));
}
