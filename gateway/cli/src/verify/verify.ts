import { join } from 'node:path';
import { PARTITIONS, SERVICES, type Service } from '@qianfan/schema/kernel/fact';
import { getJson, streamLines } from '../client.ts';
import { EXIT, type Exit } from '../failure.ts';
import type { Session } from '../session.ts';
import { table } from '../text/table.ts';
import { type Anchors, readAnchors, writeAnchors } from './anchors.ts';
import { createChain } from './chain.ts';
import { describe, type Finding } from './finding.ts';
import type { JournalRow, Witness } from './row.ts';

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

type Located = Finding & { service: Service };

/**
 * Streams every fact of every journal and recomputes the hash chains here, without access to the database: against the
 * heads, the cursors that readers keep, and what this auditor saw last time. FAILED where anything is wrong; the anchors
 * move only when nothing is.
 */
export async function verify(session: Session, anchorFile?: string): Promise<Exit> {
  const path = anchorFile ?? join(session.configFolder, 'anchors.json');
  const known = await readAnchors(path, session.url);
  // In this order: a cursor beyond a head that was read later is a head that went back.
  const cursors = await readCursors(session);
  const findings: Located[] = [];
  const anchors: Anchors = {};
  let total = 0;

  for (const service of SERVICES) {
    const before = total;
    const { heads } = await getJson<{ heads: Head[] }>(session, `/audit/${service}/heads`);
    for (let partition = 0; partition < PARTITIONS; partition += 1) {
      const head = heads.find((candidate) => candidate.partition === partition);
      const witnesses = witnessesOf(service, partition, head, cursors, known?.anchors ?? {});
      const chain = createChain(partition, witnesses);
      const facts = await stream(session, service, partition, head?.pos ?? 0, chain.add);
      total += facts;
      findings.push(...chain.end().map((finding) => ({ ...finding, service })));
      anchors[`${service}/${partition}`] = chain.tip;
    }
    const checked = total - before;
    session.note({
      zh: `${service}：已核对 ${checked} 条事实`,
      en: `${service}: ${checked} facts checked`,
    });
  }

  if (findings.length === 0) await writeAnchors(path, session.url, anchors);
  report(session, { total, findings, path, since: known?.verifiedAt, cursors: cursors.length });
  return findings.length === 0 ? EXIT.OK : EXIT.FAILED;
}

async function readCursors(session: Session): Promise<Cursor[]> {
  const all: Cursor[] = [];
  for (const service of SERVICES) {
    const { cursors } = await getJson<{ cursors: Cursor[] }>(session, `/audit/${service}/cursors`);
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
  session: Session,
  service: Service,
  partition: number,
  head: number,
  add: (row: JournalRow) => void,
): Promise<number> {
  if (head === 0) return 0;
  const path = `/audit/${service}/facts?partition=${partition}&limit=${head}`;
  let facts = 0;
  for await (const row of streamLines<JournalRow>(session, path)) {
    if (row.pos > head) break; // a fact is missing, so that the limit reached beyond the head
    facts += 1;
    add(row);
  }
  return facts;
}

interface Result {
  total: number;
  findings: readonly Located[];
  path: string;
  since: string | undefined;
  cursors: number;
}

function report(session: Session, { total, findings, path, since, cursors }: Result): void {
  const ok = findings.length === 0;
  if (session.json) {
    const located = findings.map((finding) => ({ ...finding, message: describe(finding) }));
    session.print(
      `${JSON.stringify({ ok, facts: total, cursors, findings: located, anchor: path, since: since ?? null })}\n`,
    );
    return;
  }
  const { say, print } = session;
  if (ok) {
    const before = since
      ? { zh: `，与 ${since} 的锚点一致`, en: `; they continue the anchor of ${since}` }
      : { zh: '；首次核对，已建立锚点', en: '; first verification, anchor made' };
    print(
      `✓ ${say({
        zh: `${total} 条事实的哈希链、链头与 ${cursors} 个读者游标相符${before.zh}。`,
        en: `the hash chains of ${total} facts fit their heads and ${cursors} readers' cursors${before.en}.`,
      })}\n`,
    );
    return;
  }
  print(
    `✗ ${say({ zh: `发现 ${findings.length} 处异常；锚点未移动。`, en: `${findings.length === 1 ? '1 finding' : `${findings.length} findings`}; the anchor stays where it was.` })}\n\n`,
  );
  print(
    table(
      [say({ zh: '位置', en: 'position' }), say({ zh: '问题', en: 'what is wrong' })],
      findings.map((finding) => [
        `${finding.service}/${finding.partition}/${finding.pos}`,
        say(describe(finding)),
      ]),
    ),
  );
  if (findings.every(seenByAnchorAlone)) {
    print(
      `\n${say({
        zh: `以上均只与本机锚点 ${path} 不符：若系统确已清空重建（--fresh），请用 --anchor 另建锚点。`,
        en: `Nothing but the anchor in ${path} says so: where the system was really begun anew (--fresh), make another with --anchor.`,
      })}\n`,
    );
  }
}

const seenByAnchorAlone = (finding: Finding): boolean =>
  (finding.kind === 'TRUNCATED' && finding.witnesses.every(({ by }) => by === 'ANCHOR')) ||
  (finding.kind === 'REWRITTEN' && finding.witness.by === 'ANCHOR');
