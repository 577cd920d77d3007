import { quotientUnit } from '@qianfan/schema/catalogue/units';
import { addRatios, type Ratio, subtractRatios } from '@qianfan/schema/kernel/ratio';
import { checkCombination, type Combination } from './additivity.ts';
import type { Figure } from './figure.ts';
import { divide, type Level, type Status } from './value.ts';
import { type Observation, observe, type Observatory } from './observe.ts';

/** A number made of several figures. */
export interface Combined {
  ids: string[];
  status: Status;
  unit: Level['unit'];
  value: Ratio | null;
  /** Of any of them: what is provisional of one is provisional of the whole. */
  flags: readonly string[];
}

/**
 * @throws FigureError where the figures do not mean what can be combined (`domain.md` 2.2)
 */
export async function combine(
  from: Observatory,
  how: Combination,
  figures: readonly Figure[],
): Promise<Combined> {
  checkCombination(from.catalogue, how, figures);
  const found = await Promise.all(figures.map((figure) => observe(from, figure)));
  const [first, second] = found as [Observation, Observation, ...Observation[]];
  const ids = found.map(({ id }) => id);
  const flags = [...new Set(found.flatMap((it) => it.flags))];
  const wrong = found.find(({ status }) => status !== 'REPORTED')?.status;
  if (how === 'QUOTIENT') {
    const { status, value } = divide(first, second);
    return { ids, flags, status, value, unit: quotientUnit(first.unit, second.unit) ?? 'RATIO' };
  }
  const { unit } = first;
  if (wrong) return { ids, flags, status: wrong, value: null, unit };
  const value =
    how === 'SUM'
      ? found.map((it) => it.value!).reduce(addRatios)
      : subtractRatios(first.value!, second.value!);
  return { ids, flags, status: 'REPORTED', value, unit };
}
