import { batchesOf } from './batches.ts';
import type { DemoCommand } from './command.ts';
import { type Door, sendAll } from './door.ts';
import { closeDemo, closeSeed, demoCommands, seedHistory } from './history.ts';
import { closeProvince, provinceCommands } from './province/province.ts';

export interface Progress {
  /** Commands that have their receipts, and all there are. */
  done: number;
  total: number;
}

export type PlayOptions = Door & { onProgress?: (progress: Progress) => void };

/**
 * Imports the demonstration through the public door: seed and register, then banks and insurers, then programmes; then
 * history is closed and the system is live. Killed half-way and called again, it goes on: the same commands have the
 * same ids and get the receipts that they have.
 * @throws ImportStopped where a command is not accepted
 */
export const playDemo = (options: PlayOptions) => play(options, demoCommands(), closeDemo());

/** The province of `npm start`: all institutions and figures, the enterprises that they need, counties for six months. */
export const DEFAULT_SCALE = 0;

/** The same with the province; `scale` from 0 to 1 is its size, its figures stay. */
export const playProvince = ({
  scale = DEFAULT_SCALE,
  ...options
}: PlayOptions & { scale?: number }) => play(options, provinceCommands({ scale }), closeProvince());

/** A new installation without the demonstration: the seed definitions, then live. */
export function adoptSeed(options: PlayOptions) {
  const seed = seedHistory();
  return play(options, seed, closeSeed(seed));
}

/** Closing history comes last and alone. */
async function play(
  { onProgress, url, token }: PlayOptions,
  story: readonly DemoCommand[],
  closing: DemoCommand,
): Promise<Progress> {
  const total = story.length + 1;
  let done = 0;
  for (const batch of [...batchesOf(story), [closing]]) {
    await sendAll({ url, token }, batch[0]!.service, batch);
    done += batch.length;
    onProgress?.({ done, total });
  }
  return { done, total };
}
