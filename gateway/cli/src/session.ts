import { readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import type { Text } from '@qianfan/schema/kernel/issue';
import { EXIT, Failure, usage } from './failure.ts';
import type { Io } from './io.ts';
import { type Language, languageOf } from './text/language.ts';

/** Options that every command takes, as commander hands them over. */
export interface GlobalOptions {
  url?: string;
  account?: string;
  json?: boolean;
  lang?: string;
}

/** One run of the program: where it talks to, as whom, and how it prints. */
export interface Session {
  io: Io;
  url: string;
  json: boolean;
  say: (text: Text) => string;
  /** Data, to stdout. */
  print: (text: string) => void;
  /** Progress, to stderr; silent with `--json`, where stderr is for errors. */
  note: (text: Text) => void;
  /** The bearer token. Read when it is needed; AUTH where there is none. */
  token: () => Promise<string>;
  configFolder: string;
}

const DEFAULT_URL = 'http://127.0.0.1:4000';

export function openSession(io: Io, options: GlobalOptions): Session {
  const { env } = io;
  const language = languageFrom(options.lang ?? env['QIANFAN_LANG'], languageOf(env));
  const say = (text: Text): string => text[language];
  const json = options.json ?? false;
  return {
    io,
    url: urlFrom(options.url ?? env['QIANFAN_URL'] ?? DEFAULT_URL),
    json,
    say,
    print: (text) => void io.stdout.write(text),
    note: (text) => void (json || io.stderr.write(`${say(text)}\n`)),
    token: () => readToken(env, options.account),
    configFolder: join(
      env['XDG_CONFIG_HOME'] || join(env['HOME'] ?? homedir(), '.config'),
      'qianfan',
    ),
  };
}

function languageFrom(text: string | undefined, fallback: Language): Language {
  if (text === undefined) return fallback;
  if (text === 'zh' || text === 'en') return text;
  throw usage(`不支持的语言 ${text}；可用 zh、en`, `no such language: ${text}; zh or en`);
}

function urlFrom(text: string): string {
  const url = URL.parse(text);
  if (!url || !/^https?:$/.test(url.protocol))
    throw usage(`不是网址：${text}`, `not a URL: ${text}`);
  return url.href.replace(/\/$/, '');
}

/** Never from argv, where other users of the machine could read it. */
async function readToken(env: Io['env'], account: string | undefined): Promise<string> {
  if (account !== undefined) {
    if (!/^[\w-]{1,64}$/.test(account))
      throw usage(`账号名无效：${account}`, `no account: ${account}`);
    return tokenIn(join(env['QIANFAN_STATE'] || '.qianfan', 'accounts', `${account}.jwt`));
  }
  if (env['QIANFAN_TOKEN']) return env['QIANFAN_TOKEN'].trim();
  if (env['QIANFAN_TOKEN_FILE']) return tokenIn(env['QIANFAN_TOKEN_FILE']);
  throw new Failure(
    EXIT.AUTH,
    'UNAUTHENTICATED',
    { zh: '未指定身份。', en: 'No token given.' },
    {
      zh: '用 --account <名称>，或设置 QIANFAN_TOKEN_FILE。',
      en: 'Use --account <name>, or set QIANFAN_TOKEN_FILE.',
    },
  );
}

async function tokenIn(path: string): Promise<string> {
  const text = await readFile(path, 'utf8').catch(() => {
    throw new Failure(EXIT.AUTH, 'UNAUTHENTICATED', {
      zh: `无法读取令牌文件 ${path}。`,
      en: `The token file ${path} cannot be read.`,
    });
  });
  return text.trim();
}
