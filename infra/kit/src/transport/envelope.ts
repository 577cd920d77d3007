import { upcast } from '@qianfan/schema/facts/upcasts';
import { type Fact, PARTITIONS, type Service, SERVICES } from '@qianfan/schema/kernel/fact';
import { formatInstant } from '@qianfan/schema/kernel/instant';
import type { IHeaders, KafkaMessage, Message } from 'kafkajs';
import type { JournalRow } from '../journal/row.ts';

/**
 * A fact as a CloudEvent 1.0 in binary mode: attributes are headers, the value is the body exactly as the journal holds
 * it. Whoever reads the topic can check the hash chain from what the message carries, without asking us. Published as
 * `factHeaders` in schema/asyncapi.yaml.
 */
export function messageOf(service: Service, row: JournalRow): Message & { partition: number } {
  const headers: Record<string, string> = {
    'content-type': 'application/json',
    ce_specversion: '1.0',
    ce_id: `${service}/${row.partition}/${row.pos}`,
    ce_source: `urn:qianfan:${service}`,
    ce_type: row.type,
    ce_subject: row.key,
    ce_time: formatInstant(row.knownAt),
    ce_dataschema: `urn:qianfan:schema:${row.type}`,
    ce_partition: String(row.partition),
    ce_pos: String(row.pos),
    ce_hash: row.hash,
    ce_key: row.key,
    ce_stream: row.stream,
    ce_institution: row.institution,
    ce_actor: row.actor,
    ce_receivedat: String(row.receivedAt),
    ce_recordedat: String(row.recordedAt),
    ce_knownat: String(row.knownAt),
    ce_commandid: row.commandId,
    ce_ordinal: String(row.ordinal),
    ce_digest: row.digest,
    ce_synthetic: String(row.synthetic),
  };
  if (row.period !== null) headers['ce_period'] = row.period;
  return { partition: row.partition, key: row.key, value: row.body, headers };
}

/** The fact that a message of a facts topic carries. Throws RangeError where the message is none. */
export function factOfMessage({ headers = {}, value }: KafkaMessage): Fact {
  const service = SERVICES.find((name) => `urn:qianfan:${name}` === optional(headers, 'ce_source'));
  if (!service || !value) throw new RangeError('not a fact of this system');
  const partition = integer(headers, 'ce_partition');
  if (partition >= PARTITIONS) throw new RangeError(`no partition ${partition}`);
  return {
    service,
    partition,
    pos: integer(headers, 'ce_pos'),
    key: text(headers, 'ce_key'),
    stream: text(headers, 'ce_stream'),
    institution: text(headers, 'ce_institution'),
    actor: text(headers, 'ce_actor'),
    period: optional(headers, 'ce_period') ?? null,
    receivedAt: integer(headers, 'ce_receivedat'),
    recordedAt: integer(headers, 'ce_recordedat'),
    knownAt: integer(headers, 'ce_knownat'),
    commandId: text(headers, 'ce_commandid'),
    ordinal: integer(headers, 'ce_ordinal'),
    digest: text(headers, 'ce_digest'),
    synthetic: text(headers, 'ce_synthetic') === 'true',
    ...upcast(text(headers, 'ce_type'), JSON.parse(value.toString())),
    hash: text(headers, 'ce_hash'),
  };
}

/** A header's text; of repeated headers the first. A header may be there without a value, whatever kafkajs's types say. */
export function optional(headers: IHeaders, name: string): string | undefined {
  const header: unknown = headers[name];
  const first: unknown = Array.isArray(header) ? header[0] : header;
  if (typeof first === 'string') return first;
  return Buffer.isBuffer(first) ? first.toString() : undefined;
}

function text(headers: IHeaders, name: string): string {
  const found = optional(headers, name);
  if (found === undefined) throw new RangeError(`no header ${name}`);
  return found;
}

function integer(headers: IHeaders, name: string): number {
  const number = Number(text(headers, name));
  if (!Number.isSafeInteger(number) || number < 0) throw new RangeError(`bad header ${name}`);
  return number;
}
