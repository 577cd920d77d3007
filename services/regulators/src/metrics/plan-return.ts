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
import { annexColumns, cellIndex, gridSize, hasCell, rowMask } from '@qianfan/schema/returns/grid';
import { placeOf, type Wanted } from '@qianfan/schema/returns/place';
import {
  type Carrier,
  type Catalogue,
  carrierOf,
  expectedReporters,
  isOneGrid,
  membersOf,
  wantedOf,
} from './catalogue.ts';
import { TOTAL } from '@qianfan/schema/catalogue/dimensions';
import type { Series } from './figure.ts';
import { NOT_COLLECTED, NOT_DERIVABLE, type Otherwise, type Plan } from './planned.ts';
import type { CellsTerm, ListRef } from './terms.ts';

/** Hundredths of 万元, the unit of returns, in fen. */
const FEN_PER_CELL = 10_000n;

/** From the cells and annexes of the form that collects the metric: sums over who owes it. */
export function planReturn(
  catalogue: Catalogue,
  series: Series,
  period: Period,
  within: readonly ListRef[] | null,
): Plan {
  const carrier = carrierOf(catalogue, series, period);
  if (!carrier) return NOT_COLLECTED;
  const spans = spansOf(carrier, period);
  if (!spans) return NOT_COLLECTED;
  if (spans === 'NOT_DERIVABLE') return NOT_DERIVABLE;
  const expected = expectedReporters(catalogue, carrier.form, spans.period);
  const reporters =
    series.reporter === TOTAL
      ? expected.list
      : membersOf(catalogue, series.reporter).filter((code) => expected.has(code));
  if (reporters.length === 0) return NOT_COLLECTED;
  const { column, form, layout } = carrier;
  const place = { form, period: spans.period, reporters, knownAt: catalogue.knownAt };
  const named = annexColumns(layout).includes(column.code);
  // Numbers of different ones, where nobody says which: those of one grid of one reporter can be told, no sum of them.
  const alone = reporters.length === 1 && isOneGrid(layout, series.area);
  if (!named && (within || (column.kind === 'COUNT' && !alone))) return NOT_COLLECTED;
  const wanted = wantedOf(series);
  const cells: CellsTerm = {
    kind: 'CELLS',
    ...place,
    minus: spans.minus,
    cells: cellPlaces(carrier, wanted),
    ...(layout.blocks ? { blocks: { area: series.area, sizes: sizesOf(carrier) } } : {}),
    ...(column.kind === 'AMOUNT' ? {} : { per: 100 }),
  };
  return {
    possible: true,
    term: named ? { kind: 'ANNEX', ...place, ...annexPlaces(carrier, wanted), within } : cells,
    ...(named ? {} : { otherwise: otherwise(carrier, wanted, cells) }),
    scale: column.kind === 'AMOUNT' ? FEN_PER_CELL : 1n,
    expected: reporters.length,
    incomplete:
      catalogue.parked.size > 0 &&
      reporters.some(
        (code) =>
          catalogue.parked.has(`banks/${code}`) || catalogue.parked.has(`regulators/${code}`),
      ),
  };
}

/** What is read where nobody has given a cell. */
function otherwise({ versions, layout }: Carrier, wanted: Wanted, term: CellsTerm): Otherwise {
  const { minus } = term;
  const { row, column } = placeOf(layout, wanted)!;
  const own = { ...term, minus: null };
  const isOptional = row.optional || column.optional;
  return {
    own: minus === null ? null : { term: own, earlier: minus },
    filed: isOptional ? { ...own, cells: byVersion(versions, 0, owedPlace) } : null,
  };
}

/** The place of the first cell that nobody may leave out. */
function owedPlace(form: ReturnForm): number {
  for (const row of form.rows) {
    if (row.optional) continue;
    const column = form.columns.find((it) => !it.optional && hasCell(row, it));
    if (column) return cellIndex(form, row.code, column.code) + 1;
  }
  return 0;
}

/** The return that holds a period's value, and the one to take from it; undefined where the form cannot tell it. */
function spansOf(
  { frequency, column }: Carrier,
  period: Period,
): { period: Period; minus: Period | null } | 'NOT_DERIVABLE' | undefined {
  const last = returnOf(lastMonthOf(period), frequency);
  if (!last) return undefined;
  if (column.accumulation === 'POINT') return { period: last, minus: null };
  if (monthsOf(period).length < monthsOf(last).length) return undefined;
  const first = firstMonthOf(period);
  if (first.endsWith('-01')) return { period: last, minus: null };
  // The borrowers of one month are not those since January less those before: the same firm may borrow twice.
  if (column.kind === 'COUNT') return 'NOT_DERIVABLE';
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

const cellPlaces = ({ versions, layout: now }: Carrier, wanted: Wanted): number[] =>
  byVersion(versions, 0, (layout) => {
    const place = placeOf(layout, wanted);
    // A version with other blocks cannot be read in the same way.
    if (!place || layout.blocks?.level !== now.blocks?.level) return 0;
    return cellIndex(layout, place.row.code, place.column.code) + 1;
  });

const sizesOf = ({ versions }: Carrier): number[] => byVersion(versions, 0, gridSize);

const annexPlaces = ({ versions }: Carrier, wanted: Wanted) => ({
  columns: byVersion(versions, -1, (layout) =>
    annexColumns(layout).indexOf(placeOf(layout, wanted)?.column.code ?? ''),
  ),
  masks: byVersion(versions, 0, (layout) =>
    rowMask(layout, placeOf(layout, wanted)?.row.code ?? ''),
  ),
});
