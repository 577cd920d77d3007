import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  again,
  CARRIED,
  IN_THE_PROVINCE,
  notReadded,
  traced,
  valued,
  without,
} from '../support/readding.ts';
import { startSystem, type TestSystem } from '../support/system.ts';

let system: TestSystem;
beforeAll(async () => {
  system = await startSystem();
});
afterAll(() => system?.stop());

const TRANSFORMS = [
  'LEVEL',
  ...['YOY', 'YTD', 'MOM', 'QOQ'].flatMap((over) => [over, `PP_${over}`]),
  // Of no quarter before had anything been published; the province has it.
  ...['YOY', 'YTD', 'MOM'].map((over) => `${over}.AS_PUBLISHED`),
  'PP_YTD.AS_PUBLISHED',
  ...['GAP_ALL', 'X_COHORT', 'X_LIST_EFFECT'].flatMap((what) => [what, `${what}.YTD`]),
  'SHARE-_T',
  'SHARE-TECH_LOAN',
  'SHARE-36',
  'RANK-_T',
  'COUNT-GE-0.02',
  'COUNT-GT-10',
  'COUNT-LT-TECH_ENT',
  'COUNT-GE-TSME',
];

/** Figures of one kind that are re-added, at different reporters, areas, populations and periods. */
const OF_EACH_KIND = 3;

describe('every figure is what its facts make by its formula', () => {
  test('each metric, basis and transform that the demonstration carries', async () => {
    const axes = {
      populations: ['_T', 'HNTE', 'TSME', 'TECH_ENT'],
      reporters: ['_T', 'BNK_JJB', 'INS_PICC_JX'],
      areas: ['36', '3604'],
      periods: ['2024-12', '2024-Q4', '2024'],
      transforms: TRANSFORMS,
    };
    const carried = await valued(system, CARRIED, axes, OF_EACH_KIND);
    expect(await notReadded(system, carried)).toEqual([]);
    expect(without(CARRIED, carried)).toEqual(IN_THE_PROVINCE);
    const transforms = new Set(carried.map((id) => id.split(':')[1]!));
    expect(TRANSFORMS.filter((one) => !transforms.has(one))).toEqual([]);
  }, 600_000);

  test('a bank can re-add its own figures, and is told nothing of how many others there are', async () => {
    const own = 'R_NPL.HNTE.BNK_JJB.36._T._T._T._T._T.REG_NFRA_JX.RETURN.M';
    for (const id of [`${own}:LEVEL:2024-12`, `${own}:PP_YTD:2024-12`]) {
      const figure = await traced(system, id, 'jjb');
      expect(again(figure).verdict).toBe('EQUAL');
      expect(figure.lineage.operands[0]!.figureId).toContain('LN_BAL_NPL.HNTE.BNK_JJB.');
    }
    for (const id of [`${own}:RANK-_T:2024-12`, own.replace('BNK_JJB', '_T') + ':LEVEL:2024-12']) {
      const figure = await traced(system, id, 'jjb');
      expect(again(figure).verdict).toBe('OWN_FACTS_ONLY');
      const { formula, operands, nodes } = figure.lineage;
      expect({ formula, operands }).toEqual({ formula: null, operands: [] });
      expect(nodes.every(({ operand }) => operand === null)).toBe(true);
    }
  });
});
