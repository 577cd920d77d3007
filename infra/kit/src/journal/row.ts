import { hash } from 'node:crypto';
import { type Fact, parseFactType, PARTITIONS, type Service } from '@qianfan/schema/kernel/fact';
import { upcast } from '@qianfan/schema/facts/upcasts';
import { isStorable } from '@qianfan/schema/kernel/text';

/** What stands before the first fact of a partition. */
export const GENESIS = `sha256:${'0'.repeat(64)}`;

/** A fact as it is stored: the body is canonical JSON text, exactly the bytes that are hashed and published. */
export interface JournalRow extends Omit<Fact, 'body' | 'service'> {
  body: string;
}

const isText = (value: unknown): boolean => typeof value === 'string' && isStorable(value);
const isWhole = (value: unknown): boolean => Number.isSafeInteger(value) && !Object.is(value, -0);
const isDigest = (value: unknown): boolean =>
  typeof value === 'string' && /^sha256:[0-9a-f]{64}$/.test(value);

/** What each column must be so that it is read back as it is hashed. The body is canonical text already. */
const COLUMNS: Record<Exclude<keyof JournalRow, 'hash'>, (value: unknown) => boolean> = {
  partition: (value) => isWhole(value) && Number(value) >= 0 && Number(value) < PARTITIONS,
  pos: (value) => isWhole(value) && Number(value) > 0,
  key: isText,
  stream: isText,
  type: (value) => typeof value === 'string' && parseFactType(value) !== undefined,
  institution: isText,
  actor: isText,
  period: (value) => value === null || isText(value),
  receivedAt: isWhole,
  recordedAt: isWhole,
  knownAt: isWhole,
  commandId: isText,
  ordinal: (value) => isWhole(value) && Number(value) >= 0 && Number(value) < 2 ** 31,
  digest: isDigest,
  synthetic: (value) => typeof value === 'boolean',
  body: (value) => typeof value === 'string',
};
const CHECKS = Object.entries(COLUMNS) as [keyof typeof COLUMNS, (value: unknown) => boolean][];

/**
 * Asked where a row is made, before it is hashed: a hash over what the store gives back otherwise would break the chain
 * of its partition for ever.
 * @throws Error naming the column
 */
export function assertStorable(row: Omit<JournalRow, 'hash'>): void {
  for (const [column, holds] of CHECKS) {
    if (!holds(row[column])) throw new Error(`a journal cannot keep this ${column} as it is`);
  }
}

/**
 * `sha256:` + hex of sha256(previous hash, newline, canonical JSON array of the row). JSON.stringify is canonical
 * (RFC 8785) for an array of strings, integers, booleans and null, which is all that a row holds.
 */
export function hashRow(previous: string, row: Omit<JournalRow, 'hash'>): string {
  const content = JSON.stringify([
    row.partition,
    row.pos,
    row.key,
    row.stream,
    row.type,
    row.institution,
    row.actor,
    row.period,
    row.receivedAt,
    row.recordedAt,
    row.knownAt,
    row.commandId,
    row.ordinal,
    row.digest,
    row.synthetic,
    row.body,
  ]);
  return digestOf(`${previous}\n${content}`);
}

/** `sha256:` + hex over UTF-8. */
export const digestOf = (text: string): string => `sha256:${hash('sha256', text)}`;

/** A row as it is understood now: in the newest version of its type. */
export const factOf = (service: Service, row: JournalRow): Fact => intoFact(service, { ...row });

/** The same without a copy, for rows that nobody else holds. */
export function intoFact(service: Service, row: JournalRow): Fact {
  const fact = row as Omit<JournalRow, 'body'> as Fact;
  const { type, body } = upcast(row.type, JSON.parse(row.body));
  fact.type = type;
  fact.body = body;
  fact.service = service;
  return fact;
}
