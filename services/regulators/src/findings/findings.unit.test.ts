import { METRIC_DEFINITIONS } from '@qianfan/schema/catalogue/seed';
import { describe, expect, it } from 'vitest';
import { holds, RULES } from './findings.ts';

describe('a rule between different facts', () => {
  it('holds up to the rounding of returns', () => {
    expect(holds(100_000_000n, 100_000_000n)).toBe(true);
    // 0.01 万元 = 10,000 fen
    expect(holds(100_010_000n, 100_000_000n)).toBe(true);
    expect(holds(100_010_001n, 100_000_000n)).toBe(false);
    // 0.005 % of 1 亿元
    expect(holds(10_000_500_000n, 10_000_000_000n)).toBe(true);
    expect(holds(10_000_500_001n, 10_000_000_000n)).toBe(false);
  });

  it('says nothing where a side is not known', () => {
    expect(holds(null, 1n)).toBeNull();
    expect(holds(1n, null)).toBeNull();
  });

  it('names metrics and bases that are defined', () => {
    for (const { left, right } of RULES) {
      for (const side of [left, right]) {
        if (side === 'PRODUCTS') continue;
        const defined = METRIC_DEFINITIONS.find(({ code }) => code === side.metric);
        expect(defined?.bases).toContain(side.basis);
      }
    }
  });
});
