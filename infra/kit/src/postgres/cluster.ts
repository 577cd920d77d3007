import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { CannotStart } from '../processes/cannot-start.ts';
import { bareEnvironment } from '../processes/environment.ts';
import type { Runner } from './unprivileged.ts';

const VERSION = '18';
const PASSWORD_FILE = 'qianfan.password';

/**
 * Makes the folder a Postgres cluster with one superuser `postgres`, unless it is one already, and returns that user's
 * password. A cluster is made beside the folder and moved into place: a killed start leaves no half of one.
 */
export function ensureCluster(runner: Runner, dataDir: string): string {
  if (!existsSync(join(dataDir, 'PG_VERSION'))) createCluster(runner, dataDir);
  const version = readFileSync(join(dataDir, 'PG_VERSION'), 'utf8').trim();
  if (version !== VERSION || !existsSync(join(dataDir, PASSWORD_FILE))) {
    throw foreign(dataDir, `Postgres ${version}`);
  }
  return readFileSync(join(dataDir, PASSWORD_FILE), 'utf8').trim();
}

function createCluster(runner: Runner, dataDir: string) {
  if (existsSync(dataDir) && readdirSync(dataDir).length > 0)
    throw foreign(dataDir, 'no PG_VERSION');
  const partial = `${dataDir}.init`;
  const passwordFile = `${dataDir}.password`;
  const password = randomBytes(24).toString('base64url');
  rmSync(partial, { recursive: true, force: true });
  mkdirSync(partial, { recursive: true, mode: 0o700 });
  writeFileSync(passwordFile, password, { mode: 0o600 });
  runner.own(partial);
  runner.own(passwordFile);
  const [command, ...args] = [...runner.prefix, runner.binaries.initdb, ...INITDB];
  const made = spawnSync(command!, [...args, '-D', partial, `--pwfile=${passwordFile}`], {
    encoding: 'utf8',
    cwd: '/',
    uid: runner.uid,
    gid: runner.gid,
    env: bareEnvironment,
  });
  if (made.status !== 0) {
    rmSync(partial, { recursive: true, force: true });
    rmSync(passwordFile, { force: true });
    throw explain(made.stderr || String(made.error ?? made.stdout), dataDir);
  }
  renameSync(passwordFile, join(partial, PASSWORD_FILE));
  rmSync(dataDir, { recursive: true, force: true });
  renameSync(partial, dataDir);
}

/** The builtin locale sorts alike on every host, whatever its C library. */
const INITDB = [
  '--username=postgres',
  '--encoding=UTF8',
  '--locale=C',
  '--locale-provider=builtin',
  '--builtin-locale=C.UTF-8',
  '--auth=scram-sha-256',
  '--data-checksums',
  '--no-sync',
  '--no-instructions',
];

/** Turns what Postgres said before it gave up into one sentence. */
export function explain(output: string, dataDir: string): CannotStart {
  if (/No space left on device|Disk quota exceeded/.test(output)) {
    return new CannotStart(
      `磁盘已满，无法写入 ${dataDir}。请释放空间后重试。`,
      `The disk is full: ${dataDir} cannot be written. Free some space and start again.`,
    );
  }
  if (/Permission denied/.test(output)) {
    return new CannotStart(
      `没有写入 ${dataDir} 的权限。`,
      `No permission to write ${dataDir}: it belongs to another user.`,
    );
  }
  const said = output
    .trim()
    .split('\n')
    .filter((line) => /FATAL|PANIC|error/i.test(line));
  const last = (said.at(-1) ?? output.trim().split('\n').at(-1) ?? '').slice(0, 300);
  return new CannotStart(
    `内置 Postgres 无法启动（${dataDir}）：${last}。数据目录可能已损坏；若可放弃其内容，请用 npm start -- --fresh。`,
    `The embedded Postgres does not start on ${dataDir}: ${last}. The folder may be broken; npm start -- --fresh empties it.`,
  );
}

const foreign = (dataDir: string, found: string) =>
  new CannotStart(
    `${dataDir} 不是千帆的数据目录（${found}）。请用 --state 另选目录，或用 --fresh 清空。`,
    `${dataDir} is not a data folder of Qianfan (${found}): choose another with --state, or empty it with --fresh.`,
  );
