import { setTimeout as sleep } from 'node:timers/promises';

interface Running {
  exited: Promise<unknown>;
  stop: () => Promise<void>;
}

export interface KeptAlive<Program extends Running> {
  /** The present one. */
  current: () => Program;
  /** No restart follows. */
  stop: () => Promise<void>;
}

/**
 * Starts the program, and starts it again whenever it ends by itself, with growing pauses (0.2 s to 10 s).
 * Rejects when the first start fails; later failures are told and tried again.
 */
export async function keepAlive<Program extends Running>(
  name: string,
  start: (former: Program | undefined) => Promise<Program>,
  onEvent: (line: string) => void,
): Promise<KeptAlive<Program>> {
  let current = await start(undefined);
  let stopping = false;
  let restarting: Promise<void> = Promise.resolve();

  const watch = (program: Program) =>
    void program.exited.then(() => {
      if (!stopping) restarting = restart(program);
    });

  const restart = async (former: Program) => {
    for (let pause = 200; !stopping; pause = Math.min(pause * 2, 10_000)) {
      onEvent(`${name} 已结束，${pause} 毫秒后重启 / ended, starts again in ${pause} ms`);
      await sleep(pause);
      if (stopping) return;
      try {
        current = await start(former);
        return watch(current);
      } catch (error) {
        onEvent(`${name}: ${(error as Error).message}`);
      }
    }
  };

  watch(current);
  return {
    current: () => current,
    stop: async () => {
      stopping = true;
      await restarting;
      await current.stop();
    },
  };
}
