import { SERVICES } from '@qianfan/schema/kernel/fact';
import type { DemoCommand } from './command.ts';
import { type Door, sendAll } from './door.ts';
import { closeDemo, closeSeed, demoCommands, seedHistory } from './history.ts';

export interface Progress {
  /** Commands that have their receipts, and all there are. */
  done: number;
  total: number;
}

const BATCH = 100;

/**
 * Imports the demonstration through the public door: seed and register, then banks and insurers, then programmes; then
 * history is closed and the system is live. Killed half-way and called again, it goes on: the same commands have the
 * same ids and get the receipts that they have.
 * @throws ImportStopped where a command is not accepted
 */
export const playDemo = (options: Door & { onProgress?: (progress: Progress) => void }) =>
  play(options, [...demoCommands(), closeDemo()]);

/** A new installation without the demonstration: the seed definitions, then live. */
export function adoptSeed(options: Door & { onProgress?: (progress: Progress) => void }) {
  const seed = seedHistory();
  return play(options, [...seed, closeSeed(seed)]);
}

async function play(
  { onProgress, ...door }: Door & { onProgress?: (progress: Progress) => void },
  commands: readonly DemoCommand[],
): Promise<Progress> {
  const total = commands.length;
  let done = 0;
  for (const batch of batchesOf(commands)) {
    await sendAll(door, batch[0]!.service, batch);
    done += batch.length;
    onProgress?.({ done, total });
  }
  return { done, total };
}

/** Runs of one service, in order, none too long. Closing history comes last and alone. */
function batchesOf(commands: readonly DemoCommand[]): DemoCommand[][] {
  const closing = commands.slice(-1);
  const story = commands.slice(0, -1);
  const runs = SERVICES.map((name) => story.filter(({ service }) => service === name));
  const batches = runs.flatMap((run) =>
    Array.from({ length: Math.ceil(run.length / BATCH) }, (_, n) =>
      run.slice(n * BATCH, (n + 1) * BATCH),
    ),
  );
  return [...batches, closing];
}
