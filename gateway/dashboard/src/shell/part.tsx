import { type ComponentType, use, useState } from 'react';
import { arriving } from '../data/arriving.ts';

interface Loaded {
  default: ComponentType;
}

/** A component in a chunk of its own. */
export interface Part {
  component: ComponentType;
  /** Has it come before it is drawn; what goes wrong shows when it is. */
  fetch: () => Promise<unknown>;
  /** Has what did not come asked for again. */
  forget: () => void;
}

/**
 * What has come already is drawn at once: what is waited for leaves React's stand-in in sight for a third of a second. What
 * did not come is asked for again when it is drawn anew.
 */
export function part(load: () => Promise<Loaded>): Part {
  let here: ComponentType | undefined;
  let coming: Promise<ComponentType> | undefined;
  const get = (): Promise<ComponentType> => {
    coming ??= arriving(load).then(({ default: component }) => (here = component));
    return coming;
  };
  const forget = () => {
    if (!here) coming = undefined;
  };
  const Coming = () => {
    const Here = use(get());
    return <Here />;
  };
  return {
    component: function Whole() {
      // Once drawn it stays what it is, or it would begin anew.
      const [Here] = useState(() => here ?? Coming);
      return <Here />;
    },
    fetch: () => get().catch(forget),
    forget,
  };
}
