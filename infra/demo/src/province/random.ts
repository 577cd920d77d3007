/** A whole number below 2^32 that looks random and depends on nothing but its arguments. */
export function hash(salt: number, a: number, b = 0): number {
  let mixed = Math.imul(salt + 0x9e3779b9, 0x85ebca6b) ^ Math.imul(a + 0x7f4a7c15, 0xc2b2ae35);
  mixed = Math.imul(mixed ^ (mixed >>> 15) ^ Math.imul(b + 0x165667b1, 0x27d4eb2f), 0x2c1b3c6d);
  mixed = Math.imul(mixed ^ (mixed >>> 12), 0x297a2d39);
  return (mixed ^ (mixed >>> 15)) >>> 0;
}

/** From `min` to `max`, both included. */
export const between = (min: number, max: number, salt: number, a: number, b = 0): number =>
  min + (hash(salt, a, b) % (max - min + 1));

/** True in `percent` of 100 cases. */
export const chance = (percent: number, salt: number, a: number, b = 0): boolean =>
  hash(salt, a, b) % 10_000 < percent * 100;

/** The same things in an order that looks random. */
export function shuffled<T>(things: readonly T[], salt: number, keyOf: (thing: T) => number): T[] {
  return things
    .map((thing) => ({ thing, place: hash(salt, keyOf(thing)), key: keyOf(thing) }))
    .sort((x, y) => x.place - y.place || x.key - y.key)
    .map(({ thing }) => thing);
}

/** Draws places in proportion to whole weights: `pick(hash)` is an index into them. */
export function weighted(weights: readonly number[]): (at: number) => number {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return (at) => {
    let rest = at % total;
    return weights.findIndex((weight) => (rest -= weight) < 0);
  };
}
