import { hash } from 'node:crypto';
import type { Fact, Service } from '@qianfan/schema/kernel/fact';

/** What stands before the first fact of a partition. */
export const GENESIS = `sha256:${'0'.repeat(64)}`;

/** A fact as it is stored: the body is canonical JSON text, exactly the bytes that are hashed and published. */
export interface JournalRow extends Omit<Fact, 'body' | 'service'> {
  body: string;
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

export const factOf = (service: Service, row: JournalRow): Fact => ({
  ...row,
  service,
  body: JSON.parse(row.body) as unknown,
});

/** The same without a copy, for rows that nobody else holds. */
export function intoFact(service: Service, row: JournalRow): Fact {
  const fact = row as Omit<JournalRow, 'body'> as Fact;
  fact.body = JSON.parse(row.body) as unknown;
  fact.service = service;
  return fact;
}
