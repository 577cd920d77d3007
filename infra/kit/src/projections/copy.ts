import type { Service } from '@qianfan/schema/kernel/fact';
import type { Instant } from '@qianfan/schema/kernel/instant';
import { pipeline } from 'node:stream/promises';
import type { PoolClient } from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { arrayLiteral } from './apply.ts';
import type { StoredRow } from './fold.ts';
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

  async function send(name: string): Promise<void> {
    const { target, lines } = buffers.get(name)!;
    buffers.delete(name);
    const stream = client.query(copyFrom(`copy ${schema}.${target} from stdin`));
    await pipeline([Buffer.from(lines.join(''))], stream);
  }

  const encoders = new Map(
    [...tables.values()].map(({ name, columns }) => [name, encoder(columns)] as const),
  );

  return {
    add(name: string, row: StoredRow): void {
      const table = tables.get(name)!;
      const target = () =>
        `${table.table} (${table.columns.map(({ column }) => column).join(', ')})`;
      push(buffer(name, target), encoders.get(name)!(row));
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
    async flushIfFull(): Promise<void> {
      for (const [name, { size }] of buffers) if (size > CHUNK) await send(name);
    },
    async finish(): Promise<void> {
      for (const name of [...buffers.keys()]) await send(name);
    },
  };
}

/** COPY text format. Numbers, bigints and booleans need no escaping. */
function encoder(columns: readonly Column[]): (row: StoredRow) => string {
  const fields = columns.map(({ property, type }) => {
    if (type === 'jsonb')
      return (row: StoredRow) => text(row[property], (value) => escape(JSON.stringify(value)));
    if (type.endsWith('[]'))
      return (row: StoredRow) =>
        text(row[property], (value) => escape(arrayLiteral(value as unknown[])));
    if (type === 'text')
      return (row: StoredRow) => text(row[property], (value) => escape(value as string));
    return (row: StoredRow) => text(row[property], String);
  });
  return (row) => {
    let line = fields[0]!(row);
    for (let n = 1; n < fields.length; n += 1) line += `\t${fields[n]!(row)}`;
    return `${line}\n`;
  };
}

const text = (value: unknown, format: (value: NonNullable<unknown>) => string): string =>
  value === null || value === undefined ? '\\N' : format(value);

const SPECIAL = /[\\\t\n\r]/;

function escape(value: string): string {
  if (!SPECIAL.test(value)) return value;
  return value
    .replaceAll('\\', '\\\\')
    .replaceAll('\t', '\\t')
    .replaceAll('\n', '\\n')
    .replaceAll('\r', '\\r');
}
