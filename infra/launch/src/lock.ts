import { CannotStart } from '@qianfan/kit/processes/cannot-start';
import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * One start at a time for each state folder. The lock names its holder; that of a process that was killed is taken over.
 * Returns how to let go. Throws CannotStart while another start uses the folder.
 */
export function acquireLock(dir: string): () => void {
  const path = join(dir, 'lock');
  const mine = `${path}.${process.pid}`;
  const me = identity(process.pid);
  writeFileSync(mine, `${process.pid} ${me}`);
  try {
    while (!linked(mine, path)) removeStale(path, mine);
  } finally {
    rmSync(mine, { force: true });
  }
  return () => {
    if (read(path) === `${process.pid} ${me}`) rmSync(path, { force: true });
  };
}

function linked(from: string, to: string): boolean {
  try {
    linkSync(from, to);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    return false;
  }
}

function removeStale(path: string, mine: string) {
  const seen = read(path);
  if (seen === undefined) return;
  const [pid, holder] = seen.split(' ');
  if (holder && identity(Number(pid)) === holder) {
    throw new CannotStart(
      `千帆已在运行（进程 ${pid}），使用同一状态目录。请先停止，或用 --state 与 --port 另行启动。`,
      `Qianfan is running already (process ${pid}) on this state folder: stop it first, or use another --state and --port.`,
    );
  }
  // Moved aside first: of two starts that find the same stale lock, only one gets it.
  const aside = `${mine}.stale`;
  try {
    renameSync(path, aside);
  } catch {
    return;
  }
  if (read(aside) !== seen) linked(aside, path);
  rmSync(aside, { force: true });
}

function read(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}

/** When the process with that pid started: pids are used again, not so together with this. Empty: no such process. */
function identity(pid: number): string {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return fields[0] === 'Z' ? '' : (fields[19] ?? '');
  } catch {
    return existsWithoutProc(pid) ? 'running' : '';
  }
}

/** Elsewhere than on Linux a living pid has to do. */
function existsWithoutProc(pid: number): boolean {
  if (process.platform === 'linux') return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
