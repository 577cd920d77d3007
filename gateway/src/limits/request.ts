import { createHash } from 'node:crypto';
import { requestRefusal } from '@qianfan/kit/subgraph/errors';
import type { FastifyRequest } from 'fastify';
import type { Operations } from '../operations/manifest.ts';
import { textBeyond } from './bounds.ts';
import { tooMuch } from './refusals.ts';

/** What a client sends, as far as it has the right shape: of what has not, Apollo Server says so. */
interface Sent {
  query?: unknown;
  extensions?: unknown;
}

type Found = Record<string, unknown> | undefined;

/**
 * Looks at a request before its text is parsed: whether it can be, and whether the id of an operation is that of one.
 * @throws TOO_COMPLEX, BAD_USER_INPUT, PERSISTED_QUERY_NOT_FOUND
 */
export function firstLook(request: FastifyRequest, operations: Operations): void {
  const { query, extensions } = sentBy(request);
  const text = typeof query === 'string' ? query : undefined;
  const beyond = text && textBeyond(text);
  if (beyond) throw tooMuch(beyond);
  const persisted = objectIn(extensions)?.['persistedQuery'];
  if (persisted) checkId(objectIn(persisted) ?? {}, text, operations);
}

function checkId(
  { version, sha256Hash }: Record<string, unknown>,
  text: string | undefined,
  operations: Operations,
): void {
  const place = 'extensions.persistedQuery';
  if (version !== 1) throw requestRefusal('BAD_USER_INPUT', { what: `${place}.version (1)` });
  if (typeof sha256Hash !== 'string') {
    throw requestRefusal('BAD_USER_INPUT', { what: `${place}.sha256Hash (SHA-256)` });
  }
  if (text) {
    const isOfText = createHash('sha256').update(text).digest('hex') === sha256Hash;
    if (isOfText) return;
    throw requestRefusal('BAD_USER_INPUT', { what: `${place}.sha256Hash ≠ SHA-256 (query)` });
  }
  if (operations.has(sha256Hash)) return;
  throw requestRefusal('PERSISTED_QUERY_NOT_FOUND', { id: sha256Hash.slice(0, 64) });
}

function sentBy({ method, body, query }: FastifyRequest): Sent {
  if (method !== 'GET') return objectIn(body) ?? {};
  const sent = query as { query?: unknown; extensions?: unknown };
  return { query: sent.query, extensions: jsonIn(sent.extensions) };
}

function jsonIn(text: unknown): unknown {
  if (typeof text !== 'string') return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const objectIn = (value: unknown): Found =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : undefined;
