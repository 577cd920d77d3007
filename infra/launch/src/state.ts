import { CannotStart } from '@qianfan/kit/processes/cannot-start';
import { randomBytes } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  rmSync,
  statfsSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { acquireLock } from './lock.ts';

/** One folder holds everything that a start leaves behind: database, broker, keys, tokens, logs. */
export interface State {
  dir: string;
  logs: string;
  accounts: string;
  /** Random, of this installation; what passwords are made from where a server gives none. */
  secret: string;
  release: () => void;
}

const MARKER = 'qianfan.json';
const FORMAT = 1;
const NEEDED = 300 * 1024 * 1024;

/**
 * Takes the folder for this start: makes it, or checks that it is one of ours that nobody uses now.
 * Throws CannotStart otherwise. With `fresh` whatever a former start left in it is removed first.
 */
export function openState(dir: string, fresh = false): State {
  try {
    mkdirSync(dir, { recursive: true, mode: 0o755 });
    checkOwnership(dir);
    const release = acquireLock(dir);
    try {
      if (fresh) empty(dir);
      checkSpace(dir);
      return { ...folders(dir), dir, secret: marker(dir).secret, release };
    } catch (error) {
      release();
      throw error;
    }
  } catch (error) {
    throw asCannotStart(error, dir);
  }
}

function checkOwnership(dir: string) {
  const strangers = readdirSync(dir).filter((name) => !name.startsWith('lock'));
  if (strangers.length === 0 || existsSync(join(dir, MARKER))) return;
  throw new CannotStart(
    `${dir} 中有其他文件（${strangers[0]}），不是千帆的状态目录，请用 --state 另选目录。`,
    `${dir} holds other files (${strangers[0]}) and is no state folder of Qianfan: choose another with --state.`,
  );
}

interface Marker {
  format: number;
  secret: string;
}

function marker(dir: string): Marker {
  const file = join(dir, MARKER);
  if (!existsSync(file)) {
    const made: Marker = { format: FORMAT, secret: randomBytes(24).toString('base64url') };
    writeFileSync(file, JSON.stringify(made), { mode: 0o600 });
  }
  const found = parse(readFileSync(file, 'utf8'));
  if (found?.format === FORMAT && found.secret) return found;
  throw new CannotStart(
    `${file} 已损坏或来自其他版本。npm start -- --fresh 可清空重建。`,
    `${file} is broken or of another version: npm start -- --fresh starts anew.`,
  );
}

function parse(text: string): Marker | undefined {
  try {
    return JSON.parse(text) as Marker;
  } catch {
    return undefined;
  }
}

function empty(dir: string) {
  for (const name of readdirSync(dir)) {
    if (!name.startsWith('lock')) rmSync(join(dir, name), { recursive: true, force: true });
  }
}

function checkSpace(dir: string) {
  const { bavail, bsize } = statfsSync(dir);
  const free = bavail * bsize;
  if (free >= NEEDED) return;
  const mib = (bytes: number) => `${Math.floor(bytes / 1024 / 1024)} MiB`;
  throw new CannotStart(
    `磁盘空间不足：${dir} 所在磁盘剩余 ${mib(free)}，至少需要 ${mib(NEEDED)}。`,
    `The disk is full: ${mib(free)} are left for ${dir}, at least ${mib(NEEDED)} are needed.`,
  );
}

function folders(dir: string) {
  const [logs, accounts] = [join(dir, 'logs'), join(dir, 'accounts')];
  mkdirSync(logs, { recursive: true });
  mkdirSync(accounts, { recursive: true, mode: 0o700 });
  return { logs, accounts };
}

const REASONS: Record<string, [zh: string, en: string]> = {
  ENOSPC: ['磁盘已满', 'the disk is full'],
  EDQUOT: ['磁盘配额已用尽', 'the disk quota is used up'],
  EACCES: ['没有权限', 'permission denied'],
  EPERM: ['没有权限', 'permission denied'],
  EROFS: ['文件系统只读', 'the file system is read-only'],
  ENOTDIR: ['路径中有文件', 'a file is in the way'],
  EEXIST: ['同名文件已存在', 'a file of that name is in the way'],
};

/** The sentence for an error of the file system; other errors pass unchanged. */
function asCannotStart(error: unknown, dir: string): unknown {
  const reason = REASONS[(error as NodeJS.ErrnoException).code ?? ''];
  if (!reason) return error;
  return new CannotStart(
    `无法使用状态目录 ${dir}：${reason[0]}。`,
    `The state folder ${dir} cannot be used: ${reason[1]}.`,
    { cause: error },
  );
}
