import { own, reachOf, requirePrincipal, withinReach } from '@qianfan/kit/identity/access';
import { reaches } from '@qianfan/kit/identity/reach';
import type { RequestContext } from '@qianfan/kit/subgraph/context';
import { refusal } from '@qianfan/kit/subgraph/errors';
import {
  dayOf,
  endOfDay,
  formatInstant,
  type Instant,
  parseInstant,
} from '@qianfan/schema/kernel/instant';
import {
  comparePeriods,
  frequencyOf,
  isDate,
  type Period,
  shiftPeriod,
} from '@qianfan/schema/kernel/period';
import { metricOf } from './level.ts';
import { observatoryOf } from './catalogue.store.ts';
import { TOTAL } from '@qianfan/schema/catalogue/dimensions';
import {
  ALL,
  type Figure,
  type FigureQuery,
  figureOf,
  formatFigure,
  parseFigure,
} from './figure.ts';
import { observe, type Observation, type Observatory } from './observe.ts';
import { checkKnown } from './known.ts';
import { knowsPopulation } from './population.ts';
import { FigureError } from './refusal.ts';
import type { Transform } from './transform.ts';

/** Programmes see what programmes hold of banks, never what banks hold. */
const recordsOf = ({ series }: Figure) => (series.basis === 'EVENT' ? 'PROGRAMME' : 'BANK');

/**
 * Totals are open to every role. A figure that names an institution, or divides by one, is open to those who may see
 * that institution's records: FORBIDDEN otherwise, whether there is a value or not.
 */
function mayAsk(context: RequestContext, { catalogue }: Observatory, figure: Figure): void {
  for (const code of namedBy(figure, catalogue)) {
    own(context, code, recordsOf(figure));
    const area = catalogue.organisations.get(code)?.area;
    if (area) withinReach(context, area, recordsOf(figure));
  }
}

/** A figure that may be asked for, and of which every value is known. */
export async function admitted(
  context: RequestContext,
  from: Observatory,
  figure: Figure,
): Promise<Figure> {
  mayAsk(context, from, figure);
  await checkKnown(from, figure);
  return figure;
}

/** A share of what is no population and no area is a share of an institution, whether there is such a one or not. */
function namedBy({ series, transform }: Figure, catalogue: Observatory['catalogue']): string[] {
  const of = transform.kind === 'SHARE' ? transform.of : TOTAL;
  const open = [TOTAL, ALL].includes(of) || /^\d+$/.test(of) || knowsPopulation(catalogue, of);
  return [series.reporter, ...(open ? [] : [of])].filter((code) => code !== TOTAL);
}

/** The institutions whose single facts the viewer may see; null = all. */
export function visibleTo(
  context: RequestContext,
  { catalogue }: Observatory,
  figure: Figure,
): string[] | null {
  const found = reachOf(context, recordsOf(figure));
  if (found.extent === 'ALL') return null;
  if (found.extent === 'NONE') return [];
  if (found.extent === 'OWN') return [found.institution];
  return [...catalogue.organisations.values()]
    .filter(({ area }) => reaches(found, area))
    .map(({ code }) => code);
}

/** Runs a question, with refusals of the engine as GraphQL shows them. */
export async function answering<T>(
  context: RequestContext,
  ask: (from: Observatory) => Promise<T> | T,
): Promise<T> {
  requirePrincipal(context);
  try {
    return await ask(await observatoryOf(context));
  } catch (error) {
    if (error instanceof FigureError) throw refusal(error.code, ...error.parameters);
    throw error;
  }
}

/** The figure of a question, with what its metric's definition fills in. */
export function figureFor({ catalogue }: Observatory, query: FigureQuery): Figure {
  const definition = metricOf(catalogue, query.metric).at(-1)!;
  return figureOf(query, { agency: definition.agency, basis: definition.bases[0] ?? 'RETURN' });
}

const observations = new WeakMap<Observatory, Map<string, Promise<Observation>>>();

/** The same figure is worked out once in a request, however often and however early it is asked for. */
function observeOnce(from: Observatory, figure: Figure): Promise<Observation> {
  let known = observations.get(from);
  if (!known) observations.set(from, (known = new Map()));
  const id = formatFigure(figure);
  let found = known.get(id);
  if (!found) known.set(id, (found = observe(from, figure)));
  return found;
}

export const observed = (context: RequestContext, figure: Figure): Promise<Observation> =>
  answering(context, async (from) => observeOnce(from, await admitted(context, from, figure)));

/** `along`: how else the figure is going to be asked for. */
export const observedQuery = (
  context: RequestContext,
  query: FigureQuery,
  along: readonly Transform[] = [],
): Promise<Observation> =>
  answering(context, async (from) => {
    // Whose it is shows without a look-up, so that a refusal tells nothing of what exists.
    if (query.reporter && query.reporter !== TOTAL && query.reporter !== 'ALL') {
      own(
        context,
        query.reporter,
        query.basis === 'EVENT' ? 'PROGRAMME' : scopeRecords(from, query),
      );
    }
    const figure = await admitted(context, from, figureFor(from, query));
    for (const transform of along) {
      // What goes wrong with it is told where it is asked for.
      observeOnce(from, { ...figure, transform }).catch(() => {});
    }
    return observeOnce(from, figure);
  });

const scopeRecords = ({ catalogue }: Observatory, { metric, basis }: FigureQuery) =>
  basis === undefined && catalogue.metrics.get(metric)?.at(-1)?.bases[0] === 'EVENT'
    ? 'PROGRAMME'
    : 'BANK';

export const observedId = (context: RequestContext, id: string): Promise<Observation> =>
  answering(context, async (from) =>
    observeOnce(from, await admitted(context, from, parseFigure(id))),
  );

/** Figures that one field answers: sixteen years of months. */
const MOST_FIGURES = 200;

export function atMost(size: number): void {
  if (size > MOST_FIGURES) throw refusal('TOO_LARGE', { size, limit: MOST_FIGURES });
}

/** Figures of a vintage triangle: thirty months of it. */
const LARGEST_TRIANGLE = 500;

export function sized(size: number): void {
  if (size > LARGEST_TRIANGLE) throw refusal('TOO_LARGE', { size, limit: LARGEST_TRIANGLE });
}

/**
 * The instant that a date or an instant names; today's date is the cut.
 * @throws BAD_AS_OF, FUTURE_AS_OF
 */
export function askedInstant(text: string, cut: Instant): Instant {
  if (isDate(text) && text === dayOf(cut)) return cut;
  const at = isDate(text) ? endOfDay(text) : parseInstant(text);
  if (at === undefined || at < 0) throw refusal('BAD_AS_OF', { found: text.slice(0, 100) });
  if (at > cut) throw refusal('FUTURE_AS_OF', { asOf: text, cut: formatInstant(cut) });
  return at;
}

/** The periods from one to another, both included. */
export function periodsBetween(from: Period, to: Period): Period[] {
  if (frequencyOf(from) !== frequencyOf(to) || comparePeriods(from, to) > 0) {
    throw refusal('BAD_USER_INPUT', { what: `${from} → ${to}` });
  }
  const periods = [from];
  while (periods.at(-1) !== to && periods.length <= MOST_FIGURES) {
    periods.push(shiftPeriod(periods.at(-1)!, 1));
  }
  atMost(periods.length);
  return periods;
}
