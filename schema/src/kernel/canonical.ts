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
export function canonical(value: unknown): string {
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
