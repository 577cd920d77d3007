import type { Firm } from './firms.ts';
import { shuffled } from './random.ts';
import { takesPartFrom } from './regions.ts';

/** Firms that 科贷通 ever supported. */
export const POOL = 1486;
/** The first of them, whose loans have long been settled. */
export const FORMER = 246;

/** Tech SMEs of regions that take part, those of the regions that came first before the others. */
export function kdtPool(firms: readonly Firm[]): Firm[] {
  const eligible = firms.filter(({ classes }) => classes.includes('T'));
  const since = new Map(eligible.map((firm) => [firm, takesPartFrom(firm.county) ?? '9999']));
  return shuffled(eligible, 11, ({ index }) => index)
    .filter((firm) => since.get(firm)! <= '2024-02-01')
    .slice(0, POOL)
    .map((firm, place) => ({ firm, place }))
    .sort((a, b) => {
      const [x, y] = [since.get(a.firm)!, since.get(b.firm)!];
      return x === y ? a.place - b.place : x < y ? -1 : 1;
    })
    .map(({ firm }) => firm);
}
