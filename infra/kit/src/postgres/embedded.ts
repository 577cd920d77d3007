import { closeSync, openSync, readFileSync, rmSync, statSync } from 'node:fs';
import { createServer } from 'node:net';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { bareEnvironment } from '../processes/environment.ts';
import { spawnTethered, type Tethered } from '../processes/tether.ts';
import { postgresBinaries } from './binaries.ts';
import { ensureCluster, explain } from './cluster.ts';
import { unprivileged, type Runner } from './unprivileged.ts';

export interface PostgresOptions {
  /** Made when absent. The server's log lies beside it: `<dataDir>.log`. */
  dataDir: string;
  /** A free one is chosen when absent. */
  port?: number;
  /** `false` for tests: faster, and lost when the machine dies. */
  durable?: boolean;
}

export interface Postgres {
  /** `postgres://postgres:…@127.0.0.1:<port>/postgres` */
  url: string;
  /** Ends open connections, writes a checkpoint, resolves once the server is gone. */
  stop: () => Promise<void>;
  /** Resolves when the server ends, whoever ended it. */
  exited: Promise<number>;
}

/**
 * Starts the Postgres that npm brought, on loopback only, as root too. It ends with this process, `kill -9` included.
 * Throws CannotStart with one sentence for whatever keeps it from starting.
 */
export async function startPostgres(options: PostgresOptions): Promise<Postgres> {
  const dataDir = resolve(options.dataDir);
  const runner = unprivileged(postgresBinaries(), dataDir);
  const password = ensureCluster(runner, dataDir);
  await predecessorGone(dataDir);
  for (let attempt = 1; ; attempt += 1) {
    const port = options.port ?? (await freePort());
    const server = launch(runner, dataDir, port, options.durable ?? true);
    if (await ready(server, dataDir)) {
      return {
        url: `postgres://postgres:${password}@127.0.0.1:${port}/postgres`,
        stop: () => stop(server, dataDir),
        exited: server.exited,
      };
    }
    const said = readFileSync(`${dataDir}.log`, 'utf8').slice(server.logged);
    // Somebody took the free port between our look and Postgres' own.
    const taken = /could not (bind|create any TCP)/i.test(said);
    if (!taken || options.port !== undefined || attempt === 5) throw explain(said, dataDir);
  }
}

interface Server extends Tethered {
  /** Length of the log before this start. */
  logged: number;
}

function launch(runner: Runner, dataDir: string, port: number, durable: boolean): Server {
  const settings = { ...SETTINGS, ...(durable ? {} : UNSAFE), port };
  const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const [command, ...args] = [...runner.prefix, runner.binaries.postgres, '-D', dataDir, ...flags];
  const file = `${dataDir}.log`;
  if ((statSync(file, { throwIfNoEntry: false })?.size ?? 0) > 10_000_000) rmSync(file);
  const log = openSync(file, 'a', 0o600);
  const logged = readFileSync(file, 'utf8').length;
  try {
    const server = spawnTethered(command!, args, {
      signal: 'INT', // "fast shutdown": open transactions are rolled back
      output: log,
      cwd: '/',
      uid: runner.uid,
      gid: runner.gid,
      env: bareEnvironment,
    });
    return { ...server, logged };
  } finally {
    closeSync(log);
  }
}

const SETTINGS = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  max_connections: 200,
  shared_buffers: '256MB',
  max_wal_size: '2GB',
  checkpoint_timeout: '15min',
  timezone: 'UTC',
  log_timezone: 'UTC',
  log_checkpoints: 'off',
  // Reads here take about a millisecond: compiling them would take longer.
  jit: 'off',
  // A demonstration or an import is there in seconds: the planner should soon know what it looks like.
  autovacuum_naptime: '10s',
};

const UNSAFE = {
  // Nothing durable is kept where tests run, several systems at once: each may hold 170 connections.
  max_connections: 400,
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  shared_buffers: '64MB',
};

/** Whether the server came up; `false` once it has ended instead. */
async function ready(server: Server, dataDir: string): Promise<boolean> {
  let ended = false;
  void server.exited.then(() => (ended = true));
  while (!ended) {
    if (postmaster(dataDir)?.status === 'ready') return true;
    await sleep(15);
  }
  return false;
}

async function stop(server: Server, dataDir: string) {
  const pid = postmaster(dataDir)?.pid;
  server.release();
  const graceful = await Promise.race([
    server.exited,
    sleep(15_000, 'late' as const, { ref: false }),
  ]);
  if (graceful === 'late' && pid) signal(pid, 'SIGQUIT');
  await server.exited;
}

/** A server whose supervisor was killed is shutting down just now: wait for it, then insist. */
async function predecessorGone(dataDir: string) {
  for (let waited = 0; ; waited += 100) {
    const pid = postmaster(dataDir)?.pid;
    if (!pid) return;
    if (!isPostgresOn(pid, dataDir))
      return rmSync(join(dataDir, 'postmaster.pid'), { force: true });
    if (waited === 3_000) signal(pid, 'SIGINT');
    if (waited === 15_000) signal(pid, 'SIGQUIT');
    await sleep(100);
  }
}

/** Postgres tells by this file who it is and (last line) whether it takes connections. */
function postmaster(dataDir: string): { pid: number; status: string | undefined } | undefined {
  try {
    const lines = readFileSync(join(dataDir, 'postmaster.pid'), 'utf8').split('\n');
    return { pid: Number(lines[0]), status: lines[7]?.trim() };
  } catch {
    return undefined;
  }
}

/** After a reboot the pid of a stale file may belong to any other program. */
function isPostgresOn(pid: number, dataDir: string): boolean {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0').includes(dataDir);
  } catch {
    return false;
  }
}

function signal(pid: number, name: NodeJS.Signals) {
  try {
    process.kill(pid, name);
  } catch {
    // gone by itself
  }
}

/** A TCP port of the loopback interface that nobody listens on at the moment. */
export function freePort(): Promise<number> {
  return new Promise((found, failed) => {
    const probe = createServer().once('error', failed);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => found(typeof address === 'object' && address ? address.port : 0));
    });
  });
}
