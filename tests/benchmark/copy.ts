import { pipeline } from 'node:stream/promises';
import type pg from 'pg';
import { from, to } from 'pg-copy-streams';

/** Rows in COPY's text format. */
export async function copyOut(
  pool: pg.Pool,
  rows: string,
): Promise<{ bytes: Buffer; count: number }> {
  const client = await pool.connect();
  try {
    const chunks: Buffer[] = [];
    const stream = client.query(to(`copy (${rows}) to stdout`));
    for await (const chunk of stream) chunks.push(chunk as Buffer);
    return { bytes: Buffer.concat(chunks), count: stream.rowCount };
  } finally {
    client.release();
  }
}

const PIECE = 256 * 1024;

/** One transaction, sent in pieces as a client would. */
export async function copyIn(pool: pg.Pool, table: string, bytes: Buffer): Promise<void> {
  const client = await pool.connect();
  try {
    const pieces = Array.from({ length: Math.ceil(bytes.length / PIECE) }, (_, n) =>
      bytes.subarray(n * PIECE, (n + 1) * PIECE),
    );
    await pipeline(pieces, client.query(from(`copy ${table} from stdin`)));
  } finally {
    client.release();
  }
}
