import { describe, expect, it } from 'vitest';
import { medianOf, type Peer } from './peers.ts';

const peers = (...values: (bigint | null)[]): Peer[] =>
  values.map((value, n) => ({
    reporter: `B${n}`,
    standing: null,
    level: {
      value: value === null ? null : { numerator: value, denominator: 2n },
    } as Peer['level'],
  }));

describe('the median of a peer group', () => {
  it('is the middle value, or the mean of the two in the middle', () => {
    expect(medianOf(peers(9n, 7n, 5n, 3n, 1n))).toEqual({ numerator: 20n, denominator: 8n });
    expect(medianOf(peers(9n, 7n, 5n, 3n, 1n, 0n))).toEqual({ numerator: 16n, denominator: 8n });
  });

  it('is not told of fewer than five: whoever has none does not count', () => {
    expect(medianOf(peers(9n, 7n, 5n, 3n, null))).toBeNull();
  });
});
