import canonicalize from 'canonicalize';

/** A value that has no JSON text: it must be found where it is made, not in a stored hash. */
export class NotCanonicalError extends Error {
  override readonly name = 'NotCanonicalError';
}

const typeName = (value: unknown): string =>
  typeof value === 'number' ? String(value) : typeof value;

/** Objects are plain or without a prototype; a `Date` or `Map` would silently become something else. */
const isPlain = (value: object): boolean => {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null || Array.isArray(value);
};

/** An explicit stack: the depth of a body is chosen by whoever sends it. */
function assertJson(root: unknown): void {
  const waiting: unknown[] = [root];
  while (waiting.length > 0) {
    const value = waiting.pop();
    if (value === null || typeof value === 'string' || typeof value === 'boolean') continue;
    if (typeof value === 'number' && Number.isFinite(value)) continue;
    if (typeof value !== 'object') throw new NotCanonicalError(`no JSON value: ${typeName(value)}`);
    if (!isPlain(value)) throw new NotCanonicalError(`no plain object: ${value.constructor.name}`);
    if (Array.isArray(value)) {
      for (const item of value) waiting.push(item);
      continue;
    }
    for (const member of Object.values(value)) if (member !== undefined) waiting.push(member);
  }
}

/**
 * The canonical JSON text of a value (RFC 8785): the bytes that digests and hashes are made of. A member that is
 * `undefined` counts as absent, as in any JSON text.
 * @throws NotCanonicalError for anything else that JSON cannot say: undefined, non-finite numbers, bigint, functions,
 * class instances, cycles, lone surrogates.
 */
export const canonical = (value: unknown): string => textOf(value, 0);

/** Deeper than any body that means something; from there on depth costs memory instead of the call stack. */
const DEEP = 100;

function textOf(value: unknown, depth: number): string {
  if (typeof value === 'string') return quoted(value);
  if (typeof value === 'number' && Number.isFinite(value)) return String(value);
  if (value === null || typeof value === 'boolean') return String(value);
  if (typeof value !== 'object') throw new NotCanonicalError(`no JSON value: ${typeName(value)}`);
  if (!isPlain(value)) throw new NotCanonicalError(`no plain object: ${value.constructor.name}`);
  if (depth > DEEP) return deepTextOf(value);
  let text = '';
  if (Array.isArray(value)) {
    for (const item of value) text += `${text && ','}${textOf(item, depth + 1)}`;
    return `[${text}]`;
  }
  const members = value as Record<string, unknown>;
  for (const name of Object.keys(members).sort()) {
    const member = members[name];
    if (member === undefined) continue;
    text += `${text && ','}${quoted(name)}:${textOf(member, depth + 1)}`;
  }
  return `{${text}}`;
}

// oxlint-disable-next-line no-control-regex -- these are what JSON escapes
const ESCAPED = /[\u0000-\u001f"\\\ud800-\udfff]/;

function quoted(text: string): string {
  if (!ESCAPED.test(text)) return `"${text}"`;
  if (!text.isWellFormed()) throw new NotCanonicalError('half of a surrogate pair');
  return JSON.stringify(text);
}

/** The same whatever the depth, and at an end where the value contains itself. */
function deepTextOf(value: unknown): string {
  try {
    // First, since it finds the cycles on which the walk would never end.
    const text = canonicalize(value);
    assertJson(value);
    return text!;
  } catch (error) {
    if (error instanceof NotCanonicalError) throw error;
    throw new NotCanonicalError(error instanceof Error ? error.message : String(error));
  }
}
