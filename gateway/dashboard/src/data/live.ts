import { createClient } from 'graphql-sse';
import { useSyncExternalStore } from 'react';

/** What the gateway's stream tells: where it stands, and what does not answer. */
export interface Live {
  /** Grows whenever there is something new to read. */
  beat: number;
  cut: string;
  connected: boolean;
  paused: boolean;
  silent: readonly string[];
}

interface Moved {
  at: string;
  services: { service: string; available: boolean }[];
}

let live: Live = { beat: 0, cut: '', connected: true, paused: false, silent: [] };
/** News that came while paused. */
let missed = false;
const listeners = new Set<() => void>();

function set(change: Partial<Live>): void {
  live = { ...live, ...change };
  for (const listener of listeners) listener();
}

export const useLive = (): Live =>
  useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    () => live,
  );

export function pause(paused: boolean): void {
  const news = missed && !paused;
  missed = false;
  set({ paused, ...(news ? { beat: live.beat + 1 } : {}) });
}

/**
 * Listens while the page can be seen, until the returned function is called; connects again by itself. `onEnd`: the token
 * has expired.
 */
export function follow(onEnd: () => void): () => void {
  let end = document.hidden ? undefined : listen(onEnd);
  const look = () => {
    if (document.hidden) {
      end?.();
      end = undefined;
    } else end ??= listen(onEnd);
  };
  document.addEventListener('visibilitychange', look);
  return () => {
    document.removeEventListener('visibilitychange', look);
    end?.();
  };
}

function listen(onEnd: () => void): () => void {
  const client = createClient({
    url: '/graphql/stream',
    retryAttempts: Infinity,
    retry: async (retries) => {
      set({ connected: false });
      await new Promise((done) => setTimeout(done, Math.min(500 * 2 ** retries, 10_000)));
    },
    on: { connected: () => set({ connected: true }) },
  });
  let first = live.cut === '';
  let ended = false;
  const end = client.subscribe<{ cutMoved: Moved }>(
    { query: 'subscription { cutMoved { at services { service available } } }' },
    {
      next: ({ data }) => {
        if (!data) return;
        const { at, services } = data.cutMoved;
        const silent = services.filter(({ available }) => !available).map(({ service }) => service);
        const isNews = !first && !live.paused;
        if (!first && live.paused) missed = true;
        first = false;
        set({ cut: at, silent, connected: true, ...(isNews ? { beat: live.beat + 1 } : {}) });
      },
      error: () => set({ connected: false }),
      complete: () => !ended && onEnd(),
    },
  );
  return () => {
    ended = true;
    end();
    client.dispose();
  };
}
