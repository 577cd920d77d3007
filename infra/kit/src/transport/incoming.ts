import type { KafkaMessage } from 'kafkajs';
import { isNestedBeyond, repetitionIn } from '@qianfan/schema/kernel/json';
import { optional } from './envelope.ts';

/** A command as an institution wrote it to the intake topic: nothing of it is trusted yet. */
export interface Incoming {
  /** As an authorization header: `Bearer …`. */
  authorization: string | undefined;
  /** The CloudEvent's id: the command's. */
  id: string | undefined;
  /** The CloudEvent's type: the command's. */
  type: string;
  body: unknown;
}

/** What is no CloudEvent still has a sender, perhaps, who is told why. */
export interface Junk {
  authorization: string | undefined;
  id: string | undefined;
  why: string;
}

/**
 * Reads a CloudEvent 1.0 of any client: binary mode (headers `ce_id`, `ce_type` …, the body as value) or structured mode
 * (one JSON object, with or without `content-type: application/cloudevents+json`). The token is the header
 * `authorization` or `ce_authorization`, or in structured mode the extension `token`.
 */
export function readIncoming(message: KafkaMessage): Incoming | Junk {
  const { headers = {}, unreadable } = message;
  if (unreadable) return { authorization: undefined, id: undefined, why: unreadable.message };
  const authorization = bearer(
    optional(headers, 'authorization') ?? optional(headers, 'ce_authorization'),
  );
  const stated = optional(headers, 'ce_id');
  const id = isName(stated) ? stated : undefined;
  const value = parse(message.value);
  if (!value.ok) return { authorization, id, why: value.why };
  const mode = optional(headers, 'ce_specversion') === undefined ? 'structured' : 'binary';
  return mode === 'binary'
    ? check({
        authorization,
        specversion: optional(headers, 'ce_specversion'),
        id: stated,
        source: optional(headers, 'ce_source'),
        type: optional(headers, 'ce_type'),
        body: value.json,
      })
    : named(structured(value.json, authorization), id);
}

/** What is junk in the mode that it seems to be of is answered by the name that its headers give. */
const named = (event: Incoming | Junk, id: string | undefined): Incoming | Junk =>
  'why' in event ? { ...event, id: event.id ?? id } : event;

function structured(json: unknown, header: string | undefined): Incoming | Junk {
  if (typeof json !== 'object' || json === null || Array.isArray(json)) {
    return { authorization: header, id: undefined, why: 'JSON object' };
  }
  const event = json as Record<string, unknown>;
  const authorization = header ?? bearer(event['token'] ?? event['authorization']);
  if (event['data_base64'] === undefined) {
    return check({ ...event, authorization, body: event['data'] });
  }
  const encoded = event['data_base64'];
  const data = parse(typeof encoded === 'string' ? Buffer.from(encoded, 'base64') : null);
  return check({ ...event, authorization, body: data.ok ? data.json : undefined });
}

interface Attributes {
  authorization: string | undefined;
  specversion?: unknown;
  id?: unknown;
  source?: unknown;
  type?: unknown;
  body: unknown;
}

function check(event: Attributes): Incoming | Junk {
  const { authorization, type, body } = event;
  const id = isName(event.id) ? event.id : undefined;
  const junk = (why: string): Junk => ({ authorization, id, why });
  if (event.specversion !== '1.0') return junk('specversion 1.0');
  if (id === undefined) return junk('id');
  if (!isText(event.source)) return junk('source');
  if (!isName(type)) return junk('type');
  if (body === undefined) return junk('data');
  return { authorization, id, type, body };
}

const isText = (value: unknown): value is string => typeof value === 'string' && value !== '';

/** The answer repeats an id three times over, and must fit its topic: an endless one would stop all that follow it. */
const isName = (value: unknown): value is string => isText(value) && value.length <= 200;

/** Clients that set headers by hand tend to leave the scheme out. */
function bearer(token: unknown): string | undefined {
  if (!isText(token)) return undefined;
  return /^bearer /i.test(token) ? token : `Bearer ${token}`;
}

const UTF8 = new TextDecoder('utf-8', { fatal: true });
/** Deeper than anything that we publish; whoever walks a value by recursion is safe up to here. */
const DEPTH_MAX = 64;

function parse(value: Uint8Array | null): { ok: true; json: unknown } | { ok: false; why: string } {
  if (!value || value.length === 0) return { ok: false, why: 'empty' };
  try {
    const text = UTF8.decode(value);
    if (isNestedBeyond(text, DEPTH_MAX)) return { ok: false, why: `nesting > ${DEPTH_MAX}` };
    const json: unknown = JSON.parse(text);
    const twice = repetitionIn(text, json);
    return twice ? { ok: false, why: `“${twice.name.slice(0, 64)}” × 2` } : { ok: true, json };
  } catch (error) {
    return { ok: false, why: error instanceof SyntaxError ? 'JSON' : 'UTF-8' };
  }
}
