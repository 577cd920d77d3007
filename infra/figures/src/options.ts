import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { EXIT, Failure } from './failure.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

export interface Options {
  url: string;
  account: string | undefined;
  format: 'TEXT' | 'JSON' | 'MARKDOWN';
  help: boolean;
}

export const HELP = `npm run figures -- [options]

  逐项核对公布的数字与系统由事实算得的数字；不符则退出码为 1
  every published figure beside the one that the system computes from facts; exits 1 where one is off

  --json            输出 JSON / JSON on stdout
  --markdown        已可核对的各项，用于说明文档 / a table of those that can be computed, for a document
  --url <url>       网关地址 / gateway (QIANFAN_URL, http://127.0.0.1:4000)
  --account <name>  演示账号 / account of the demonstration (regulator)
`;

const FLAGS = {
  url: { type: 'string' },
  account: { type: 'string' },
  json: { type: 'boolean', default: false },
  markdown: { type: 'boolean', default: false },
  help: { type: 'boolean', short: 'h', default: false },
} as const;

/** @throws Failure USAGE */
export function parseOptions(args: readonly string[], env: Environment): Options {
  const { url, account, json, markdown, help } = parsed(args);
  return {
    url: urlFrom(url ?? env['QIANFAN_URL'] ?? 'http://127.0.0.1:4000'),
    account,
    format: json ? 'JSON' : markdown ? 'MARKDOWN' : 'TEXT',
    help,
  };
}

function parsed(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: FLAGS, strict: true }).values;
  } catch (error) {
    const reason = (error as Error).message.split('. ')[0]!;
    throw new Failure(EXIT.USAGE, `无法识别的参数：${reason}。`, `${reason}. --help lists all.`);
  }
}

function urlFrom(text: string): string {
  const url = URL.parse(text);
  if (!url || !/^https?:$/.test(url.protocol)) {
    throw new Failure(EXIT.USAGE, `不是网址：${text}。`, `not a URL: ${text}`);
  }
  return url.href.replace(/\/$/, '');
}

/**
 * The bearer token: of the account that is named, else of `QIANFAN_TOKEN` or `QIANFAN_TOKEN_FILE`, else of the
 * demonstration's regulator.
 * @throws Failure AUTH where there is none
 */
export async function tokenFor({ account }: Options, env: Environment): Promise<string> {
  if (account === undefined) {
    if (env['QIANFAN_TOKEN']) return env['QIANFAN_TOKEN'].trim();
    if (env['QIANFAN_TOKEN_FILE']) return tokenIn(env['QIANFAN_TOKEN_FILE']);
  }
  const name = account ?? 'regulator';
  if (!/^[\w-]{1,64}$/.test(name)) {
    throw new Failure(EXIT.USAGE, `账号名无效：${name}。`, `no account: ${name}`);
  }
  return tokenIn(join(env['QIANFAN_STATE'] || '.qianfan', 'accounts', `${name}.jwt`));
}

async function tokenIn(path: string): Promise<string> {
  try {
    return (await readFile(path, 'utf8')).trim();
  } catch {
    throw new Failure(
      EXIT.AUTH,
      `无法读取令牌文件 ${path}；确认系统已启动（npm start）。`,
      `The token file ${path} cannot be read: check that the system runs (npm start).`,
    );
  }
}
