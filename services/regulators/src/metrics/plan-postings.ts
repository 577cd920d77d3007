import { type Period, startOf } from '@qianfan/schema/kernel/period';
import { type Catalogue, membersOf } from './catalogue.ts';
import { type FigureDimension, PROVINCE, TOTAL } from '@qianfan/schema/catalogue/dimensions';
import { lastDayOf } from './due.ts';
import type { Series } from './figure.ts';
import { carries, MISSING, NOT_COLLECTED, type Plan } from './planned.ts';
import { membershipOn } from './population.ts';
import { type Source, SOURCES } from './sources.ts';
import type { ListRef, Term } from './terms.ts';

/** Metrics that follow from contracts, programmes or lists; NOT_COLLECTED where a dimension is not known of these. */
export function planPostings(
  catalogue: Catalogue,
  series: Series,
  period: Period,
  within: readonly ListRef[] | null = null,
): Plan {
  const source = SOURCES[series.metric];
  if (source?.basis !== series.basis) return NOT_COLLECTED;
  const restricted = (Object.keys(source.fixed) as FigureDimension[]).some(
    (name) => series[name] !== TOTAL && series[name] !== source.fixed[name],
  );
  const vague = source.named?.some((name) => series[name] === TOTAL);
  if (restricted || vague || !carries(source.dimensions, series)) return NOT_COLLECTED;
  return sumPostings(catalogue, { ...series, ...source.fixed }, source, period, within);
}

const restriction = (value: string): string | null => (value === TOTAL ? null : value);

/** From postings of contracts and programmes, or from lists. */
function sumPostings(
  catalogue: Catalogue,
  series: Series,
  source: Source,
  period: Period,
  within: readonly ListRef[] | null,
): Plan {
  const { knownAt } = catalogue;
  const to = lastDayOf(catalogue, period);
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
      within: sameLists(lists, within) ? null : within,
    },
    scale: 1n,
    expected: null,
    incomplete: gaps || postingsParked(catalogue, source, series.programme, reporters),
  };
}

const sameLists = (a: readonly ListRef[] | null, b: readonly ListRef[] | null): boolean =>
  a?.length === b?.length &&
  !!a?.every(({ list, version }, n) => b![n]!.list === list && b![n]!.version === version);

/** Whether a fact that could not be applied may belong to these postings. */
function postingsParked(
  catalogue: Catalogue,
  source: Source,
  programme: string,
  reporters: readonly string[] | null,
): boolean {
  if (source.of === 'programmes') return catalogue.parked.has(`programmes/${programme}`);
  if (reporters) return reporters.some((code) => catalogue.parked.has(`banks/${code}`));
  return [...catalogue.parked].some((key) => key.startsWith('banks/'));
}
