import { diagnose } from './diagnose.ts';
import type { Finding } from './finding.ts';
import { type ChainHash, GENESIS, type JournalRow, type Suspect, type Witness } from './row.ts';

/** Rows with a wrong hash that are kept for a diagnosis; the rest is only counted. */
const MAX_SUSPECTS = 64;

export interface Chain {
  /** Takes the next row of the partition, in the order in which the endpoint sent it. */
  add: (row: JournalRow) => void;
  /** Everything that is wrong, by position. Empty: what was streamed is what the witnesses saw. */
  end: () => Finding[];
  /** The last position and its hash. */
  readonly tip: { pos: number; hash: string };
}

/**
 * Checks one partition's rows as they stream by: dense positions, hashes, rising known-at, and that every witness's
 * hash is the chain's. Memory does not grow with the rows.
 */
export function createChain(
  partition: number,
  witnesses: readonly Witness[],
  chainHash: ChainHash,
): Chain {
  const waiting = [...witnesses].filter(({ pos }) => pos > 0).sort((a, b) => a.pos - b.pos);
  const findings: Finding[] = [];
  const suspects: Suspect[] = [];
  let more = 0;
  let pos = 0;
  let hash = GENESIS;
  let knownAt = Number.NEGATIVE_INFINITY;
  let vouchedFor = 0;
  let next = 0;

  function hear(): void {
    for (let witness = waiting[next]; witness && witness.pos <= pos; witness = waiting[next]) {
      next += 1;
      if (witness.pos < pos) continue; // its position is missing, which is found already
      if (witness.hash === null) continue;
      if (witness.hash === hash) vouchedFor = pos;
      else findings.push({ kind: 'REWRITTEN', partition, pos, from: vouchedFor + 1, witness });
    }
  }

  function add(row: JournalRow): void {
    if (row.partition !== partition || row.pos <= pos) {
      findings.push({ kind: 'DISORDER', partition, pos: row.pos, after: pos });
      return;
    }
    const gap = row.pos > pos + 1;
    if (gap) findings.push({ kind: 'MISSING', partition, pos: pos + 1, to: row.pos - 1 });
    else if (chainHash(hash, row) !== row.hash) {
      if (suspects.length < MAX_SUSPECTS) suspects.push({ row, previous: hash });
      else more += 1;
    } else {
      if (row.knownAt <= knownAt) {
        findings.push({ kind: 'NOT_RISING', partition, pos: row.pos, knownAt, found: row.knownAt });
      }
      knownAt = row.knownAt; // of rows that are what they were; a changed one says nothing
    }
    ({ pos, hash } = row);
    hear();
  }

  function end(): Finding[] {
    const unheard = waiting.slice(next);
    const last = unheard.at(-1);
    const all = [...findings, ...diagnose(partition, suspects, chainHash)];
    if (more > 0)
      all.push({ kind: 'MORE', partition, pos: suspects.at(-1)!.row.pos + 1, count: more });
    if (last) {
      all.push({ kind: 'TRUNCATED', partition, pos: pos + 1, to: last.pos, witnesses: unheard });
    }
    return all.sort((a, b) => a.pos - b.pos);
  }

  return {
    add,
    end,
    get tip() {
      return { pos, hash };
    },
  };
}
