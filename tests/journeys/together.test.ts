import { shiftPeriod } from '@qianfan/schema/kernel/period';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { CITIES } from '../support/operations.ts';
import { startSystem, type TestSystem } from '../support/system.ts';

let system: TestSystem;
beforeAll(async () => {
  system = await startSystem();
});
afterAll(() => system?.stop());

const QUESTION = `query Together($figures: [FigureInput!]!) {
  observations(figures: $figures) { figureId status value partial expected received }
}`;

const months = Array.from({ length: 14 }, (_, n) => shiftPeriod('2025-01', -n));
const overTime = (figure: object) => months.map((period) => ({ ...figure, period }));
const overCities = (figure: object) => CITIES.map((area) => ({ ...figure, area }));
const HNTE = { population: 'HNTE', period: '2024-12' };
const KDT = { metric: 'KDT_FILED_BAL', basis: 'EVENT' };
const COVER = { metric: 'INS_COVER_INFORCE', basis: 'CONTRACT' };
const BORROWERS = { metric: 'LN_BRW', population: 'HNTE' };

/** Figures that are read with others in one pass, by what they share. */
const SETS: Record<string, object[]> = {
  'sums over many days': [...overTime(KDT), ...overTime(COVER)],
  'sums of one bank over many days': overTime({ ...KDT, reporter: 'BNK_JJB' }),
  'sums in many cities on two days': [
    ...overCities({ ...KDT, period: '2024-12' }),
    ...overCities({ ...KDT, period: '2023-12' }),
  ],
  'borrowers, and those on the list': [
    ...overTime(BORROWERS),
    ...overTime({ ...BORROWERS, metric: 'R_COV_LOAN' }),
    ...overTime({ ...BORROWERS, reporter: 'BNK_JJB' }),
    ...overTime({ ...BORROWERS, population: 'TSME' }),
  ],
  'members of lists, by city and in all': [
    ...overCities({ ...HNTE, metric: 'LST_MEM' }),
    { ...HNTE, metric: 'LST_MEM' },
    ...overCities({ ...HNTE, metric: 'R_COV_LOAN', basis: 'CONTRACT' }),
  ],
};

async function ask(figures: readonly object[], asOf?: string): Promise<unknown[]> {
  const { data, errors } = await system.query(QUESTION, { figures }, asOf ? { asOf } : {});
  expect(errors).toBeUndefined();
  return data.observations as unknown[];
}

test.each(Object.entries(SETS))('%s: asked together is what is asked apart', async (_, figures) => {
  for (const asOf of [undefined, '2025-01-20']) {
    const together = await ask(figures, asOf);
    const apart = await Promise.all(figures.map((figure) => ask([figure], asOf)));
    expect(together).toEqual(apart.flat());
    // Of some there is something.
    expect(together).toContainEqual(expect.objectContaining({ value: expect.any(String) }));
  }
});
