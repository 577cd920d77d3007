import { PARTITIONS, SERVICES, type Service } from '@qianfan/schema/kernel/fact';
import { createChain } from './chain.ts';
import type { Finding } from './finding.ts';
import type { ChainHash, JournalRow, Witness } from './row.ts';

/** The last position of a partition that the auditor has verified, and its hash. */
export interface Anchor {
  pos: number;
  hash: string;
}

/** By `service/partition`. */
export type Anchors = Record<string, Anchor>;

export type Located = Finding & { service: Service };

/** How the auditor reaches `/audit/…`: from the command line, or from a browser. */
export interface AuditDoor {
  json: (path: string) => Promise<unknown>;
  lines: (path: string) => AsyncIterable<unknown>;
}

/** How far one service is: facts checked of those up to its heads. */
export interface Progress {
  service: Service;
  facts: number;
  total: number;
  done: boolean;
}

export interface Verified {
  facts: number;
  cursors: number;
  findings: Located[];
  /** To be remembered where nothing was found. */
  anchors: Anchors;
}

interface Head {
  partition: number;
  pos: number;
  hash: string;
}

interface Cursor {
  reader: string;
  source: Service;
  partition: number;
  pos: number;
  hash: string | null;
}

/** Facts between two words of progress. */
const STEP = 500;

/**
 * Recomputes the hash chain of every partition of every journal from the facts as they are streamed, and holds it against
 * the heads, the readers' cursors and the auditor's own anchors. Findings are in order of position within a partition.
 */
export async function verifyJournals(
  door: AuditDoor,
  known: Anchors,
  chainHash: ChainHash,
  onProgress: (progress: Progress) => void,
): Promise<Verified> {
  // In this order: a cursor beyond a head that was read later is a head that went back.
  const cursors = await readCursors(door);
  const verified: Verified = { facts: 0, cursors: cursors.length, findings: [], anchors: {} };
  for (const service of SERVICES) {
    const { heads } = (await door.json(`/audit/${service}/heads`)) as { heads: Head[] };
    const total = heads.reduce((sum, { pos }) => sum + pos, 0);
    let facts = 0;
    for (let partition = 0; partition < PARTITIONS; partition += 1) {
      const head = heads.find((candidate) => candidate.partition === partition);
      const witnesses = witnessesOf(service, partition, head, cursors, known);
      const chain = createChain(partition, witnesses, chainHash);
      await stream(door, service, partition, head?.pos ?? 0, (row) => {
        chain.add(row);
        facts += 1;
        if (facts % STEP === 0) onProgress({ service, facts, total, done: false });
      });
      verified.findings.push(...chain.end().map((finding) => ({ ...finding, service })));
      verified.anchors[`${service}/${partition}`] = chain.tip;
    }
    verified.facts += facts;
    onProgress({ service, facts, total, done: true });
  }
  return verified;
}

async function readCursors(door: AuditDoor): Promise<Cursor[]> {
  const all: Cursor[] = [];
  for (const service of SERVICES) {
    const { cursors } = (await door.json(`/audit/${service}/cursors`)) as { cursors: Cursor[] };
    all.push(...cursors);
  }
  return all;
}

function witnessesOf(
  service: Service,
  partition: number,
  head: Head | undefined,
  cursors: readonly Cursor[],
  anchors: Anchors,
): Witness[] {
  const witnesses: Witness[] = cursors
    .filter((cursor) => cursor.source === service && cursor.partition === partition)
    .map(({ reader, pos, hash }) => ({ by: 'CURSOR', name: reader, pos, hash }));
  const anchor = anchors[`${service}/${partition}`];
  if (anchor) witnesses.push({ by: 'ANCHOR', name: '', ...anchor });
  if (head) witnesses.push({ by: 'HEAD', name: '', pos: head.pos, hash: head.hash });
  return witnesses;
}

/** Facts up to the head: what is appended meanwhile is for the next time. */
async function stream(
  door: AuditDoor,
  service: Service,
  partition: number,
  head: number,
  add: (row: JournalRow) => void,
): Promise<void> {
  if (head === 0) return;
  const path = `/audit/${service}/facts?partition=${partition}&limit=${head}`;
  for await (const line of door.lines(path)) {
    const row = line as JournalRow;
    if (row.pos > head) break; // a fact is missing, so that the limit reached beyond the head
    add(row);
  }
}

/** Whether only the auditor's own memory speaks against it: the system may have been begun anew. */
export const seenByAnchorAlone = (finding: Finding): boolean =>
  (finding.kind === 'TRUNCATED' && finding.witnesses.every(({ by }) => by === 'ANCHOR')) ||
  (finding.kind === 'REWRITTEN' && finding.witness.by === 'ANCHOR');
