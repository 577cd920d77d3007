import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chownSync, cpSync, existsSync, readFileSync, renameSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { CannotStart } from '../processes/cannot-start.ts';
import type { Binaries } from './binaries.ts';

/** How Postgres, which refuses to run as root, is run. */
export interface Runner {
  binaries: Binaries;
  /** What goes before the command. */
  prefix: readonly string[];
  uid?: number;
  gid?: number;
  /** Hands a file or folder to the user that Postgres runs as. */
  own: (path: string) => void;
}

const NAMESPACE = ['unshare', '-U', '--map-user=65534', '--map-group=65534'];

/**
 * As an ordinary user: directly. As root: in a user namespace, in which root is `nobody`; where that is forbidden
 * (Docker's default), as the user `postgres` or `nobody` itself. Throws CannotStart where none of these is possible.
 */
export function unprivileged(binaries: Binaries, dataDir: string): Runner {
  const direct: Runner = { binaries, prefix: [], own: () => {} };
  if (process.getuid?.() !== 0) return direct;
  if (spawnSync(NAMESPACE[0]!, [...NAMESPACE.slice(1), 'true']).status === 0) {
    return { ...direct, prefix: NAMESPACE };
  }
  const user = systemUser('postgres') ?? systemUser('nobody');
  if (!user || !reachable(dirname(dataDir))) {
    throw new CannotStart(
      `以 root 身份无法运行内置 Postgres（目录 ${dataDir}），请改用普通用户启动，或用 --state 指定其他用户可进入的目录，或设置 DATABASE_URL。`,
      `The embedded Postgres cannot run as root here (folder ${dataDir}): start as an ordinary user, choose with --state a folder that other users may enter, or set DATABASE_URL.`,
    );
  }
  const own = (path: string) => chownSync(path, user.uid, user.gid);
  return { binaries: reachableCopy(binaries), prefix: [], ...user, own };
}

function systemUser(name: string): { uid: number; gid: number } | undefined {
  const line = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .find((entry) => entry.startsWith(`${name}:`));
  const [, , uid, gid] = line?.split(':') ?? [];
  return uid && gid ? { uid: Number(uid), gid: Number(gid) } : undefined;
}

/** Whether every user may enter the folder. */
function reachable(folder: string): boolean {
  if ((statSync(folder).mode & 0o001) === 0) return false;
  return dirname(folder) === folder || reachable(dirname(folder));
}

function reachableCopy(binaries: Binaries): Binaries {
  if (reachable(binaries.home)) return binaries;
  const name = createHash('sha256').update(binaries.home).digest('hex').slice(0, 12);
  const home = join('/var/tmp', `qianfan-postgres-${name}`);
  if (!existsSync(home)) {
    const partial = `${home}.${process.pid}`;
    cpSync(binaries.home, partial, { recursive: true, verbatimSymlinks: true });
    renameSync(partial, home);
  }
  return { home, initdb: join(home, 'bin/initdb'), postgres: join(home, 'bin/postgres') };
}
