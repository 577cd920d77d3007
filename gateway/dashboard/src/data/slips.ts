import { useSyncExternalStore } from 'react';
import { errorIn } from './ask.ts';

/** What went wrong where nobody waited for it: a button's work, a promise. Said until it is put away. */
let slip: Error | undefined;
const listeners = new Set<() => void>();

function set(error: Error | undefined): void {
  slip = error;
  for (const listener of listeners) listener();
}

export const useSlip = (): Error | undefined =>
  useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    () => slip,
  );

export const putAwaySlip = (): void => set(undefined);

/** Nothing that goes wrong in this tab goes wrong in silence. */
export function watchSlips(): void {
  addEventListener('unhandledrejection', ({ reason }) => set(errorIn(reason)));
  // Without an error it is the browser's remark, such as a box that was measured twice.
  addEventListener('error', ({ error }: ErrorEvent) => {
    if (error) set(errorIn(error));
  });
}
