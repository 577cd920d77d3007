import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Where in a batch its length and its format version stand; its offset comes first. */
const PLACES = { LENGTH: 8, FORMAT: 16 } as const;

/**
 * Changes what lies on a broker's disk: a sign within the last message that holds a text, or the head of the last batch. The
 * format version is for a reader to find; a length that cannot be keeps the broker itself from reading on.
 */
export function corruptSegment(
  dataDir: string,
  partition: string,
  where: { text: string } | keyof typeof PLACES,
): void {
  const folder = join(dataDir, partition);
  const file = readdirSync(folder).find((name) => name.endsWith('.log'))!;
  const bytes = readFileSync(join(folder, file));
  if (where === 'LENGTH') bytes.writeInt32BE(1, lastBatch(bytes) + PLACES.LENGTH);
  else if (where === 'FORMAT') bytes.writeInt8(66, lastBatch(bytes) + PLACES.FORMAT);
  else bytes.write('?', bytes.lastIndexOf(where.text));
  writeFileSync(join(folder, file), bytes);
}

function lastBatch(bytes: Buffer): number {
  let at = 0;
  for (let next = 0; next < bytes.length; next = at + 12 + bytes.readInt32BE(at + 8)) at = next;
  return at;
}
