import type { ReplayBroken, ReplayLine } from '@qianfan/schema/audit/replay';
import { SERVICES, type Service } from '@qianfan/schema/kernel/fact';
import { formatInstant, parseInstant, parseMoment } from '@qianfan/schema/kernel/instant';
import { isDate } from '@qianfan/schema/kernel/period';
import { failureOf, graphql, streamLines } from '../client.ts';
import { EXIT, type Exit, usage } from '../failure.ts';
import type { Session } from '../session.ts';
import { table } from '../text/table.ts';

/**
 * Has each service rebuild its read model from position 1 of the journals up to an instant, and compares the result with
 * what it serves. FAILED where any table differs.
 */
export async function replay(
  session: Session,
  until: string | undefined,
  only: string | undefined,
): Promise<Exit> {
  const instant = await resolveUntil(session, until);
  const lines: ReplayLine[] = [];
  for (const service of servicesOf(only)) {
    const body = JSON.stringify({ until: formatInstant(instant) });
    const request = { method: 'POST', headers: { 'content-type': 'application/json' }, body };
    let finished = false;
    for await (const line of streamLines<ReplayLine | ReplayBroken>(
      session,
      `/audit/${service}/replay`,
      request,
    )) {
      if (line.step === undefined) throw failureOf(line.error);
      if (session.json) session.print(`${JSON.stringify(line)}\n`);
      if (line.step === 'REBUILD' && line.done) progress(session, line);
      lines.push(line);
      finished ||= line.step === 'VERDICT';
    }
    if (!finished)
      throw failureOf({
        code: 'UNAVAILABLE',
        message: { zh: `${service} 的重放中断。`, en: `the replay of ${service} broke off.` },
      });
  }
  if (!session.json) report(session, formatInstant(instant), lines);
  const equal = lines.every((line) => line.step !== 'VERDICT' || line.equal);
  return equal ? EXIT.OK : EXIT.FAILED;
}

function servicesOf(only: string | undefined): readonly Service[] {
  if (only === undefined) return SERVICES;
  const service = SERVICES.find((name) => name === only);
  if (!service) throw usage(`没有服务 ${only}`, `no such service: ${only}; ${SERVICES.join(', ')}`);
  return [service];
}

/** A date is the end of that day, unless that has not come: then, and by default, what can be read now. */
async function resolveUntil(session: Session, text: string | undefined): Promise<number> {
  const dated = text !== undefined && isDate(text);
  const wanted = text === undefined ? undefined : parseMoment(text);
  if (text !== undefined && wanted === undefined) {
    throw usage(
      `--until 须为 1970 至 2199 年间的日期或带时区的时刻：${text}`,
      `--until takes a date or an instant with an offset, of 1970 to 2199: ${text}`,
    );
  }
  const { cut } = await graphql(session, '{ __schema { __typename } }');
  const readable = cut === undefined ? undefined : parseInstant(cut);
  if (readable === undefined) return wanted ?? Date.now() * 1000;
  return wanted === undefined || (dated && wanted > readable) ? readable : wanted;
}

const progress = (
  session: Session,
  { service, facts }: { service: Service; facts: number },
): void =>
  session.note({
    zh: `${service}：已从头重放 ${facts} 条事实`,
    en: `${service}: ${facts} facts replayed from the first`,
  });

function report(session: Session, until: string, lines: readonly ReplayLine[]): void {
  const { say, print } = session;
  const rows = lines.flatMap((line) => {
    if (line.step === 'TABLE') {
      const held = line.live ?? line.replay;
      return [
        [
          mark(line.equal),
          line.service,
          line.table,
          held?.rows,
          held?.versions,
          short(line.live?.hash),
          short(line.replay?.hash),
        ],
      ];
    }
    if (line.step === 'STATES') {
      const name = say({ zh: '（决策状态）', en: '(decision states)' });
      return [
        [mark(line.equal), line.service, name, line.streams, '', '', line.differing.join(' ')],
      ];
    }
    return [];
  });
  print(
    table(
      [
        '',
        say({ zh: '服务', en: 'service' }),
        say({ zh: '表', en: 'table' }),
        `>${say({ zh: '行', en: 'rows' })}`,
        `>${say({ zh: '版本', en: 'versions' })}`,
        say({ zh: '在用', en: 'live' }),
        say({ zh: '重放', en: 'replayed' }),
      ],
      rows,
    ),
  );
  for (const line of lines) {
    if (line.step !== 'TABLE') continue;
    for (const { only, row } of line.differences) {
      print(`  ${line.service}.${line.table} ${say(ONLY[only])} ${JSON.stringify(row)}\n`);
    }
  }
  const equal = lines.every((line) => line.step !== 'VERDICT' || line.equal);
  print(
    `\n${mark(equal)} ${say(
      equal
        ? {
            zh: `截至 ${until}，重放结果与在用数据逐行一致。`,
            en: `as of ${until}, replay and live data are equal row by row.`,
          }
        : {
            zh: `截至 ${until}，重放结果与在用数据不一致。`,
            en: `as of ${until}, replay and live data differ.`,
          },
    )}\n`,
  );
}

const ONLY = {
  LIVE: { zh: '仅在用：', en: 'live only:' },
  REPLAY: { zh: '仅重放：', en: 'replay only:' },
} as const;

const mark = (equal: boolean): string => (equal ? '✓' : '✗');
const short = (hash: string | undefined): string => hash?.slice(0, 'sha256:'.length + 12) ?? '—';
