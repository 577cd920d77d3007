import { CannotStart } from '@qianfan/kit/processes/cannot-start';
import { fork, type ChildProcess } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

export interface ProgramOptions {
  name: string;
  /** The file that Node runs. */
  file: string;
  env: NodeJS.ProcessEnv;
  /** `http://127.0.0.1:<port>`; `/readyz` is asked there. */
  url: string;
  /** Both outputs are appended to it. */
  logFile: string;
  onEvent: (line: string) => void;
}

/** One process of ours: started, kept alive, and stopped. */
export interface Program {
  name: string;
  url: string;
  /** Of the present process; `undefined` between two. */
  pid: () => number | undefined;
  /** Resolves once `/readyz` first says that it is ready or importing; rejects with CannotStart when it ends before. */
  ready: Promise<void>;
  /** SIGTERM, and SIGKILL after the grace. No restart follows. */
  stop: () => Promise<void>;
  /** For tests: ends the present process as a crash would; it is restarted. */
  kill: (signal?: NodeJS.Signals) => Promise<void>;
}

const SOURCE = import.meta.url.endsWith('.ts') ? '.ts' : '.js';
const FOLLOW_PARENT = new URL(`./follow-parent${SOURCE}`, import.meta.url).href;
const GRACE = 5_000;
const BACK_OFF = { first: 200, most: 10_000, forgiven: 30_000 };

export function startProgram(options: ProgramOptions): Program {
  const { name, url, onEvent } = options;
  let child: ChildProcess | undefined;
  let stopping = false;
  let restarts = 0;

  const exited = (process: ChildProcess) =>
    new Promise<string>((resolve) => {
      process.once('error', (error) => resolve(error.message));
      process.once('exit', (code, signal) => resolve(signal ?? `code ${code}`));
    });

  const launch = () => {
    const log = openSync(options.logFile, 'a');
    try {
      child = fork(options.file, {
        env: options.env,
        execArgv: ['--enable-source-maps', '--import', FOLLOW_PARENT],
        stdio: ['ignore', log, log, 'ipc'],
        detached: true, // Ctrl-C reaches it through us, in order
      });
    } finally {
      closeSync(log);
    }
    const born = Date.now();
    const end = exited(child);
    void end.then(async (reason) => {
      child = undefined;
      if (stopping || !everReady) return;
      if (Date.now() - born > BACK_OFF.forgiven) restarts = 0;
      const delay = Math.min(BACK_OFF.first * 2 ** restarts, BACK_OFF.most);
      restarts += 1;
      onEvent(
        `${name} 已结束，${delay} 毫秒后重启 / ended (${reason}), starts again in ${delay} ms`,
      );
      await sleep(delay);
      if (!stopping) void launch();
    });
    return end;
  };

  let everReady = false;
  const first = launch();
  const ready = Promise.race([
    answering(`${url}/readyz`, () => stopping, isOpen),
    first.then((reason) => {
      if (!stopping) throw failed(name, reason, options.logFile);
    }),
  ]).then(() => void (everReady = true));
  ready.catch(() => {}); // whoever waits for it is told

  const end = async (signal: NodeJS.Signals) => {
    const current = child;
    if (!current) return;
    const gone = exited(current);
    current.kill(signal);
    const late = await Promise.race([gone, sleep(GRACE, 'late' as const, { ref: false })]);
    if (late === 'late') current.kill('SIGKILL');
    await gone;
  };

  return {
    name,
    url,
    pid: () => child?.pid,
    ready,
    stop: async () => {
      stopping = true;
      await end('SIGTERM');
    },
    kill: (signal = 'SIGKILL') => end(signal),
  };
}

/** Resolves when the address answers as wanted: with 2xx, unless told otherwise. */
export async function answering(
  url: string,
  givenUp: () => boolean = () => false,
  isWanted: (answer: Response) => boolean | Promise<boolean> = ({ ok }) => ok,
): Promise<void> {
  while (!givenUp()) {
    const answer = await fetch(url, { signal: AbortSignal.timeout(5_000) }).catch(() => undefined);
    const isThere = answer !== undefined && (await isWanted(answer));
    if (answer?.bodyUsed === false) await answer.body?.cancel();
    if (isThere) return;
    await sleep(40);
  }
}

/** Ready, or waiting for its history: commands are taken then too. */
export async function isOpen(answer: Response): Promise<boolean> {
  if (answer.ok) return true;
  const told = (await answer.json().catch(() => ({}))) as { status?: string };
  return told.status === 'importing';
}

function failed(name: string, reason: string, logFile: string): CannotStart {
  const last = readFileSync(logFile, 'utf8').trim().split('\n').slice(-6).join('\n  ');
  return new CannotStart(
    `${name} 未能启动（${reason}），日志 ${logFile}。`,
    `${name} did not start (${reason}); its log ${logFile} ends with:\n  ${last}`,
  );
}
