import {
  type Frequency,
  firstMonthOf,
  lastMonthOf,
  monthsOf,
  type Period,
  periodOf,
  previousPeriod,
  startOf,
  endOf,
} from '@qianfan/schema/kernel/period';
import type { ReturnForm } from '@qianfan/schema/returns/form';
import { annexColumns, cellIndex, rowMask } from '@qianfan/schema/returns/grid';
import {
  type Carrier,
  type Catalogue,
  carrierOf,
  type Definition,
  expectedReporters,
  membersOf,
} from './catalogue.ts';
import { ALL, type Dimension, PROVINCE, type Series, TOTAL } from './figure.ts';
import { membershipOn } from './population.ts';
import type { ListRef, Measure, Term } from './terms.ts';

/** How a value of a base metric comes about, before anything is read. */
export type Plan =
  | { possible: false; status: 'NOT_COLLECTED' | 'MISSING' }
  | {
      possible: true;
      term: Term;
      /** What one of the term's units is: fen, or enterprises. */
      scale: bigint;
      /** How many reporters owe it; null where nobody owes anything (single contracts, registers). */
      expected: number | null;
      /** Known to be incomplete before it is read: a list that is missing, a fact that could not be applied. */
      incomplete: boolean;
    };

const NOT_COLLECTED: Plan = { possible: false, status: 'NOT_COLLECTED' };
const MISSING: Plan = { possible: false, status: 'MISSING' };

/** Hundredths of 万元, the unit of returns, in fen. */
const FEN_PER_CELL = 10_000n;

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
  if (series.basis === 'RETURN') return planReturn(catalogue, series, period, within);
  const source = SOURCES[series.metric];
  if (source?.basis !== series.basis) return NOT_COLLECTED;
  const restricted = (Object.keys(source.fixed) as Dimension[]).some(
    (name) => series[name] !== TOTAL && series[name] !== source.fixed[name],
  );
  if (restricted || !carries(source.dimensions, series)) return NOT_COLLECTED;
  return planPostings(catalogue, { ...series, ...source.fixed }, source, period);
}

/** Whether every dimension that is restricted is one of those. */
function carries(dimensions: readonly Dimension[], series: Series): boolean {
  const free = (
    ['reporter', 'area', 'product', 'guarantee', 'term', 'lifecycle', 'programme'] as const
  ).filter((name) => !dimensions.includes(name));
  return free.every((name) => series[name] === (name === 'area' ? PROVINCE : TOTAL));
}

function planReturn(
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
  const named = series.reporter === TOTAL ? expected : membersOf(catalogue, series.reporter);
  const reporters = named.filter((code) => expected.includes(code));
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

/** How a metric follows from single contracts or from registers. */
interface Source {
  basis: 'CONTRACT' | 'EVENT';
  measure: Measure | 'MEMBERS';
  flow: boolean;
  amount: boolean;
  dimensions: readonly Dimension[];
  /** Restrictions that are part of the metric's meaning. */
  fixed: Partial<Record<Dimension, string>>;
}

const loans = {
  basis: 'CONTRACT',
  flow: false,
  amount: true,
  fixed: {},
  dimensions: ['reporter', 'area', 'product', 'guarantee', 'term', 'lifecycle'],
} as const;
const covers = {
  basis: 'CONTRACT',
  amount: true,
  fixed: {},
  dimensions: ['reporter', 'area', 'product', 'lifecycle'],
} as const;

/** Metrics whose values are folds of facts: each fold is code (`Measure`), what it is called is data. */
const SOURCES: Record<string, Source> = {
  LN_BAL: { ...loans, measure: 'BALANCE' },
  LN_BAL_MLT: { ...loans, measure: 'BALANCE', fixed: { term: 'MEDIUM_LONG' } },
  LN_BAL_UNSEC: { ...loans, measure: 'BALANCE', fixed: { guarantee: 'CREDIT' } },
  LN_BAL_NPL: { ...loans, measure: 'NPL' },
  LN_BRW: { ...loans, measure: 'BORROWERS', amount: false },
  LN_DISB: { ...loans, measure: 'DRAWN', flow: true },
  LN_DISB_BRW: { ...loans, measure: 'DRAWN_BORROWERS', flow: true, amount: false },
  INS_COVER_WRITTEN: { ...covers, measure: 'WRITTEN', flow: true },
  INS_COVER_INFORCE: { ...covers, measure: 'IN_FORCE', flow: false },
  KDT_FILED_BAL: {
    basis: 'EVENT',
    measure: 'FILED',
    flow: false,
    amount: true,
    dimensions: ['reporter', 'area', 'lifecycle', 'programme'],
    fixed: { programme: 'KDT' },
  },
  LST_MEM: {
    basis: 'EVENT',
    measure: 'MEMBERS',
    flow: false,
    amount: false,
    dimensions: ['area', 'lifecycle'],
    fixed: {},
  },
};

const restriction = (value: string): string | null => (value === TOTAL ? null : value);

function planPostings(catalogue: Catalogue, series: Series, source: Source, period: Period): Plan {
  const { knownAt } = catalogue;
  const to = endOf(period);
  const membership =
    series.population === TOTAL ? null : membershipOn(catalogue, series.population, to);
  if (membership === undefined) return NOT_COLLECTED;
  if (membership?.lists.length === 0) return MISSING;
  const lists = membership?.lists.map(({ list, version }) => ({ list, version })) ?? null;
  const place = {
    knownAt,
    area: series.area === PROVINCE ? null : series.area,
    lifecycle: restriction(series.lifecycle),
  };
  const parked = (key: string) => catalogue.parked.has(key);
  const gaps =
    (membership?.missing.length ?? 0) > 0 ||
    !!lists?.some(({ list }) => parked(`regulators/${list}`));
  if (source.measure === 'MEMBERS') {
    if (!lists) return NOT_COLLECTED;
    const term: Term = { kind: 'MEMBERS', ...place, lists };
    return { possible: true, term, scale: 1n, expected: null, incomplete: gaps };
  }
  const reporters = series.reporter === TOTAL ? null : membersOf(catalogue, series.reporter);
  return {
    possible: true,
    term: {
      kind: 'POSTINGS',
      ...place,
      measure: source.measure,
      from: source.flow ? startOf(period) : null,
      to,
      reporters,
      product: restriction(series.product),
      guarantee: restriction(series.guarantee),
      term: restriction(series.term),
      programme: restriction(series.programme),
      lists,
    },
    scale: 1n,
    expected: null,
    incomplete: gaps || postingsParked(catalogue, source, series.programme, reporters),
  };
}

/** Whether a fact that could not be applied may belong to these postings. */
function postingsParked(
  catalogue: Catalogue,
  source: Source,
  programme: string,
  reporters: readonly string[] | null,
): boolean {
  if (source.basis === 'EVENT') return catalogue.parked.has(`programmes/${programme}`);
  if (reporters) return reporters.some((code) => catalogue.parked.has(`banks/${code}`));
  return [...catalogue.parked].some((key) => key.startsWith('banks/'));
}
