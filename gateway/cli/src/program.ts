import { Command, CommanderError } from 'commander';
import { EXIT, type Exit, Failure } from './failure.ts';
import type { Io } from './io.ts';
import { replay } from './replay/replay.ts';
import { type GlobalOptions, openSession, type Session } from './session.ts';
import { type RefusalOptions, refusals } from './refusals/refusals.ts';
import { status, type StatusOptions } from './status/status.ts';
import { Unreadable } from './submit/fault.ts';
import { submit } from './submit/submit.ts';
import { languageOf } from './text/language.ts';
import { trace } from './trace/trace.ts';
import { verify } from './verify/verify.ts';

type Run = (session: Session) => Promise<Exit>;

/** Runs one command line (without node and script) and returns its exit code; never throws, never exits. */
export async function run(argv: readonly string[], io: Io): Promise<Exit> {
  let exit: Exit = EXIT.OK;
  const program = createProgram(io, async (options, action) => {
    exit = await action(openSession(io, options));
  });
  try {
    await program.parseAsync(argv, { from: 'user' });
    return exit;
  } catch (error) {
    return complain(io, argv, error);
  }
}

function createProgram(
  io: Io,
  act: (options: GlobalOptions, action: Run) => Promise<void>,
): Command {
  const program = new Command('qianfan')
    .description('千帆 · 报送、溯源、重放、核验 / submit, trace, replay, verify')
    .option('--url <url>', '网关地址 / gateway (QIANFAN_URL, http://127.0.0.1:4000)')
    .option(
      '--account <name>',
      '演示账号：regulator、auditor、jjb … / account of the demonstration',
    )
    .option('--json', '输出稳定的 JSON / stable JSON on stdout')
    .option('--lang <zh|en>', '语言 / language (QIANFAN_LANG, LANG)')
    .showHelpAfterError(false)
    .exitOverride()
    .configureOutput({
      writeOut: (text) => void io.stdout.write(text),
      writeErr: (text) => void io.stderr.write(text),
    });
  const run = (action: Run) => act(program.opts<GlobalOptions>(), action);

  program
    .command('submit <file>')
    .description(
      '报送报表或命令；重发得同一回执 / send a return or commands; sent again: the same receipt',
    )
    .option(
      '--id <id>',
      '命令编号（默认由内容得出） / command id (by default made from the content)',
    )
    .addHelpText(
      'before',
      `  qianfan --account jjb submit TF01-2024-12.csv
  qianfan --account jjb submit commands.json --json
  cat TF01.json | qianfan --account jjb submit -
`,
    )
    .action((file: string, { id }: { id?: string }) => run((session) => submit(session, file, id)));

  program
    .command('status')
    .description(
      '已报报表、版次、是否迟报；监管可见谁未报 / what was submitted; for a regulator who is late',
    )
    .option('--form <code>', '报表 / form')
    .option('--period <period>', '报告期 / period')
    .option('--institution <code>', '机构 / institution')
    .option('--as-of <date|instant>', '按何时所知 / as known at')
    .addHelpText(
      'before',
      `  qianfan --account jjb status
  qianfan --account regulator status --form TF01 --period 2024-12
`,
    )
    .action((options: StatusOptions) => run((session) => status(session, options)));

  program
    .command('refusals')
    .description('退回的提交及全部原因 / what was refused, by every service, with every reason')
    .option('--institution <code>', '机构 / institution')
    .option('--as-of <date|instant>', '按何时所知 / as known at')
    .addHelpText('before', '  qianfan --account jjb refusals\n')
    .action((options: RefusalOptions) => run((session) => refusals(session, options)));

  program
    .command('trace <figure>')
    .description(
      '数字背后的事实，及其是否恰好构成该数 / the facts behind a figure, and whether they make it up',
    )
    .option('--as-of <date|instant>', '按何时所知 / as known at')
    .addHelpText(
      'before',
      `  qianfan --account auditor trace \\
    LN_BAL.HNTE._T.36._T._T._T._T._T.REG_NFRA_JX.RETURN.M:LEVEL:2024-12
`,
    )
    .action((figure: string, { asOf }: { asOf?: string }) =>
      run((session) => trace(session, figure, asOf)),
    );

  program
    .command('replay')
    .description(
      '从首条事实重放并与在用数据比对 / rebuild from the first fact and compare with the live data',
    )
    .option(
      '--until <date|instant>',
      '截至（默认当前可读时点） / up to (default: what can be read now)',
    )
    .option('--service <name>', '仅一个服务 / one service only')
    .addHelpText('before', '  qianfan --account auditor replay --until 2025-02-01\n')
    .action(({ until, service }: { until?: string; service?: string }) =>
      run((session) => replay(session, until, service)),
    );

  program
    .command('verify')
    .description('在审计方一侧重算哈希链 / recompute the hash chains on the side of the auditor')
    .option('--anchor <file>', '锚点文件 / anchor file (~/.config/qianfan/anchors.json)')
    .addHelpText('before', '  qianfan --account auditor verify\n')
    .action(({ anchor }: { anchor?: string }) => run((session) => verify(session, anchor)));

  return program;
}

/** Tells what went wrong on stderr, in the reader's language or as JSON. */
function complain(io: Io, argv: readonly string[], error: unknown): Exit {
  if (error instanceof CommanderError) {
    return error.exitCode === 0 ? EXIT.OK : EXIT.USAGE; // commander has said it
  }
  const failure =
    error instanceof Failure
      ? error
      : new Failure(EXIT.FAILED, 'INTERNAL', {
          zh: `程序内部错误：${String(error)}`,
          en: `internal error: ${String(error)}`,
        });
  const { code, text, fix } = failure;
  if (argv.includes('--json')) {
    const faults = error instanceof Unreadable ? { faults: error.faults } : {};
    io.stderr.write(`${JSON.stringify({ error: { code, message: text, fix, ...faults } })}\n`);
    return failure.exit;
  }
  const at = argv.indexOf('--lang');
  const asked = at === -1 ? io.env['QIANFAN_LANG'] : argv[at + 1];
  const language = asked === 'en' || asked === 'zh' ? asked : languageOf(io.env);
  io.stderr.write(`qianfan: ${text[language]} [${code}]\n`);
  if (fix) io.stderr.write(`${fix[language].replace(/^/gm, '  ')}\n`);
  return failure.exit;
}
