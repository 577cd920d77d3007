import {
  chmodSync,
  closeSync,
  existsSync,
  fdatasyncSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { startPostgres, type Postgres } from '@qianfan/kit/postgres/embedded';
import { createPool } from '@qianfan/kit/postgres/pool';
import { provision } from '@qianfan/kit/postgres/provision';
import { beginHistory } from '@qianfan/launch/history';
import type { Story } from '@qianfan/launch/options';
import { startSystem } from '@qianfan/launch/system';
import { SERVICES } from '@qianfan/schema/kernel/fact';
import type { Database, Demonstrated, Place } from './figure.ts';
import { median, seconds } from './measure.ts';

export interface PlaceOptions {
  rounds: number;
  scale: number;
  say: (line: string) => void;
}

/** A folder on a real disk, and on it, started when first asked for, a Postgres and the system of `npm start`. */
export function openPlace({ rounds, scale, say }: PlaceOptions): Place & {
  close: () => Promise<void>;
} {
  const folder = mkdtempSync(
    join(existsSync('/var/tmp') ? '/var/tmp' : tmpdir(), 'qianfan-bench-'),
  );
  chmodSync(folder, 0o755); // as root, Postgres runs as another user
  const dataDir = join(folder, 'postgres');
  const ends: (() => Promise<unknown>)[] = [];
  let postgres: Promise<Postgres> | undefined;
  let system: Promise<Demonstrated> | undefined;
  let province: Promise<Demonstrated> | undefined;
  let databases = 0;

  async function database(): Promise<Database> {
    postgres ??= startPostgres({ dataDir });
    const server = await postgres;
    if (databases === 0) ends.push(server.stop);
    databases += 1;
    const url = new URL(server.url);
    url.pathname = `/bench_${databases}`;
    const adminUrl = url.href;
    return {
      adminUrl,
      urls: await provision(adminUrl),
      drop: () =>
        query(server.url, `drop database ${url.pathname.slice(1)} with (force)`, 'checkpoint'),
    };
  }

  async function demonstrated(story: Story): Promise<Demonstrated> {
    say(`starting the system with its demonstration (${story})`);
    const stateDir = join(folder, story);
    const started = await startSystem({
      stateDir,
      port: 0,
      databaseUrl: undefined,
      brokers: undefined,
      jwks: undefined,
      issuer: undefined,
      logLevel: 'warn',
    });
    ends.push(started.stop);
    const took = await seconds(() => beginHistory(started, story, () => {}));
    return {
      system: started,
      postmaster: postmasterOf(join(stateDir, 'postgres')),
      token: (principal) => started.issuer!.mintToken(principal),
      played: { facts: await factsIn(started.adminUrl), seconds: took },
    };
  }

  return {
    rounds,
    say,
    scaled: (size) => size * scale,
    folder: () => folder,
    database,
    postmaster: () => postmasterOf(dataDir),
    system: () => (system ??= demonstrated('SMALL')),
    province: () => (province ??= demonstrated(scale < 1 ? 'PROVINCE' : 'FULL')),
    close: async () => {
      for (const end of ends.splice(0).reverse()) await end();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function factsIn(url: string): Promise<number> {
  const pool = createPool(url, { max: 1 });
  try {
    const counts = SERVICES.map((service) => `select sum(pos) as pos from ${service}.heads`);
    const { rows } = await pool.query<{ facts: string }>(
      `select sum(pos)::text as facts from (${counts.join(' union all ')}) h`,
    );
    return Number(rows[0]!.facts);
  } finally {
    await pool.end();
  }
}

async function query(url: string, ...statements: string[]): Promise<void> {
  const pool = createPool(url, { max: 1 });
  try {
    for (const statement of statements) await pool.query(statement);
  } finally {
    await pool.end();
  }
}

const postmasterOf = (dataDir: string): number =>
  Number(readFileSync(join(dataDir, 'postmaster.pid'), 'utf8').split('\n')[0]);

export interface Machine {
  cores: number;
  cpu: string;
  node: string;
  /** Milliseconds of one `fdatasync` after 8 KiB. */
  fsync: number;
  /** Mean number of running processes, the last minute and the last five. */
  load: [minute: number, five: number];
}

/** What the figures were measured on. */
export function machineOf(folder: string): Machine {
  const [minute, five] = loadavg();
  const all = cpus();
  const load: Machine['load'] = [round(minute!), round(five!)];
  const cpu = all[0]?.model ?? 'unknown';
  return { cores: all.length, cpu, node: process.version, fsync: round(fsyncTime(folder)), load };
}

const round = (value: number): number => Math.round(value * 100) / 100;

function fsyncTime(folder: string): number {
  const file = join(folder, 'fsync');
  const fd = openSync(file, 'w');
  const page = Buffer.alloc(8192);
  try {
    const took = Array.from({ length: 50 }, (_, n) => {
      writeSync(fd, page, 0, page.length, n * page.length);
      const from = performance.now();
      fdatasyncSync(fd);
      return performance.now() - from;
    });
    return median(took);
  } finally {
    closeSync(fd);
    rmSync(file);
  }
}
