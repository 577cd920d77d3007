import { readFileSync } from 'node:fs';

/** Operations by id, which is the SHA-256 of their text. */
export type Operations = ReadonlyMap<string, string>;

const MANIFEST = new URL('../../operations/manifest.json', import.meta.url);

/** The committed manifest (`gateway/operations`), in Apollo's format. */
export function readOperations(): Operations {
  const { operations } = JSON.parse(readFileSync(MANIFEST, 'utf8')) as {
    operations: { id: string; body: string }[];
  };
  return new Map(operations.map(({ id, body }) => [id, body]));
}
