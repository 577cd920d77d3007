import {
  type Frequency,
  firstMonthOf,
  lastMonthOf,
  monthsOf,
  type Period,
  periodOf,
  previousPeriod,
} from '@qianfan/schema/kernel/period';
import type { ReturnForm } from '@qianfan/schema/returns/form';
import { annexColumns, cellIndex, rowMask } from '@qianfan/schema/returns/grid';
import {
  type Carrier,
  type Catalogue,
  carrierOf,
  expectedReporters,
  membersOf,
} from './catalogue.ts';
import { ALL, type Series, TOTAL } from './figure.ts';
import { carries, NOT_COLLECTED, type Plan } from './planned.ts';
import type { ListRef } from './terms.ts';

/** Hundredths of 万元, the unit of returns, in fen. */
const FEN_PER_CELL = 10_000n;

/** From the cells and annexes of the form that collects the metric: sums over who owes it. */
export function planReturn(
  catalogue: Catalogue,
  series: Series,
  period: Period,
  within: readonly ListRef[] | null,
): Plan {
  if (!carries(['reporter'], series)) return NOT_COLLECTED;
  const population = series.population === TOTAL ? ALL : series.population;
  const carrier = carrierOf(catalogue, series.metric, population, period);
  if (!carrier) return NOT_COLLECTED;
  const spans = spansOf(carrier, period);
  if (!spans) return NOT_COLLECTED;
  const expected = expectedReporters(catalogue, carrier.form, spans.period);
  const reporters =
    series.reporter === TOTAL
      ? [...expected]
      : membersOf(catalogue, series.reporter).filter((code) => expected.has(code));
  if (reporters.length === 0) return NOT_COLLECTED;
  const place = { form: carrier.form, period: spans.period, reporters, knownAt: catalogue.knownAt };
  const counts = carrier.column.kind === 'COUNT';
  return {
    possible: true,
    term: counts
      ? { kind: 'ANNEX', ...place, ...annexPlaces(carrier, population, series.metric), within }
      : {
          kind: 'CELLS',
          ...place,
          minus: spans.minus,
          cells: cellPlaces(carrier, population, series.metric),
        },
    scale: counts ? 1n : FEN_PER_CELL,
    expected: reporters.length,
    incomplete: reporters.some(
      (code) => catalogue.parked.has(`banks/${code}`) || catalogue.parked.has(`regulators/${code}`),
    ),
  };
}

/** The return that holds a period's value, and the one to take from it; undefined where the form cannot tell it. */
function spansOf(
  { frequency, column }: Carrier,
  period: Period,
): { period: Period; minus: Period | null } | undefined {
  const last = returnOf(lastMonthOf(period), frequency);
  if (!last) return undefined;
  if (column.accumulation === 'POINT') return { period: last, minus: null };
  if (monthsOf(period).length < monthsOf(last).length) return undefined;
  const first = firstMonthOf(period);
  if (first.endsWith('-01')) return { period: last, minus: null };
  // The borrowers of one month are not those since January less those before: the same firm may borrow twice.
  if (column.kind === 'COUNT') return undefined;
  return { period: last, minus: returnOf(previousPeriod(first), frequency) ?? null };
}

/** The return that ends with a month; undefined where no return of that frequency does. */
function returnOf(month: Period, frequency: Frequency): Period | undefined {
  const period = periodOf(month, frequency);
  return lastMonthOf(period) === month ? period : undefined;
}

/** One value for each version of a form, found by the version's number. */
function byVersion(
  versions: readonly ReturnForm[],
  none: number,
  place: (layout: ReturnForm) => number,
): number[] {
  const places = new Array<number>(versions.at(-1)!.version).fill(none);
  for (const layout of versions) places[layout.version - 1] = place(layout);
  return places;
}

const codesOf = (layout: ReturnForm, population: string, metric: string) => ({
  row: layout.rows.find((row) => row.population === population)?.code ?? '',
  column: layout.columns.find((column) => column.metric === metric)?.code ?? '',
});

const cellPlaces = ({ versions }: Carrier, population: string, metric: string): number[] =>
  byVersion(versions, 0, (layout) => {
    const { row, column } = codesOf(layout, population, metric);
    return cellIndex(layout, row, column) + 1;
  });

const annexPlaces = ({ versions }: Carrier, population: string, metric: string) => ({
  columns: byVersion(versions, -1, (layout) =>
    annexColumns(layout).indexOf(codesOf(layout, population, metric).column),
  ),
  masks: byVersion(versions, 0, (layout) =>
    rowMask(layout, codesOf(layout, population, metric).row),
  ),
});
