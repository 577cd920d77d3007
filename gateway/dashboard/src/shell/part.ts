import { type ComponentType, lazy, type LazyExoticComponent } from 'react';

interface Loaded {
  default: ComponentType;
}

/** A component in a chunk of its own. */
export interface Part {
  component: LazyExoticComponent<ComponentType>;
  /** Has it come before it is drawn; what goes wrong shows when it is. */
  fetch: () => Promise<unknown>;
}

/**
 * What has come already is drawn at once. React would look at any promise as one to wait for, show what stands in for the
 * component, and leave that there for a third of a second.
 */
export function part(load: () => Promise<Loaded>): Part {
  let here: Loaded | undefined;
  let coming: Promise<Loaded> | undefined;
  const get = (): Promise<Loaded> =>
    (coming ??= load().then(
      (loaded) => (here = loaded),
      (error: unknown) => {
        coming = undefined;
        throw error;
      },
    ));
  const thenable = {
    then: (done: (loaded: Loaded) => void, fail: (error: unknown) => void) =>
      here ? done(here) : void get().then(done, fail),
  };
  return {
    component: lazy(() => thenable as Promise<Loaded>),
    fetch: () => get().catch(() => undefined),
  };
}
