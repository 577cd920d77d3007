import { SERVICES } from '@qianfan/schema/kernel/fact';
import type { DemoCommand } from './command.ts';

/** Below what a door takes in one request (2,000 commands, 16 MiB), and no more than a transaction takes. */
const MOST = { commands: 500, bytes: 3_000_000 };

/** Runs of one service, in order, none too long nor too large. */
export const batchesOf = (commands: readonly DemoCommand[]): DemoCommand[][] =>
  SERVICES.flatMap((name) => runsOf(commands.filter(({ service }) => service === name)));

function runsOf(commands: readonly DemoCommand[]): DemoCommand[][] {
  const runs: DemoCommand[][] = [];
  let room = 0;
  for (const command of commands) {
    const size = sizeOf(command);
    const run = runs.at(-1);
    if (run && run.length < MOST.commands && size <= room) {
      run.push(command);
      room -= size;
    } else {
      runs.push([command]);
      room = MOST.bytes - size;
    }
  }
  return runs;
}

/** Characters of the body: all but names are of one byte. */
const sizeOf = ({ body }: DemoCommand): number => JSON.stringify(body).length;
