import { useSyncExternalStore } from 'react';

const PREFIX = 'qianfan.kept ';

interface Kept {
  value: unknown;
  /** Whether a reload finds it again. */
  lasting: boolean;
}

const kept = new Map<string, Kept>();
const listeners = new Set<() => void>();

// Typing costs nothing: what was begun is written down when the page goes.
addEventListener('pagehide', () => {
  for (const [key, { value, lasting }] of kept) write(key, lasting ? value : undefined);
});

function write(key: string, value: unknown): void {
  try {
    if (value === undefined) sessionStorage.removeItem(PREFIX + key);
    else sessionStorage.setItem(PREFIX + key, JSON.stringify(value));
  } catch {
    // a browser that keeps nothing, or not as much, forgets it with the page
  }
}

function read(key: string): unknown {
  try {
    return JSON.parse(sessionStorage.getItem(PREFIX + key) ?? 'null') ?? undefined;
  } catch {
    return undefined;
  }
}

export function keptAt<Value>(key: string): Value | undefined {
  const known = kept.get(key) ?? { value: read(key), lasting: true };
  kept.set(key, known);
  return known.value as Value | undefined;
}

/** `undefined` gives it up. */
export function setKept(key: string, value: unknown, lasting = true): void {
  kept.set(key, { value, lasting });
  for (const listener of listeners) listener();
}

/** Whoever signs out leaves nothing to the next. */
export function forgetKept(): void {
  for (const key of kept.keys()) write(key, undefined);
  kept.clear();
}

const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => void listeners.delete(listener);
};

/** What somebody has begun in this tab: another view, a reload or a lost session does not take it away. */
export const useKept = <Value>(key: string): Value | undefined =>
  useSyncExternalStore(subscribe, () => keptAt<Value>(key));
