import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Where in a batch its format version stands; what comes before are offset, length and leader epoch. */
const MAGIC_AT = 16;

/**
 * Changes one byte on a stopped broker's disk, within the text of a message, or in the head of the last batch (its format
 * version): the first is for a reader to find, the second the broker itself cannot read.
 */
export function corruptSegment(
  dataDir: string,
  partition: string,
  text: string,
  where: 'TEXT' | 'HEAD' = 'TEXT',
): void {
  const folder = join(dataDir, partition);
  const file = readdirSync(folder).find((name) => name.endsWith('.log'))!;
  const bytes = readFileSync(join(folder, file));
  const at = where === 'TEXT' ? bytes.lastIndexOf(text) : lastBatch(bytes) + MAGIC_AT;
  if (at < 0) throw new Error(`${text} is not in ${partition}`);
  bytes[at] = bytes[at]! ^ 0x40;
  writeFileSync(join(folder, file), bytes);
}

function lastBatch(bytes: Buffer): number {
  let at = 0;
  for (let next = 0; next < bytes.length; next = at + 12 + bytes.readInt32BE(at + 8)) at = next;
  return at;
}
