import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createPulse, type Moved, type Pulse } from './pulse.ts';

let cut: number;
let pulse: Pulse;
let told: Moved[];

beforeEach(() => {
  vi.useFakeTimers({ now: 1_000_000 });
  cut = 100;
  pulse = createPulse(['regulators', 'banks'], () => cut);
  told = [];
  pulse.hear('regulators', { cut: 100, facts: 1 });
  pulse.hear('banks', { cut: 100, facts: 1 });
  vi.advanceTimersByTime(2_000);
  pulse.hear('banks', { cut: 100, facts: 1 });
  vi.advanceTimersByTime(2_000);
  pulse.follow((moved) => told.push(moved));
});
afterEach(() => vi.useRealTimers());

it('says nothing while only time passes', () => {
  for (let round = 0; round < 20; round += 1) {
    vi.advanceTimersByTime(500);
    cut += 1;
    pulse.hear('banks', { cut: 500 + round, facts: 1 });
    pulse.hear('regulators', { cut: 500 + round, facts: 1 });
  }
  expect(told).toEqual([]);
});

it('tells a fact when the common cut has reached it', () => {
  pulse.hear('banks', { cut: 200, facts: 2 });
  expect(told).toEqual([]);
  cut = 200;
  pulse.hear('regulators', { cut: 200, facts: 1 });
  expect(told.map(({ at }) => at)).toEqual([200]);
});

it('is not held back by facts that keep coming, and tells at most once a second', () => {
  for (let tick = 1; tick <= 50; tick += 1) {
    vi.advanceTimersByTime(100);
    pulse.hear('banks', { cut: 200 + tick, facts: 1 + tick });
    cut = 200 + tick - 2; // always a little behind
    pulse.hear('regulators', { cut, facts: 1 });
  }
  expect(told.length).toBeGreaterThanOrEqual(4);
  expect(told.length).toBeLessThanOrEqual(6);
});

it('tells at once that a service fell silent, though the common cut stands still then', () => {
  pulse.hear('regulators', { cut: 300, facts: 1 });
  pulse.hear('banks', undefined);
  expect(told.at(-1)!.services[1]).toEqual({
    service: 'banks',
    cut: 100,
    facts: 1,
    available: false,
  });
  vi.advanceTimersByTime(1_000);
  pulse.hear('banks', { cut: 300, facts: 1 });
  expect(told.at(-1)!.services[1]!.available).toBe(true);
  expect(told.length).toBe(2);
});

it('tells nobody who has left', () => {
  const leave = pulse.follow(() => told.push({} as Moved));
  leave();
  cut = 300;
  pulse.hear('banks', { cut: 300, facts: 9 });
  expect(told.length).toBe(1);
});

describe('a service that is silent', () => {
  const pulse = createPulse(['banks'], () => 1);

  it('was heard once, and is not heard when it is listened to anew', () => {
    const silentAfter = (...said: ({ cut: number; facts: number } | undefined)[]) =>
      said.map((heard) => {
        pulse.hear('banks', heard);
        return pulse.isSilent('banks');
      });
    const here = { cut: 1, facts: 0 };
    expect(silentAfter(undefined, undefined, undefined)).toEqual([false, false, false]);
    expect(silentAfter(here, undefined, here, undefined)).toEqual([false, false, false, false]);
    expect(silentAfter(undefined, undefined, here)).toEqual([true, true, false]);
  });
});
