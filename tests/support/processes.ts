import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { demoAccounts } from '@qianfan/kit/identity/accounts';
import type { Principal } from '@qianfan/kit/identity/principal';
import { createPool } from '@qianfan/kit/postgres/pool';
import { beginHistory } from '@qianfan/launch/history';
import { answering, isOpen } from '@qianfan/launch/program';
import { startSystem, type System } from '@qianfan/launch/system';
import type pg from 'pg';

/** What can be killed: each process of `npm start` but the supervisor, which is the test. */
export const PROCESSES = [
  'regulators',
  'banks',
  'programmes',
  'gateway',
  'postgres',
  'broker',
] as const;
export type ProcessName = (typeof PROCESSES)[number];

export interface Processes {
  system: System;
  /** The superuser's, of the services' database. */
  db: pg.Pool;
  token: (principal: Principal) => Promise<string>;
  /** Asks the gateway, or one service at its own port, as the auditor. */
  query: (
    document: string,
    options?: { url?: string; asOf?: string; minCut?: string },
  ) => Promise<Answered>;
  /** `kill -9`; the supervisor starts it again. */
  kill: (name: ProcessName) => Promise<void>;
  /** It is killed, and does not come back while `work` runs: its port is taken. */
  without: (name: 'postgres' | 'broker', work: () => Promise<void>) => Promise<void>;
  /** Resolves once gateway and services say that they are ready. */
  ready: () => Promise<void>;
  /** What the supervisor said; for messages of failed tests. */
  events: string[];
  stop: () => Promise<void>;
}

export interface Answered {
  /** Of HTTP. */
  status: number;
  data?: Record<string, any> | null;
  errors?: { message: string; extensions: Record<string, unknown> }[];
}

/**
 * The system of `npm start`, with its real processes, in a folder of its own, the demonstration played unless told
 * otherwise. The database is durable: what it confirmed outlives its own `kill -9`.
 */
export async function startProcesses({
  kafka = false,
  demo = true,
}: { kafka?: boolean; demo?: boolean } = {}): Promise<Processes> {
  const stateDir = mkdtempSync(join(tmpdir(), 'qianfan-processes-'));
  chmodSync(stateDir, 0o755); // as root, Postgres runs as another user
  const events: string[] = [];
  const ends: (() => unknown)[] = [() => rmSync(stateDir, { recursive: true, force: true })];
  const stop = async () => {
    for (const end of ends.splice(0).reverse()) await end();
  };
  try {
    const system = await startSystem({
      ...OPTIONS,
      stateDir,
      kafka,
      onEvent: (line) => events.push(line),
    });
    ends.push(system.stop);
    if (demo) await beginHistory(system, 'SMALL', () => {});
    const db = createPool(system.adminUrl, { max: 4, name: 'test' });
    ends.push(() => db.end());
    const { issuer, programs } = system;
    const token = (principal: Principal) => issuer!.mintToken(principal);
    return {
      system,
      db,
      token,
      query: async (document, { url = system.gatewayUrl, asOf, minCut } = {}) => {
        const headers = {
          'content-type': 'application/json',
          authorization: `Bearer ${await token(demoAccounts.auditor)}`,
          ...(asOf === undefined ? {} : { 'as-of': asOf }),
          ...(minCut === undefined ? {} : { 'min-cut': minCut }),
        };
        const body = JSON.stringify({ query: document });
        const response = await fetch(`${url}/graphql`, { method: 'POST', headers, body });
        return { status: response.status, ...((await response.json()) as object) };
      },
      kill: (name) => kill(system, stateDir, name),
      without: async (name, work) => {
        const url = name === 'postgres' ? system.postgres!().url : `tcp://${system.brokers}`;
        await kill(system, stateDir, name);
        const usurper = await takePort(Number(new URL(url).port));
        await work().finally(() => usurper.close());
      },
      ready: async () => {
        const all = Object.values(programs).map(({ url }) => `${url}/readyz`);
        await Promise.all(all.map((url) => answering(url, () => false, isOpen)));
      },
      events,
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

const OPTIONS = {
  port: 0,
  databaseUrl: undefined,
  brokers: undefined,
  jwks: undefined,
  issuer: undefined,
  logLevel: process.env['QIANFAN_LOG'] ?? 'info',
};

/** Waits for the one that is just being started again. */
async function kill(system: System, stateDir: string, name: ProcessName): Promise<void> {
  if (name === 'broker') {
    const broker = await living(() => system.broker!());
    return broker.kill();
  }
  if (name === 'postgres') {
    const { exited } = await living(() => system.postgres!());
    process.kill(postmasterOf(stateDir), 'SIGKILL');
    await exited;
    return;
  }
  const program = system.programs[name];
  while (program.pid() === undefined) await sleep(20);
  await program.kill();
}

async function living<One extends { exited: Promise<unknown> }>(current: () => One): Promise<One> {
  for (;;) {
    const one = current();
    const state = await Promise.race([one.exited.then(() => 'gone'), sleep(20, 'alive')]);
    if (state === 'alive') return one;
    await sleep(20);
  }
}

/** Whoever had it is just going. */
async function takePort(port: number): Promise<Server> {
  for (;;) {
    const server = createServer((socket) => socket.destroy()).listen(port, '127.0.0.1');
    try {
      await once(server, 'listening');
      return server;
    } catch {
      await sleep(10);
    }
  }
}

/** The process that all others of the embedded Postgres end with. */
export const postmasterOf = (stateDir: string): number =>
  Number(readFileSync(join(stateDir, 'postgres', 'postmaster.pid'), 'utf8').split('\n')[0]);

/** A process of its own that starts all others, as a person at a terminal starts it. */
export interface Supervisor {
  pid: number;
  /** Both outputs so far. */
  output: () => string;
  /** Resolves once the text was printed; rejects when the process ends before. */
  said: (text: string) => Promise<void>;
  /** Resolves with the exit code or the signal. */
  exited: Promise<number | string>;
  /** Living processes that it started, and those that these started, wherever they hang now. */
  offspring: () => number[];
}

/** Runs a command line in the project; whoever descends from it carries a mark in its environment. */
export function supervise(command: string, args: readonly string[]): Supervisor {
  const mark = `/nowhere/${randomUUID()}`;
  const child = spawn(command, args, {
    cwd: fileURLToPath(new URL('../..', import.meta.url)),
    env: { ...process.env, PATH: `${process.env['PATH']}:${mark}` },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true, // a process group of its own, as a terminal makes one
  });
  let output = '';
  const waiting = new Set<() => void>();
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text;
      for (const look of waiting) look();
    });
  }
  const exited = new Promise<number | string>((resolve) => {
    child.on('exit', (code, signal) => resolve(signal ?? code!));
  });
  return {
    pid: child.pid!,
    output: () => output,
    said: (text) =>
      new Promise((resolve, reject) => {
        const look = () => output.includes(text) && resolve();
        waiting.add(look);
        look();
        void exited.then((how) => reject(new Error(`ended (${how}) before "${text}":\n${output}`)));
      }),
    exited,
    offspring: () => withMark(mark).filter((pid) => pid !== child.pid),
  };
}

function withMark(mark: string): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => {
      try {
        return readFileSync(`/proc/${pid}/environ`, 'utf8').includes(mark);
      } catch {
        return false; // gone, or not ours
      }
    })
    .map(Number);
}
