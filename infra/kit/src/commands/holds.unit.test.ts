import { beforeEach, describe, expect, test } from 'vitest';
import type { Mode } from './batch.ts';
import { createHolds } from './holds.ts';
import type { Prepared } from './prepare.ts';

interface One {
  command: Prepared;
  mayAwait: boolean;
}

/** `a1` is the first command of key `a`. */
const one = (name: string): One => ({
  command: { id: name, key: name[0]! } as Prepared,
  mayAwait: true,
});

let asked: { found: () => void; failed: (error: Error) => void }[];
let releases: number;
let holds: ReturnType<typeof createHolds<One>>;

beforeEach(() => {
  asked = [];
  releases = 0;
  const caughtUp = () =>
    new Promise<void>((found, failed) => {
      asked.push({ found, failed });
    });
  holds = createHolds<One>(caughtUp, () => (releases += 1));
});

/** A batch in which the commands with a star lack reference data; those that were decided. */
function batch(mode: Mode, names: string, keep = true): string[] {
  const staged = holds.stage(mode);
  const decided = names.split(' ').filter((name) => {
    const waiting = one(name);
    if (staged.holds(waiting)) return false;
    if (name.endsWith('*')) staged.begin(waiting);
    return !name.endsWith('*');
  });
  if (keep) staged.keep();
  return decided;
}

const released = () =>
  holds.release().map(({ commands, error }) => ({
    ...(error === undefined ? {} : { error }),
    commands: commands.map(({ command, mayAwait }) => `${command.id}${mayAwait ? '?' : ''}`),
  }));

const nextTurn = () => new Promise((done) => setImmediate(done));

describe('commands behind one that waits', () => {
  test('of the same key wait too, also those of later batches; other keys go on', async () => {
    expect(batch('LIVE', 'a1 a2* a3 b1 a4')).toEqual(['a1', 'b1']);
    expect(batch('LIVE', 'b2 a5')).toEqual(['b2']);
    expect(holds.isReady()).toBe(false);
    asked[0]!.found();
    await nextTurn();
    expect([releases, holds.isReady()]).toEqual([1, true]);
    // What came after the question may still be missing: it may ask again.
    expect(released()).toEqual([{ commands: ['a2*', 'a3', 'a4', 'a5?'] }]);
    expect(holds.isReady()).toBe(false);
    expect(batch('LIVE', 'a2 a3')).toEqual(['a2', 'a3']);
  });

  test('wait whatever their key during an import, and ask for themselves', async () => {
    expect(batch('IMPORTING', 'a1 b1* a2 c1*')).toEqual(['a1']);
    expect(asked).toHaveLength(1);
    asked[0]!.found();
    await nextTurn();
    expect(released()).toEqual([{ commands: ['b1*', 'a2?', 'c1*?'] }]);
  });

  test('are not held by a batch that was rolled back', () => {
    expect(batch('LIVE', 'a1* a2', false)).toEqual([]);
    expect(batch('LIVE', 'a1 a2')).toEqual(['a1', 'a2']);
    expect(asked).toHaveLength(0);
  });

  test('come back with the error where nothing could be looked up, none of them decided', async () => {
    batch('LIVE', 'a1* a2');
    const error = new Error('away');
    asked[0]!.failed(error);
    await nextTurn();
    expect(released()).toEqual([{ error, commands: ['a1*?', 'a2?'] }]);
  });
});
