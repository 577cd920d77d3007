import { PARTITIONS } from './fact.ts';

/** FNV-1a over the UTF-16 code units of the key: the partition of a key, the same in every process for good. */
export function partitionOf(key: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < key.length; i += 1) {
    hash = Math.imul(hash ^ key.charCodeAt(i), 0x01000193);
  }
  return (hash >>> 0) % PARTITIONS;
}
