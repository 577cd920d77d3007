import type { ReadTable } from '@qianfan/kit/projections/tables';
import type pg from 'pg';

/** Rows of one table that one transaction writes, column by column, as text. */
interface Piece {
  statement: { name: string; text: string };
  values: (string | null)[][];
}

/** What a projection wrote, in its own transactions: the plainest program that leaves the same rows behind. */
export type Written = Piece[][];

const FACTS = 1_000;

/** The rows of a read model, in pieces of a thousand facts for each partition. */
export async function readWritten(
  pool: pg.Pool,
  schema: string,
  tables: Iterable<ReadTable>,
): Promise<Written> {
  const transactions = new Map<string, Piece[]>();
  for (const table of tables) {
    const { columns } = table;
    const { rows } = await pool.query<Record<string, string | null>>(
      `select source || '/' || partition || '/' || ((pos - 1) / ${FACTS}) as piece,
         ${columns.map(({ column }) => `${column}::text`).join(', ')} from ${schema}.${table.table}`,
    );
    const statement = insertion(schema, table);
    for (const [piece, group] of Map.groupBy(rows, (row) => row['piece']!)) {
      const pieces = transactions.get(piece) ?? [];
      transactions.set(piece, pieces);
      const values = columns.map(({ column }) => group.map((row) => row[column] ?? null));
      pieces.push({ statement, values });
    }
  }
  return [...transactions.values()];
}

function insertion(schema: string, { table, columns }: ReadTable): Piece['statement'] {
  const travels = (type: string) => (type.endsWith('[]') || type === 'jsonb' ? 'text' : type);
  return {
    name: `insert-${table}`,
    text: `insert into ${schema}.${table} (${columns.map(({ column }) => column).join(', ')})
      select ${columns.map(({ type }, n) => `c${n}::${type}`).join(', ')}
      from unnest(${columns.map(({ type }, n) => `$${n + 1}::${travels(type)}[]`).join(', ')})
        u(${columns.map((_, n) => `c${n}`).join(', ')})`,
  };
}

/** Writes them over so many connections. */
export async function writeAgain(
  pool: pg.Pool,
  written: Written,
  connections: number,
): Promise<void> {
  const waiting = [...written];
  const work = async (): Promise<void> => {
    const client = await pool.connect();
    try {
      for (let pieces = waiting.shift(); pieces; pieces = waiting.shift()) {
        await client.query('begin');
        for (const { statement, values } of pieces) await client.query({ ...statement, values });
        await client.query('commit');
      }
    } finally {
      client.release();
    }
  };
  await Promise.all(Array.from({ length: connections }, work));
}
