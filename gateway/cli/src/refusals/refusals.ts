import type { Issue, Text } from '@qianfan/schema/kernel/issue';
import { graphql } from '../client.ts';
import { EXIT, type Exit, Failure } from '../failure.ts';
import type { Session } from '../session.ts';
import { table } from '../text/table.ts';
import { clockTime } from '../text/time.ts';

interface Refusal {
  institution: { code: string } | null;
  commandId: string;
  command: string;
  form: string | null;
  period: string | null;
  revision: number | null;
  receivedAt: string;
  position: string;
  issues: (Pick<Issue, 'code' | 'severity' | 'path' | 'found' | 'expected'> & {
    message: Text;
    fix: Text | null;
  })[];
}

/** Each service's own list of what it refused. */
const LISTS = ['refusals', 'regulatorsRefusals', 'programmesRefusals'] as const;

type Data = Record<string, { nodes: Refusal[]; totalCount: number } | null>;

const queryOf = (list: string): string => `
  query Refusals($institution: ID, $first: Int!) {
    ${list}(institution: $institution, first: $first) {
      totalCount
      nodes {
        institution { code } commandId command form period revision receivedAt position
        issues { code severity path found expected message { zh en } fix { zh en } }
      }
    }
  }`;

export interface RefusalOptions {
  institution?: string;
  asOf?: string;
}

/** What was refused to whoever asks, by every service, latest first, with every reason; to those who watch, everybody's. */
export async function refusals(
  session: Session,
  { institution, asOf }: RefusalOptions,
): Promise<Exit> {
  const headers: Record<string, string> = asOf === undefined ? {} : { 'as-of': asOf };
  const variables = { institution, first: 500 };
  let cut: string | undefined;
  const found: Refusal[] = [];
  let more = 0;
  const closed: Failure[] = [];
  for (const list of LISTS) {
    const at: Record<string, string> = cut === undefined ? headers : { 'as-of': cut };
    const answer = await graphql<Data>(session, queryOf(list), variables, at).catch(
      (error: unknown) => void closed.push(closing(error)),
    );
    if (!answer) continue;
    cut ??= answer.cut;
    const page = answer.data[list];
    if (!page) continue;
    found.push(...page.nodes);
    more += page.totalCount - page.nodes.length;
  }
  if (closed.length === LISTS.length) throw closed[0]!;
  found.sort((a, b) => (a.receivedAt < b.receivedAt ? 1 : a.receivedAt > b.receivedAt ? -1 : 0));
  if (session.json)
    session.print(`${JSON.stringify({ cut: cut ?? null, refusals: found, more })}\n`);
  else report(session, found, more, cut);
  return EXIT.OK;
}

/** Programmes do not read what banks hold: that list is none of theirs, and says nothing of the others. */
function closing(error: unknown): Failure {
  if (error instanceof Failure && error.code === 'FORBIDDEN') return error;
  throw error;
}

function report({ say, print }: Session, found: readonly Refusal[], more: number, cut?: string) {
  print(`${say({ zh: '截至', en: 'as of' })} ${clockTime(cut ?? '')}\n\n`);
  if (found.length === 0) {
    print(`${say({ zh: '没有退回的提交。', en: 'Nothing was refused.' })}\n`);
    return;
  }
  const headers = [
    { zh: '收到时刻', en: 'received' },
    { zh: '机构', en: 'institution' },
    { zh: '命令', en: 'command' },
    { zh: '规则', en: 'rule' },
    { zh: '说明', en: 'what is wrong' },
    { zh: '位置', en: 'position' },
  ];
  const rows = found.flatMap((one) =>
    one.issues.map((issue) => [
      clockTime(one.receivedAt),
      one.institution?.code,
      [one.command, one.form, one.period].filter(Boolean).join(' '),
      issue.code,
      say(issue.message),
      one.position,
    ]),
  );
  print(table(headers.map(say), rows));
  if (more > 0) {
    print(
      say({
        zh: `另有 ${more} 次；用 --institution 缩小范围。\n`,
        en: `${more} more; narrow with --institution.\n`,
      }),
    );
  }
}
