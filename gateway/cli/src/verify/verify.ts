import { hash } from 'node:crypto';
import { join } from 'node:path';
import { getJson, streamLines } from '../client.ts';
import { EXIT, type Exit } from '../failure.ts';
import type { Session } from '../session.ts';
import { table } from '../text/table.ts';
import { readAnchors, writeAnchors } from './anchors.ts';
import { describe } from './finding.ts';
import { type Located, seenByAnchorAlone, verifyJournals } from './journals.ts';
import { chainHasher } from './row.ts';

/**
 * Streams every fact of every journal and recomputes the hash chains here, without access to the database: against the
 * heads, the cursors that readers keep, and what this auditor saw last time. FAILED where anything is wrong; the anchors
 * move only when nothing is.
 */
export async function verify(session: Session, anchorFile?: string): Promise<Exit> {
  const path = anchorFile ?? join(session.configFolder, 'anchors.json');
  const known = await readAnchors(path, session.url);
  const verified = await verifyJournals(
    {
      json: (from) => getJson(session, from),
      lines: (from) => streamLines(session, from),
    },
    known?.anchors ?? {},
    chainHasher((text) => hash('sha256', text)),
    ({ service, facts, done }) => {
      if (!done) return;
      session.note({
        zh: `${service}：已核对 ${facts} 条事实`,
        en: `${service}: ${facts} facts checked`,
      });
    },
  );
  const { findings, anchors, facts, cursors } = verified;
  if (findings.length === 0) await writeAnchors(path, session.url, anchors);
  report(session, { total: facts, findings, path, since: known?.verifiedAt, cursors });
  return findings.length === 0 ? EXIT.OK : EXIT.FAILED;
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
