import { expect, test } from 'vitest';
import { formulaUnit, quotientUnit, type Unit } from './units.ts';

const UNITS: Unit[] = ['YUAN', 'COUNT', 'RATIO'];

test.each(UNITS.flatMap((above) => UNITS.map((below) => [above, below] as const)))(
  '%s by %s is a fraction, an average amount, or nothing',
  (above, below) => {
    const told: Record<string, Unit> = {
      'YUAN YUAN': 'RATIO',
      'COUNT COUNT': 'RATIO',
      'YUAN COUNT': 'YUAN',
    };
    expect(quotientUnit(above, below)).toBe(told[`${above} ${below}`]);
    expect(formulaUnit('QUOTIENT', above, below)).toBe(told[`${above} ${below}`]);
    expect(formulaUnit('DIFFERENCE', above, below)).toBe(above === below ? above : undefined);
    const share = above === below ? 'RATIO' : undefined;
    expect(formulaUnit('SHARE_OF_REPORTERS', above, below)).toBe(share);
  },
);
