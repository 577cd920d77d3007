import { spawn, type ChildProcess, type SpawnOptions } from 'node:child_process';

/**
 * Runs the program with its own file descriptor 3 open to us: once we are gone, however we went, the pipe closes and
 * the program gets the signal. The program itself sees no standard input.
 */
const SCRIPT = `
signal=$1; shift
exec 3<&0
"$@" </dev/null 3<&- & program=$!
(cat <&3 >/dev/null; kill -s "$signal" $program) 2>/dev/null & watch=$!
wait $program; code=$?
kill $watch 2>/dev/null
exit $code`;

export interface TetherOptions extends Pick<SpawnOptions, 'cwd' | 'env' | 'uid' | 'gid'> {
  /** What the program understands as "finish now"; default TERM. */
  signal?: 'INT' | 'TERM';
  /** A file descriptor, `ignore` or `pipe` for both outputs. */
  output?: number | 'ignore' | 'pipe';
}

export interface Tethered {
  process: ChildProcess;
  /** Resolves with the exit code (or 128 and more for a signal) once the program has ended. */
  exited: Promise<number>;
  /** Asks the program to finish, as the death of this process would. */
  release: () => void;
}

/**
 * Starts a program that is not ours (Postgres, Kafka) such that it never outlives this process, `kill -9` included.
 * It gets a process group of its own: Ctrl-C reaches it through us only, after those who need it.
 */
export function spawnTethered(
  command: string,
  args: readonly string[],
  { signal = 'TERM', output = 'ignore', ...options }: TetherOptions = {},
): Tethered {
  const child = spawn('sh', ['-c', SCRIPT, 'tether', signal, command, ...args], {
    ...options,
    detached: true,
    stdio: ['pipe', output, output],
  });
  child.stdin?.on('error', () => {}); // the shell may be gone before we let go
  const release = () => void child.stdin?.destroy();
  const exited = new Promise<number>((resolve) => {
    child.on('error', () => resolve(127));
    child.on('exit', (code) => resolve(code ?? 128));
  });
  void exited.then(release);
  return { process: child, exited, release };
}
