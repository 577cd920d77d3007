import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type CurrentCut, followCuts } from './current.ts';
import { resolveCut } from './resolve.ts';

type Said = number | null | undefined;

let said: Said[];
let current: CurrentCut;

const follow = (...first: Said[]) => {
  said = first;
  current = followCuts(
    said.map((_, i) => (hear) => {
      hear(said[i]);
      const timer = setInterval(() => hear(said[i]), 100);
      return () => clearInterval(timer);
    }),
  );
};
const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms);

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  current.stop();
  vi.useRealTimers();
});

describe('the current cut', () => {
  it('is the least of what services say, and follows it', async () => {
    follow(30, 10, 20);
    await pass(0);
    expect(current.now()).toBe(10);
    said[1] = 25;
    await pass(200);
    expect(current.now()).toBe(20);
  });

  it('never moves back', async () => {
    follow(30, 20);
    await pass(0);
    said = said.fill(5);
    await pass(1000);
    expect(current.now()).toBe(20);
  });

  it('does not pass what a silent service last said', async () => {
    follow(10, 10);
    await pass(0);
    said[0] = undefined;
    said[1] = 99;
    await pass(60_000);
    expect(current.now()).toBe(10);
    said[0] = null; // it starts again
    await pass(1000);
    expect(current.now()).toBe(10);
    said[0] = 50;
    await pass(200);
    expect(current.now()).toBe(50);
  });

  it('does not exist while a service imports', async () => {
    follow(10, null);
    await pass(60_000);
    expect([current.now(), current.status()]).toEqual([undefined, 'importing']);
    said[1] = 7;
    await pass(200);
    expect([current.now(), current.status()]).toEqual([7, 'ready']);
  });

  it('waits a little for a service that was never heard, then goes without', async () => {
    follow(10, undefined);
    await pass(4000);
    expect([current.now(), current.status()]).toEqual([undefined, 'starting']);
    await pass(2000);
    expect(current.now()).toBe(10);
  });
});

describe('a request', () => {
  const now = 1_000_000;
  const answer = async (asked: object): Promise<unknown> => {
    const pending = resolveCut(asked, current, now).then(
      (cut) => cut,
      (error) => error.extensions.code,
    );
    await pass(2000);
    return pending;
  };
  const instant = (micros: number) => `1970-01-01T00:00:00.${String(micros).padStart(6, '0')}Z`;

  it('reads at the current cut, or at its As-Of', async () => {
    follow(500, 700);
    await pass(0);
    expect(await answer({})).toBe(500);
    expect(await answer({ asOf: instant(400) })).toBe(400);
    expect(await answer({ minCut: instant(300) })).toBe(500);
  });

  it('waits for an instant that is not reached yet, two seconds at most', async () => {
    follow(500, 700);
    await pass(0);
    expect(await answer({ asOf: instant(600) })).toBe('NOT_YET_AVAILABLE');
    expect(await answer({ minCut: instant(600) })).toBe('NOT_YET_AVAILABLE');
    setTimeout(() => (said[0] = 650), 1500);
    expect(await answer({ minCut: instant(600) })).toBe(650);
    expect(await answer({ asOf: instant(600) })).toBe(600);
  });

  it('is not answered before there is a cut', async () => {
    follow(null);
    expect(await answer({})).toBe('NOT_YET_AVAILABLE');
  });
});
