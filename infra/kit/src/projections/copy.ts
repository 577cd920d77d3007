import type { Service } from '@qianfan/schema/kernel/fact';
import type { Instant } from '@qianfan/schema/kernel/instant';
import { pipeline } from 'node:stream/promises';
import type { PoolClient } from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import type { StoredRow } from './fold.ts';
import { arrayLiteral } from './literal.ts';
import type { Column, ReadTable } from './tables.ts';

/** Characters of a table's rows that are gathered before they are sent. */
const CHUNK = 2 * 1024 * 1024;

/** Gathers rows by table and sends them by COPY, one table at a time over one connection. */
export function createCopier(
  client: PoolClient,
  schema: string,
  tables: ReadonlyMap<string, ReadTable>,
) {
  const buffers = new Map<string, { target: string; lines: string[]; size: number }>();
  const buffer = (name: string, target: () => string) => {
    let found = buffers.get(name);
    if (!found) buffers.set(name, (found = { target: target(), lines: [], size: 0 }));
    return found;
  };
  const push = (into: { lines: string[]; size: number }, line: string) => {
    into.lines.push(line);
    into.size += line.length;
  };

  let sending: Promise<void> = Promise.resolve();
  /** One COPY after the other; resolves once this one is under way. */
  async function send(name: string): Promise<void> {
    const { target, lines } = buffers.get(name)!;
    buffers.delete(name);
    const before = sending;
    sending = before.then(() => copyLines(client, `${schema}.${target}`, lines));
    // whoever sends next is told
    sending.catch(() => {});
    await before;
  }

  return {
    add(name: string, row: StoredRow): void {
      const table = tables.get(name)!;
      push(
        buffer(name, () => targetOf(table)),
        lineOf(table)(row),
      );
    },
    park(source: Service, partition: number, pos: number, key: string, reason: string): void {
      const fields = [source, partition, pos, escape(key), escape(reason)];
      push(
        buffer('parked', () => 'parked'),
        `${fields.join('\t')}\n`,
      );
    },
    cursor(
      source: Service,
      partition: number,
      at: { pos: number; hash: string; knownAt: Instant },
    ): void {
      const fields = [source, partition, at.pos, at.hash, at.knownAt];
      push(
        buffer('cursors', () => 'cursors'),
        `${fields.join('\t')}\n`,
      );
    },
    /** Returns while the last of what is full is still on its way: there is more to fold meanwhile. */
    async flushIfFull(): Promise<void> {
      for (const [name, { size }] of buffers) if (size > CHUNK) await send(name);
    },
    async finish(): Promise<void> {
      for (const name of [...buffers.keys()]) await send(name);
      await sending;
    },
    /** Resolves once nothing is on its way, whatever became of it. */
    idle: (): Promise<void> => sending.catch(() => {}),
  };
}

/** Rows of one table by one COPY, within the client's transaction. */
export const copyRows = (
  client: PoolClient,
  schema: string,
  table: ReadTable,
  rows: readonly StoredRow[],
): Promise<void> => copyLines(client, `${schema}.${targetOf(table)}`, rows.map(lineOf(table)));

async function copyLines(client: PoolClient, target: string, lines: string[]): Promise<void> {
  const stream = client.query(copyFrom(`copy ${target} from stdin`));
  await pipeline([Buffer.from(lines.join(''))], stream);
}

const targetOf = ({ table, columns }: ReadTable): string =>
  `${table} (${columns.map(({ column }) => column).join(', ')})`;

const encoders = new WeakMap<ReadTable, (row: StoredRow) => string>();

function lineOf(table: ReadTable): (row: StoredRow) => string {
  let found = encoders.get(table);
  if (!found) encoders.set(table, (found = encoder(table.columns)));
  return found;
}

/** COPY text format. */
function encoder(columns: readonly Column[]): (row: StoredRow) => string {
  const fields = columns.map(({ property, type }, n) => ({
    property,
    format: formatOf(type),
    before: n === 0 ? '' : '\t',
  }));
  return (row) => {
    let line = '';
    for (const { property, format, before } of fields) {
      const value = row[property];
      if (value === null || value === undefined) line += `${before}\\N`;
      else line += before + (format ? format(value) : (value as string | number));
    }
    return `${line}\n`;
  };
}

/** `undefined`: numbers, bigints and booleans need no more than their text. */
function formatOf(type: string): ((value: unknown) => string) | undefined {
  if (type === 'text') return (value) => escape(value as string);
  if (type === 'jsonb') return (value) => escape(JSON.stringify(value));
  if (type.endsWith('[]')) return (value) => escape(arrayLiteral(value as unknown[]));
  return undefined;
}

const SPECIAL = /[\\\t\n\r]/;

function escape(value: string): string {
  if (!SPECIAL.test(value)) return value;
  return value
    .replaceAll('\\', '\\\\')
    .replaceAll('\t', '\\t')
    .replaceAll('\n', '\\n')
    .replaceAll('\r', '\\r');
}
