import type { Finding } from './finding.ts';
import type { ChainHash, JournalRow, Suspect } from './row.ts';

/** The hash that belongs at the lower of two positions if the rows there changed places; else `undefined`. */
function swapped(low: Suspect, high: Suspect, chainHash: ChainHash): string | undefined {
  const { pos, hash } = low.row;
  const moved = chainHash(low.previous, { ...high.row, pos });
  if (moved === high.row.hash || moved === hash) return moved;
  const body = chainHash(low.previous, { ...low.row, body: high.row.body });
  return body === hash ? hash : undefined;
}

/**
 * What was done to rows whose hash is wrong: two rows that changed places, a changed hash, or changed content.
 * A row that is wrong only because the hash before it was changed is not counted.
 */
export function diagnose(
  partition: number,
  suspects: readonly Suspect[],
  chainHash: ChainHash,
): Finding[] {
  const follows = (previous: string, row: JournalRow): boolean =>
    chainHash(previous, row) === row.hash;
  const at = new Map(suspects.map((suspect) => [suspect.row.pos, suspect]));
  const innocent = new Set<number>();
  const findings: Finding[] = [];

  const clear = (pos: number, hashBefore: string): void => {
    const after = at.get(pos);
    if (after && follows(hashBefore, after.row)) innocent.add(pos);
  };

  for (const [index, low] of suspects.entries()) {
    const pos = low.row.pos;
    if (innocent.has(pos)) continue;
    const high = suspects
      .slice(index + 1)
      .find(
        (other) => !innocent.has(other.row.pos) && swapped(low, other, chainHash) !== undefined,
      );
    if (high) {
      const right = swapped(low, high, chainHash)!;
      findings.push({ kind: 'SWAPPED', partition, pos, with: high.row.pos });
      innocent.add(high.row.pos);
      clear(pos + 1, right);
      clear(high.row.pos + 1, right === low.row.hash ? high.row.hash : low.row.hash);
      continue;
    }
    const computed = chainHash(low.previous, low.row);
    const successor = at.get(pos + 1);
    const onlyHash = successor !== undefined && follows(computed, successor.row);
    if (onlyHash) innocent.add(pos + 1);
    findings.push({
      kind: 'ALTERED',
      partition,
      pos,
      part: onlyHash ? 'HASH' : 'CONTENT',
      type: low.row.type,
      expected: low.row.hash,
      found: computed,
    });
  }
  return findings;
}
