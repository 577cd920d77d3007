/**
 * Splits a whole total in proportion to weights, so that the parts are whole and add up to it exactly: each gets the
 * floor of its share, and the largest remainders one more. Where a weight is itself whole and the total no more than
 * all weights together, no part exceeds its weight.
 * @throws RangeError where there is something to split and nobody to get it
 */
export function allocate(total: number, weights: readonly number[]): number[] {
  const sum = weights.reduce((all, weight) => all + weight, 0);
  if (total === 0) return weights.map(() => 0);
  if (!(sum > 0) || total < 0) throw new RangeError(`cannot split ${total} by ${sum}`);
  const shares = weights.map((weight) => (total / sum) * weight);
  const parts = shares.map(Math.floor);
  let left = total - parts.reduce((all, part) => all + part, 0);
  const order = shares
    .map((share, index) => ({ index, rest: share - parts[index]! }))
    .sort((a, b) => b.rest - a.rest || a.index - b.index);
  // Rounding of doubles may leave more than one round, or a unit too many.
  for (let at = 0; left > 0; at = (at + 1) % order.length) {
    const { index } = order[at]!;
    if (weights[index]! <= 0) continue;
    parts[index]! += 1;
    left -= 1;
  }
  for (let at = order.length - 1; left < 0; at -= 1) {
    const { index } = order[at]!;
    if (parts[index]! < 1) continue;
    parts[index]! -= 1;
    left += 1;
  }
  return parts;
}
