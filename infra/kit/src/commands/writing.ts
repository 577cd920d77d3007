import type { Service } from '@qianfan/schema/kernel/fact';
import { openingLive } from '../journal/mode.ts';
import type { Pool } from 'pg';
import type { JournalRow } from '../journal/row.ts';
import type { Changed, Mode, WorkingSet } from './batch.ts';

/** What `pg` lets a query of its own kind do. */
interface Connection {
  stream: { cork: () => void; uncork: () => void };
  query: (text: string) => void;
  sendCopyFromChunk: (chunk: Buffer) => void;
  endCopyFrom: () => void;
}

/** A query that speaks the protocol itself; `pg` puts the callback into it. */
export interface Writing {
  name: string;
  callback?: (error: Error | null) => void;
  submit: (connection: Connection) => void;
  handleError: (error: Error) => void;
  handleReadyForQuery: () => void;
}

/** Sessions that have the prepared statements, which outlive a transaction that fails. */
const prepared = new WeakSet<Connection>();

/**
 * Heads, facts and states of a batch: several statements in one message, answered once, which is one transaction. The heads come first: with them the partitions are held, and one that is not
 * where the batch was decided upon stops all of it. What is new is copied in, at half the price of an insert.
 */
export function writingOf(set: WorkingSet, before: Mode, changed: readonly Changed[]): Writing {
  const { service, rows } = set;
  const fresh = changed.filter(({ isNew }) => isNew);
  const older = changed.filter(({ isNew }) => !isNew);
  const copied = [rows.map(lineOf).join('')];
  const statements = [
    `execute ${service}_heads(${movedOf(set).map(listed).join()}, '${before}')`,
    `copy ${service}.journal (partition, pos, key, stream, type, institution, actor, period, received_at,
      recorded_at, known_at, command_id, ordinal, digest, synthetic, body, hash) from stdin`,
  ];
  if (fresh.length > 0) {
    statements.push(`copy ${service}.states (key, stream, pos, state, version) from stdin`);
    copied.push(fresh.map(stateLineOf).join(''));
  }
  if (older.length > 0) {
    statements.push(`execute ${service}_states(${columnsOf(older).map(listed).join()})`);
  }
  if (set.mode !== before) statements.push(...openingLive(service));
  return messageOf(service, statements.join(';'), copied);
}

function messageOf(service: Service, text: string, copied: readonly string[]): Writing {
  const writing: Writing = {
    name: `write-${service}`,
    submit: (connection) => {
      const first = prepared.has(connection) ? '' : preparing(service);
      prepared.add(connection);
      connection.stream.cork();
      connection.query(first + text);
      // before it is asked for: a server that has failed by then reads over it
      for (const lines of copied) {
        connection.sendCopyFromChunk(Buffer.from(lines));
        connection.endCopyFrom();
      }
      connection.stream.uncork();
    },
    handleError: (error) => writing.callback?.(error),
    handleReadyForQuery: () => writing.callback?.(null),
  };
  return Object.assign(writing, UNHEARD);
}

/** It fails as a whole, by `isContended`, where a head has moved since the batch was decided. */
export async function send(db: Pool, writing: Writing): Promise<void> {
  const ask = db.query.bind(db) as unknown as (query: Writing) => Promise<unknown>;
  await ask(writing);
}

const nothing = (): void => {};

/** The answers of single statements say nothing that the last one does not. */
const UNHEARD = {
  handleCopyInResponse: nothing,
  handleRowDescription: nothing,
  handleDataRow: nothing,
  handleCommandComplete: nothing,
};

/** SQL has no other way to raise an error than a division by zero. */
const preparing = (service: Service): string => `prepare ${service}_heads
    (int2[], int8[], text[], int8[], int8[], int8[], text) as with moved as (
      update ${service}.heads h set pos = u.pos, hash = u.hash, at = u.at
      from unnest($1, $2, $3, $4, $5, $6) u(partition, pos, hash, at, upon, first)
      where h.partition = u.partition and h.pos = u.upon and h.at < u.first
        and (select value from ${service}.settings where name = 'mode') = $7
      returning 1
    ) select 1 / (count(*) = cardinality($1))::int from moved;
  prepare ${service}_states (text[], text[], int8[], jsonb[], text[]) as
    insert into ${service}.states (key, stream, pos, state, version) select * from unnest($1, $2, $3, $4, $5)
    on conflict (key, stream) do update
      set pos = excluded.pos, state = excluded.state, version = excluded.version;`;

function movedOf({ rows, heads }: WorkingSet): (string | number)[][] {
  const first = new Map<number, JournalRow>();
  for (const row of rows) if (!first.has(row.partition)) first.set(row.partition, row);
  const moved = [...first]
    .sort(([a], [b]) => a - b)
    .map(([partition, row]) => ({ head: heads.get(partition)!, row }));
  return [
    moved.map(({ head }) => head.partition),
    moved.map(({ head }) => head.pos),
    moved.map(({ head }) => head.hash),
    moved.map(({ head }) => head.at),
    moved.map(({ row }) => row.pos - 1),
    moved.map(({ row }) => row.knownAt),
  ];
}

const columnsOf = (changed: readonly Changed[]): (string | number)[][] => [
  changed.map(({ key }) => key),
  changed.map(({ stream }) => stream),
  changed.map(({ pos }) => pos),
  changed.map(({ json }) => json),
  changed.map(({ version }) => version),
];

/** An array as a literal. */
const listed = (values: readonly (string | number)[]): string =>
  `'{${values.map(element).join().replaceAll("'", "''")}}'`;

const element = (value: string | number): string =>
  typeof value === 'number' ? String(value) : `"${value.replaceAll(/["\\]/g, '\\$&')}"`;

/** A line of COPY's text format. */
const lineOf = (row: JournalRow): string =>
  `${row.partition}\t${row.pos}\t${field(row.key)}\t${field(row.stream)}\t${row.type}\t${field(row.institution)}\t${field(row.actor)}\t${row.period === null ? '\\N' : field(row.period)}\t${row.receivedAt}\t${row.recordedAt}\t${row.knownAt}\t${field(row.commandId)}\t${row.ordinal}\t${row.digest}\t${row.synthetic}\t${field(row.body)}\t${row.hash}\n`;

const stateLineOf = ({ key, stream, pos, json, version }: Changed): string =>
  `${field(key)}\t${field(stream)}\t${pos}\t${field(json)}\t${version}\n`;

const SPECIAL = /[\\\n\r\t]/;
const ESCAPES: Readonly<Record<string, string>> = {
  '\\': '\\\\',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
};

const field = (text: string): string =>
  SPECIAL.test(text) ? text.replaceAll(/[\\\n\r\t]/g, (found) => ESCAPES[found]!) : text;
