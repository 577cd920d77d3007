import { readFile } from 'node:fs/promises';
import { nameOfCode } from '@qianfan/schema/codelists/codelists';
import type { Issue } from '@qianfan/schema/kernel/issue';
import type { Service } from '@qianfan/schema/kernel/fact';
import { graphql } from '../client.ts';
import { EXIT, type Exit, exitOfRefusal, usage } from '../failure.ts';
import type { Session } from '../session.ts';
import { table } from '../text/table.ts';
import { clockTime } from '../text/time.ts';
import { type Command, readCommands, requestsOf } from './commands.ts';
import { decode } from './decode.ts';

export interface WireOutcome {
  commandId: string;
  status: 'ACCEPTED' | 'REFUSED' | 'REJECTED';
  receipt: { position: string; knownAt: string; digest: string; hash: string; type: string } | null;
  issues: Issue[];
}

const TEXT = '{ zh en }';
const mutation = (service: Service): string => `
  mutation Submit($commands: [CommandInput!]!) {
    outcomes: ${service}Submit(commands: $commands) {
      commandId status
      receipt { position knownAt digest hash type }
      issues { code severity path row column found expected message ${TEXT} fix ${TEXT} }
    }
  }`;

/**
 * Sends what a file holds and prints what became of each command. May be repeated: the same content is the same command
 * and gets the same receipt. REFUSED where the rules refused any command, else AUTH or UNAVAILABLE where one was kept out for that.
 */
export async function submit(session: Session, file: string, id?: string): Promise<Exit> {
  const commands = readCommands(await decode(await readInput(session, file), file), file);
  if (id !== undefined) {
    if (commands.length !== 1) throw usage('--id 只用于单条命令', '--id is for a single command');
    commands[0]!.id = id;
  }
  const outcomes: WireOutcome[] = [];
  for (const request of requestsOf(commands)) {
    const { data } = await graphql<{ outcomes: WireOutcome[] }>(
      session,
      mutation(request.service),
      {
        commands: request.commands,
      },
    );
    outcomes.push(...data.outcomes);
    if (commands.length > request.commands.length) {
      session.note({
        zh: `已发送 ${outcomes.length} / ${commands.length}`,
        en: `${outcomes.length} of ${commands.length} sent`,
      });
    }
  }
  report(session, commands, outcomes);
  return exitOfAll(outcomes);
}

/** What the rules refused comes first: trying again, or as somebody else, does not help there. */
function exitOfAll(outcomes: readonly WireOutcome[]): Exit {
  const exits = outcomes
    .filter(({ status }) => status !== 'ACCEPTED')
    .map(({ issues }) => exitOfRefusal(issues[0]?.code ?? ''));
  if (exits.length === 0) return EXIT.OK;
  return exits.includes(EXIT.REFUSED)
    ? EXIT.REFUSED
    : (exits.find((exit) => exit === EXIT.AUTH) ?? EXIT.UNAVAILABLE);
}

async function readInput(session: Session, file: string): Promise<Uint8Array> {
  if (file !== '-') {
    return readFile(file).catch(() => {
      throw usage(`无法读取文件 ${file}`, `the file ${file} cannot be read`);
    });
  }
  const chunks: Uint8Array[] = [];
  for await (const chunk of session.io.stdin) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks);
}

function report(
  session: Session,
  commands: readonly Command[],
  outcomes: readonly WireOutcome[],
): void {
  if (session.json) {
    session.print(`${JSON.stringify({ outcomes })}\n`);
    return;
  }
  const { say, print } = session;
  for (const [n, outcome] of outcomes.entries()) {
    if (n > 0) print('\n');
    const { receipt, issues } = outcome;
    const mark = outcome.status === 'ACCEPTED' ? '✓' : '✗';
    const type = commands[n]?.type ?? '';
    print(`${mark} ${say(nameOfCode('outcome', outcome.status))}  ${type}\n`);
    if (receipt) {
      print(`  ${say({ zh: '回执', en: 'receipt' })}  ${receipt.position}\n`);
      print(`  ${say({ zh: '知悉', en: 'known at' })}  ${clockTime(receipt.knownAt)}\n`);
      print(`  ${say({ zh: '摘要', en: 'digest' })}  ${receipt.digest}\n`);
      print(`  ${say({ zh: '哈希', en: 'hash' })}  ${receipt.hash}\n`);
    }
    print(`  ${say({ zh: '命令', en: 'command' })}  ${outcome.commandId}\n`);
    if (issues.length > 0) print(`\n${issueTable(session, issues)}`);
  }
}

/** Where an issue lies, as the person who filled in the form would say it. */
const placeOf = ({ row, column, path }: Issue): string =>
  (row ?? column) ? [row, column].filter(Boolean).join(' × ') : (path ?? '');

function issueTable({ say }: Session, issues: readonly Issue[]): string {
  const headers = [
    { zh: '规则', en: 'rule' },
    { zh: '级别', en: 'level' },
    { zh: '单元格', en: 'cell' },
    { zh: '填报值', en: 'found' },
    { zh: '应为', en: 'expected' },
    { zh: '说明', en: 'what is wrong' },
    { zh: '如何改正', en: 'fix' },
  ];
  return table(
    headers.map(say),
    issues.map((issue) => [
      issue.code,
      say(nameOfCode('severity', issue.severity)),
      placeOf(issue),
      issue.found,
      issue.expected,
      say(issue.message),
      issue.fix ? say(issue.fix) : '',
    ]),
  );
}
