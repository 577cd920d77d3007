import { nameOfCode } from '@qianfan/schema/codelists/codelists';
import { errorOf } from '@qianfan/schema/errors/catalogue';
import { dayOf } from '@qianfan/schema/kernel/instant';
import type { Text } from '@qianfan/schema/kernel/issue';
import { parsePeriod } from '@qianfan/schema/kernel/period';
import { SPAN } from '@qianfan/schema/kernel/span';
import { graphql } from '../client.ts';
import { EXIT, type Exit, Failure, usage } from '../failure.ts';
import type { Session } from '../session.ts';
import { table } from '../text/table.ts';
import { clockTime } from '../text/time.ts';

interface Submission {
  institution: { code: string };
  form: string;
  period: string;
  revision: number;
  late: boolean;
  status: string;
  receivedAt: string;
  knownAt: string;
  position: string;
  digest: string;
}

interface Filer {
  institution: { code: string; name: Text } | null;
  status: string;
  receivedAt: string | null;
  late: boolean;
}

interface Period {
  form: string;
  period: string;
  deadline: string;
  release: string;
  expected: number;
  received: number;
  late: number;
  missing: number;
  scope: 'ALL' | 'OWN';
  filers: Filer[];
}

interface Data {
  reportingPeriod?: Period | null;
  submissions: { nodes: Submission[]; totalCount: number; scope: 'ALL' | 'OWN' };
}

const SUBMISSIONS = `
  submissions(form: $form, period: $period, institution: $institution, first: 500) {
    totalCount scope
    nodes {
      institution { code } form period revision late status receivedAt knownAt position digest
    }
  }`;

const PERIOD = `
  reportingPeriod(form: $form, period: $period) {
    form period deadline release expected received late missing scope
    filers { institution { code name { zh en } } status receivedAt late }
  }`;

export interface StatusOptions {
  form?: string;
  period?: string;
  institution?: string;
  asOf?: string;
}

/**
 * What was submitted, in which revision, in time or late; with a form and a period also who owes it and has not filed.
 * A bank sees its own, a regulator everybody's.
 */
export async function status(session: Session, options: StatusOptions): Promise<Exit> {
  const { asOf, ...variables } = options;
  if (options.period && !parsePeriod(options.period)) {
    throw usage(
      `报告期须如 2024-12、2024-Q4 或 2024（${SPAN} 年）：${options.period}`,
      `a period is like 2024-12, 2024-Q4 or 2024 (years ${SPAN}): ${options.period}`,
    );
  }
  if (options.form !== undefined) await requireForm(session, options.form, options.period);
  const both = options.form !== undefined && options.period !== undefined;
  const query = both
    ? `query Status($form: ID!, $period: Period!, $institution: ID) {${PERIOD}${SUBMISSIONS}}`
    : `query Status($form: ID, $period: Period, $institution: ID) {${SUBMISSIONS}}`;
  const headers: Record<string, string> = asOf === undefined ? {} : { 'as-of': asOf };
  const { data, cut } = await graphql<Data>(session, query, { ...variables }, headers);
  if (session.json) {
    const { submissions, reportingPeriod } = data;
    session.print(
      `${JSON.stringify({ cut: cut ?? null, reportingPeriod: reportingPeriod ?? null, submissions: submissions.nodes })}\n`,
    );
    return EXIT.OK;
  }
  report(session, data, cut);
  return EXIT.OK;
}

/** A form that there is none of owes nobody anything: that is no empty answer. */
async function requireForm(session: Session, form: string, asked: string | undefined) {
  const period = asked ?? dayOf(Date.now() * 1000).slice(0, 7);
  const query =
    'query Form($code: ID!, $period: Period!) { returnForm(code: $code, period: $period) { code } }';
  const { data } = await graphql<{ returnForm: object | null }>(session, query, {
    code: form,
    period,
  });
  if (data.returnForm) return;
  const { code, message, fix } = errorOf('UNKNOWN_FORM', { form, period });
  throw new Failure(EXIT.USAGE, code, message, fix);
}

function report(session: Session, { reportingPeriod, submissions }: Data, cut?: string): void {
  const { say, print } = session;
  print(`${say({ zh: '截至', en: 'as of' })} ${clockTime(cut ?? '')}\n`);
  if (reportingPeriod) periodTable(session, reportingPeriod);
  if (submissions.nodes.length === 0) {
    print(`\n${say({ zh: '没有已受理的报表。', en: 'No return was accepted.' })}\n`);
    return;
  }
  const headers = [
    { zh: '机构', en: 'institution' },
    { zh: '报表', en: 'form' },
    { zh: '报告期', en: 'period' },
    { zh: '>版次', en: '>revision' },
    { zh: '报送', en: 'filed' },
    { zh: '收到时刻', en: 'received' },
    { zh: '事实位置', en: 'position' },
  ];
  const rows = submissions.nodes.map((row) => [
    row.institution.code,
    row.form,
    row.period,
    row.revision,
    say(row.late ? { zh: '迟报', en: 'late' } : { zh: '按时', en: 'in time' }),
    clockTime(row.receivedAt),
    row.position,
  ]);
  print(`\n${table(headers.map(say), rows)}`);
  const more = submissions.totalCount - submissions.nodes.length;
  if (more > 0)
    print(
      say({
        zh: `另有 ${more} 份；用 --form、--period 缩小范围。\n`,
        en: `${more} more; narrow with --form, --period.\n`,
      }),
    );
}

function periodTable({ say, print }: Session, period: Period): void {
  print(
    say({
      zh: `${period.form} ${period.period}：截止 ${clockTime(period.deadline)}，应报 ${period.expected}，已报 ${period.received}（迟报 ${period.late}），未报 ${period.missing}\n\n`,
      en: `${period.form} ${period.period}: due ${clockTime(period.deadline)}; ${period.received} of ${period.expected} filed (${period.late} late), ${period.missing} missing\n\n`,
    }),
  );
  const headers = [
    { zh: '应报机构', en: 'owed by' },
    { zh: '名称', en: 'name' },
    { zh: '状态', en: 'status' },
    { zh: '收到时刻', en: 'received' },
  ];
  const rows = period.filers.map((filer) => [
    filer.institution?.code,
    filer.institution && say(filer.institution.name),
    say(nameOfCode('filingStatus', filer.status)),
    clockTime(filer.receivedAt ?? '—'),
  ]);
  print(table(headers.map(say), rows));
}
