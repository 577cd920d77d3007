import type { Period } from '@qianfan/schema/kernel/period';
import type { Catalogue, Definition } from './catalogue.ts';
import type { Series } from './figure.ts';
import { planPostings } from './plan-postings.ts';
import { planReturn } from './plan-return.ts';
import { NOT_COLLECTED, type Plan } from './planned.ts';
import type { ListRef } from './terms.ts';

/** The plan for a base metric; `within`: only enterprises that are on one of these lists too. */
export function planOf(
  catalogue: Catalogue,
  definition: Definition,
  series: Series,
  period: Period,
  within: readonly ListRef[] | null = null,
): Plan {
  if (definition.agency !== series.agency) return NOT_COLLECTED;
  if (!definition.bases.includes(series.basis)) return NOT_COLLECTED;
  return series.basis === 'RETURN'
    ? planReturn(catalogue, series, period, within)
    : planPostings(catalogue, series, period, within);
}
