import { formatPosition, type Position } from '../kernel/fact.ts';
import type { Instant } from '../kernel/instant.ts';

/** One state of a thing, with the instant from which on it was known and a text that names it in `reference` of facts. */
export interface Version<Value> {
  knownAt: Instant;
  value: Value;
  /** `list HNTE v2 @ regulators/4/9` */
  used: string;
}

/** How many of the versions (in order of known-at) were known at T. */
export function knownCount(versions: readonly Version<unknown>[], knownAt: Instant): number {
  let low = 0;
  let high = versions.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (versions[middle]!.knownAt <= knownAt) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Versions by key. Facts of one key come in order of known-at: a key lives in one partition. */
export class History<Value> {
  private readonly versions = new Map<string, Version<Value>[]>();

  add(key: string, value: Value, name: string, at: Position & { knownAt: Instant }): void {
    const version = { knownAt: at.knownAt, value, used: `${name} @ ${formatPosition(at)}` };
    const known = this.versions.get(key);
    if (known) known.push(version);
    else this.versions.set(key, [version]);
  }

  /** All versions known at T, in the order in which they became known. */
  all(key: string, knownAt: Instant): readonly Version<Value>[] {
    const versions = this.versions.get(key) ?? [];
    return versions.slice(0, knownCount(versions, knownAt));
  }

  /** The newest version known at T. */
  last(key: string, knownAt: Instant): Version<Value> | undefined {
    const versions = this.versions.get(key) ?? [];
    return versions[knownCount(versions, knownAt) - 1];
  }

  /** Of the versions known at T that qualify, the one that no other beats; among equals the newest. */
  best(
    key: string,
    knownAt: Instant,
    qualifies: (value: Value) => boolean,
    compare: (a: Value, b: Value) => number,
  ): Version<Value> | undefined {
    const versions = this.versions.get(key) ?? [];
    let found: Version<Value> | undefined;
    for (let index = knownCount(versions, knownAt) - 1; index >= 0; index -= 1) {
      const version = versions[index]!;
      if (!qualifies(version.value)) continue;
      if (!found || compare(version.value, found.value) > 0) found = version;
    }
    return found;
  }
}
