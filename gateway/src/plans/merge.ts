import { Unclean } from './unsupported.ts';
import { EACH, type Required } from './plan.ts';

export type Json = Record<string, unknown>;

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Adds to an object what another service said of it, field by field, as deep as both go. */
export function merge(target: Json, source: Json): void {
  for (const key of Object.keys(source)) {
    if (key === '__proto__') continue; // no name of a field that we ever look for
    const [old, value] = [target[key], source[key]];
    if (isObject(old) && isObject(value)) merge(old, value);
    else if (Array.isArray(old) && Array.isArray(value) && old.length === value.length) {
      value.forEach((item: unknown, i) => {
        if (isObject(old[i]) && isObject(item)) merge(old[i], item);
        else old[i] = item;
      });
    } else target[key] = value;
  }
}

/** The objects at a path, nulls left out. @throws Unclean where the path does not fit the values */
export function objectsAt(value: unknown, path: readonly string[]): Json[] {
  const found: Json[] = [];
  const walk = (at: unknown, depth: number): void => {
    if (at === null || at === undefined) return;
    if (path[depth] === EACH) {
      if (!Array.isArray(at)) throw new Unclean();
      for (const item of at) walk(item, depth + 1);
      return;
    }
    if (!isObject(at)) throw new Unclean();
    if (depth === path.length) found.push(at);
    else walk(at[path[depth]!], depth + 1);
  };
  walk(value, 0);
  return found;
}

/** What a service has to be told of an entity; `undefined` where it is not of its kind, or something of it is missing. */
export function representationOf(entity: Json, requires: readonly Required[]): Json | undefined {
  const told: Json = {};
  for (const required of requires) {
    if (required.kind === 'OF_TYPE') {
      if (entity['__typename'] !== required.type) continue;
      const inner = representationOf(entity, required.inner);
      if (inner) merge(told, inner);
      continue;
    }
    const { name, inner } = required;
    const value = entity[name];
    if (value === undefined) return undefined;
    told[name] = inner ? innerOf(value, inner) : value;
  }
  return told;
}

function innerOf(value: unknown, inner: readonly Required[]): unknown {
  const ofOne = (one: unknown): Json | null => {
    if (one === null) return null;
    if (!isObject(one)) throw new Unclean();
    return representationOf(one, inner) ?? null;
  };
  return Array.isArray(value) ? value.map(ofOne) : ofOne(value);
}
