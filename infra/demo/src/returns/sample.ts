import type { SubmitReturn } from '@qianfan/schema/commands/banks';
import { chanceOf } from '../chance.ts';
import { DEMO_ENTERPRISES } from '../cast/enterprises.ts';
import { rowsOf } from '../cast/lists.ts';
import { endOf } from '@qianfan/schema/kernel/period';
import { type Exposure, tf01Of } from './exposure.ts';

const STEP = 20_000_000n;

/** Invented exposures to enterprises of the demonstration; the same for the same seed. */
export function sampleExposures(seed: number, period: string, count = 25): Exposure[] {
  const chance = chanceOf(seed);
  return Array.from({ length: count }, () => {
    const enterprise = chance.pick(DEMO_ENTERPRISES);
    const drawn = STEP * BigInt(chance.int(0, 20));
    const balance = STEP * BigInt(chance.int(0, 30));
    const part = (percent: number) => (chance.percent(percent) ? balance : 0n);
    return {
      enterprise: enterprise.id,
      rows: rowsOf(enterprise, endOf(period)),
      drawn,
      interest: (drawn * BigInt(5 * chance.int(60, 100))) / 10_000n,
      balance,
      mediumLong: part(40),
      unsecured: part(30),
      nonPerforming: part(5),
      discounted: part(10),
    };
  });
}

/** A TF01 that every rule accepts, for tests and for trying things out: `validTf01({ institution: 'BNK_JJB', … })`. */
export const validTf01 = (
  header: Pick<SubmitReturn, 'institution' | 'period' | 'revision'>,
  seed = 1,
): SubmitReturn => tf01Of(header, sampleExposures(seed, header.period));
