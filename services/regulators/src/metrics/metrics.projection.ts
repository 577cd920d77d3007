import type { ReturnAccepted } from '@qianfan/schema/facts/banks';
import type { Fact } from '@qianfan/schema/kernel/fact';
import { parseHundredths } from '@qianfan/schema/kernel/money';
import type { Reducer, Reducers } from '@qianfan/kit/projections/projection';
import type { Change } from '@qianfan/kit/projections/table';
import { areaCells, returnRevisions } from './metrics.tables.ts';
import { contractReducers, filingReducers } from './postings.projection.ts';
import { agreementReducers, registerReducers } from './registers.projection.ts';

/**
 * Hundredths of a cell's text, whatever it counts. Whether that is money or a number of borrowers is the form's to
 * say, and the form is another key's fact: it is asked when a figure is read.
 */
function hundredthsOf(cell: string | null): bigint | null {
  if (cell === null) return null;
  const value = parseHundredths(cell);
  if (value === undefined) throw new RangeError(`not a cell: ${cell}`);
  return value;
}

/** A form that is split by area repeats its grid: the same cell of all areas together, where one of them has it. */
function cellsByArea(
  { key, pos }: Fact,
  areas: readonly string[],
  cells: readonly (bigint | null)[],
): Change[] {
  if (areas.length === 0) return [];
  const size = cells.length / areas.length;
  return Array.from({ length: size }, (_, n) => ({
    place: n + 1,
    values: areas.map((_area, k) => cells[k * size + n] ?? null),
  }))
    .filter(({ values }) => values.some((value) => value !== null))
    .map((row) => areaCells.row({ institution: key, posting: pos, ...row }));
}

const returnAccepted: Reducer<ReturnAccepted> = (fact) => {
  const { form, formVersion, period, revision, digest, areas, annex } = fact.body;
  const cells = fact.body.cells.map(hundredthsOf);
  return [
    ...cellsByArea(fact, areas ?? [], cells),
    returnRevisions.row({
      institution: fact.key,
      form,
      period,
      formVersion,
      revision,
      areas: areas ?? [],
      cells,
      annexIds: annex.ids,
      // One list after the other: column n of the annex is the slice from n * ids on.
      annexMasks: annex.masks.flat(),
      receivedAt: fact.receivedAt,
      digest,
    }),
  ];
};

export const metricsReducers: Reducers = {
  'banks.ReturnAccepted.v1': returnAccepted,
  ...contractReducers,
  ...agreementReducers,
  ...filingReducers,
  ...registerReducers,
};
