import type { Path, Told } from './told.ts';

const keyOf = (path: Path): string => JSON.stringify(path);

/** The places that errors name: what is missing there is explained. */
export interface Places {
  /** Whether an error names this place, or one below it: a null there may have made this one null. */
  isExplained: (path: Path) => boolean;
  /** The error that names exactly this place. */
  at: (path: Path) => Told | undefined;
}

export function placesOf(told: readonly Told[]): Places {
  const named = new Map<string, Told>();
  const above = new Set<string>();
  for (const one of told) {
    if (!one.path) continue;
    named.set(keyOf(one.path), one);
    for (let i = 1; i < one.path.length; i += 1) above.add(keyOf(one.path.slice(0, i)));
  }
  return {
    at: (path) => named.get(keyOf(path)),
    isExplained: (path) => above.has(keyOf(path)) || named.has(keyOf(path)),
  };
}
