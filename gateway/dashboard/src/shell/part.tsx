import { type ComponentType, lazy, useState } from 'react';

interface Loaded {
  default: ComponentType;
}

/** A component in a chunk of its own. */
export interface Part {
  component: ComponentType;
  /** Has it come before it is drawn; what goes wrong shows when it is. */
  fetch: () => Promise<unknown>;
}

/**
 * What has come already is drawn at once. A lazy component would always be waited for, and React leaves what stands in for
 * it for a third of a second.
 */
export function part(load: () => Promise<Loaded>): Part {
  let here: ComponentType | undefined;
  let coming: Promise<Loaded> | undefined;
  const get = (): Promise<Loaded> => {
    coming ??= load();
    coming.then(
      (loaded) => (here = loaded.default),
      () => (coming = undefined),
    );
    return coming;
  };
  const Coming = lazy(get);
  return {
    component: function Whole() {
      // Once drawn it stays what it is, or it would begin anew.
      const [Here] = useState(() => here);
      return Here ? <Here /> : <Coming />;
    },
    fetch: () => get().catch(() => undefined),
  };
}
