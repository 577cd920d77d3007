import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { constants, cpus, setPriority } from 'node:os';

/**
 * Keeps idle cores from going to sleep while something is measured that takes some ten microseconds: on a virtual
 * machine waking one takes fifty, and the figure would be the hypervisor's.
 */
export async function awake<Result>(work: () => Promise<Result>): Promise<Result> {
  const spinning = cpus().map(() => {
    const child = spawn(process.execPath, ['-e', 'for (;;);'], { stdio: 'ignore' });
    setPriority(child.pid!, constants.priority.PRIORITY_LOW);
    return child;
  });
  try {
    return await work();
  } finally {
    for (const child of spinning) {
      child.kill('SIGKILL');
      await once(child, 'exit');
    }
  }
}
