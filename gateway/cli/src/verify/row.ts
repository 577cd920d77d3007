import type { Fact } from '@qianfan/schema/kernel/fact';

/** One row of a journal as the auditor's endpoint streams it: whole, its body still text. */
export type JournalRow = Omit<Fact<string>, 'service'>;

/** Somebody who says what the hash at a position was: a head, a reader's cursor, the auditor's own anchor. */
export interface Witness {
  by: 'HEAD' | 'CURSOR' | 'ANCHOR';
  name: string;
  pos: number;
  /** null: the witness remembers only that there was a fact. */
  hash: string | null;
}

/** A row whose hash does not follow from the hash before it. `previous` is what the row before it claims. */
export interface Suspect {
  row: JournalRow;
  previous: string;
}

/** Before the first fact of a partition. */
export const GENESIS = `sha256:${'0'.repeat(64)}`;

/** SHA-256 of a text in UTF-8, as hex: Node's own on the command line, one in JavaScript in the browser. */
export type Sha256 = (text: string) => string;

/** The hash that a row must have after a row with the hash `previous`; the rule of `infra/kit/src/journal/row.ts`, written anew. */
export type ChainHash = (previous: string, row: JournalRow) => string;

export const chainHasher =
  (sha256: Sha256): ChainHash =>
  (previous, row) =>
    `sha256:${sha256(rowText(previous, row))}`;

function rowText(previous: string, row: JournalRow): string {
  const columns = [
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
  ];
  // Integers, texts, truths and null only: JSON.stringify is canonical (RFC 8785) for these.
  return `${previous}\n${JSON.stringify(columns)}`;
}
