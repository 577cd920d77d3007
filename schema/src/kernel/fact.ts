import type { Instant } from './instant.ts';

export const SERVICES = ['regulators', 'banks', 'programmes'] as const;
export type Service = (typeof SERVICES)[number];

/** Every journal and every facts topic has this many partitions, for good: a key never moves. */
export const PARTITIONS = 12;

/** The only coordinate of a fact outside the Kafka adapter; `pos` is dense: 1, 2, 3 … */
export interface Position {
  service: Service;
  partition: number;
  pos: number;
}

/** `banks/3/1207` */
export const formatPosition = (at: Position): string => `${at.service}/${at.partition}/${at.pos}`;

/** The position that a text such as `banks/3/1207` names; `undefined` where it is none. */
export function parsePosition(text: string): Position | undefined {
  const [service, partition, pos, more] = text.split('/');
  const known = SERVICES.find((name) => name === service);
  if (!known || more !== undefined || !/^\d{1,2}$/.test(partition ?? '')) return undefined;
  if (!/^[1-9]\d{0,15}$/.test(pos ?? '') || Number(partition) >= PARTITIONS) return undefined;
  return { service: known, partition: Number(partition), pos: Number(pos) };
}

/** What was decided: one row of a journal, with its body parsed. Immutable; its meaning is that of its versioned type. */
export interface Fact<Body = unknown> extends Position {
  /** What chooses the partition: an institution, a list, a metric, a form, a programme. */
  key: string;
  /** The decision state within the key that this fact changes, such as `return:2024-12`. */
  stream: string;
  /** `banks.ReturnAccepted.v1` */
  type: string;
  institution: string;
  actor: string;
  /** The period of which the fact speaks, where it speaks of one. */
  period: string | null;
  receivedAt: Instant;
  recordedAt: Instant;
  /** When the system knew it: equal to `recordedAt`, but for imported history. */
  knownAt: Instant;
  commandId: string;
  ordinal: number;
  /** Digest of the command's canonical body; tells a repeat from a conflict. */
  digest: string;
  /** Made by the demonstration, not by an institution. */
  synthetic: boolean;
  body: Body;
  /** `sha256:…` over the previous hash of the partition and this row. */
  hash: string;
}

const FACT_TYPE = /^([a-z]+)\.([A-Z][A-Za-z]+)\.v(\d+)$/;

/** The parts of a versioned fact type; `undefined` where the text is none. */
export function parseFactType(
  type: string,
): { service: string; name: string; version: number } | undefined {
  const match = FACT_TYPE.exec(type);
  return match ? { service: match[1]!, name: match[2]!, version: Number(match[3]) } : undefined;
}
