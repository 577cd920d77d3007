import type { Period } from '@qianfan/schema/kernel/period';
import { lastMonthOf, monthsOf } from '@qianfan/schema/kernel/period';
import type { Ratio } from '@qianfan/schema/kernel/ratio';
import { type Catalogue, type Definition, inForce } from './catalogue.ts';
import { TOTAL } from '@qianfan/schema/catalogue/dimensions';
import { lastDayOf, notBegun, notOver, returnAwaits, stageOf } from './due.ts';
import { formatFigure, type Series } from './figure.ts';
import { derivedLevel } from './formula.ts';
import { planOf } from './plan.ts';
import type { Otherwise, Plan } from './planned.ts';
import { membershipOn } from './population.ts';
import { FigureError } from './refusal.ts';
import { LEVEL } from './transform.ts';
import type { ListRef, Load, Term } from './terms.ts';
import { BREAK, divide, type Level, PROVISIONAL } from './value.ts';

/** From where figures are seen: what was known at an instant, and a way to read. */
export interface Vantage {
  catalogue: Catalogue;
  load: Load;
}

/**
 * The versions of a metric's definition.
 * @throws FigureError NOT_FOUND, METRIC_CYCLE
 */
export function metricOf(
  catalogue: Catalogue,
  code: string,
): readonly [Definition, ...Definition[]] {
  const versions = catalogue.metrics.get(code);
  if (!versions?.length) throw new FigureError('NOT_FOUND', { what: `metric ${code}` });
  const way = catalogue.circular.get(code);
  if (way !== undefined) throw new FigureError('METRIC_CYCLE', { metric: code, way });
  return versions as readonly [Definition, ...Definition[]];
}

/**
 * What is not known at the vantage has no value there: that a code exists at all is asked before (`known.ts`).
 * @throws FigureError NOT_FOUND for a metric that nobody has defined
 */
export async function levelOf(
  { catalogue, load }: Vantage,
  series: Series,
  period: Period,
  within: readonly ListRef[] | null = null,
): Promise<Level> {
  const versions = metricOf(catalogue, series.metric);
  const definition = inForce(versions, period);
  if (!definition) return { ...blank(versions[0]), status: 'NOT_COLLECTED' };
  const described = {
    ...blank(definition),
    definitionVersion: definition.version,
    flags: [
      ...(breaksIn(versions, definition, period) ? [BREAK] : []),
      ...(isProvisional(catalogue, series, period) ? [PROVISIONAL] : []),
    ],
    listVersion: listVersionOf(catalogue, series.population, period),
  };
  if (definition.formula) {
    const level = (of: Series) => levelOf({ catalogue, load }, of, period);
    return derivedLevel(catalogue, definition, definition.formula, series, level, described);
  }
  return definition.unit === 'RATIO'
    ? quotient({ catalogue, load }, definition, series, period, described)
    : amount(
        { catalogue, load },
        period,
        planOf(catalogue, definition, series, period, within),
        described,
        within ? null : formatFigure({ series, transform: LEVEL, period }),
      );
}

const blank = (definition: Definition): Level => ({
  status: 'MISSING',
  value: null,
  partial: null,
  expected: null,
  received: null,
  lacks: null,
  awaits: null,
  flags: [],
  unit: definition.unit,
  definitionVersion: null,
  listVersion: null,
  numerator: null,
  denominator: null,
  made: null,
});

/** Whether a later than the first definition takes effect within the period. */
const breaksIn = (versions: readonly Definition[], current: Definition, period: Period): boolean =>
  current !== versions[0] &&
  monthsOf(period).includes(current.effectiveFrom) &&
  current.effectiveFrom <= lastMonthOf(period);

/** Returns are of a whole period; what contracts and programmes say stands until today. */
const isProvisional = (catalogue: Catalogue, { basis }: Series, period: Period): boolean =>
  basis !== 'RETURN' && stageOf(catalogue, period) === 'RUNNING';

function listVersionOf(catalogue: Catalogue, population: string, period: Period): string | null {
  const unknown = population === TOTAL || notBegun(catalogue, period);
  const day = lastDayOf(catalogue, period);
  const lists = unknown ? [] : membershipOn(catalogue, population, day)?.lists;
  return lists?.length ? lists.map(({ list, version }) => `${list}/${version}`).join(' ') : null;
}

const whole = (numerator: bigint): Ratio => ({ numerator, denominator: 1n });

async function amount(
  { catalogue, load }: Vantage,
  period: Period,
  plan: Plan,
  described: Level,
  figureId: string | null,
): Promise<Level> {
  const awaits = notBegun(catalogue, period);
  const isAsked = plan.possible || plan.status === 'MISSING';
  if (awaits && isAsked) return { ...described, status: 'NOT_DUE', awaits };
  if (!plan.possible) return { ...described, status: plan.status };
  const { term, scale, expected } = plan;
  const { value, received } = await load(term);
  const level = {
    ...described,
    expected,
    received: expected === null ? null : received,
    made: {
      kind: 'NAME' as const,
      name: { part: 'VALUE' as const, figureId, term, scale, unit: described.unit },
    },
  };
  if (received === 0) {
    return stillAwaited(catalogue, term, { ...level, ...(await absence(load, plan.otherwise)) });
  }
  // What has flowed until today is a part of what flows in the period; what stands today, stands.
  const running =
    term.kind === 'POSTINGS' && term.from !== null ? notOver(catalogue, period) : null;
  const sum = whole(value * scale);
  if (running) return { ...level, status: 'INCOMPLETE', partial: sum, awaits: running };
  if (expected !== null && received < expected) {
    return stillAwaited(catalogue, term, { ...level, status: 'INCOMPLETE', partial: sum });
  }
  return plan.incomplete
    ? { ...level, status: 'INCOMPLETE', partial: sum }
    : { ...level, status: 'REPORTED', value: sum };
}

/** Until a return is due, whoever has not filed it is not behind; before its period is over nobody owes it at all. */
function stillAwaited(catalogue: Catalogue, term: Term, level: Level): Level {
  if (!('form' in term) || level.status === 'NOT_COLLECTED') return level;
  const awaits = returnAwaits(catalogue, term.form, level.lacks ?? term.period);
  if (!awaits) return level;
  if (level.status !== 'MISSING') return { ...level, awaits };
  const owed = awaits.code === 'RETURN_NOT_DUE' ? {} : { expected: null, received: null };
  return { ...level, ...owed, status: 'NOT_DUE', awaits, made: null };
}

/**
 * Why nothing was found. Whoever filed the return of the period is not behind with it, where an earlier one is missing;
 * and nobody is behind with a cell that everybody has left out, since nobody owes it.
 */
async function absence(load: Load, otherwise: Otherwise | undefined): Promise<Partial<Level>> {
  const { own, filed } = otherwise ?? { own: null, filed: null };
  const received = own ? (await load(own.term)).received : 0;
  if (own && received > 0) return { status: 'MISSING', received, lacks: own.earlier };
  const left = filed !== null && (await load(filed)).received > 0;
  return left
    ? { status: 'NOT_COLLECTED', expected: null, received: null, made: null }
    : { status: 'MISSING' };
}

/** The quotient of two metrics over the same scope: sums are divided, never averaged. */
async function quotient(
  vantage: Vantage,
  definition: Definition,
  series: Series,
  period: Period,
  described: Level,
): Promise<Level> {
  if (definition.agency !== series.agency || !definition.bases.includes(series.basis)) {
    return { ...described, status: 'NOT_COLLECTED' };
  }
  const { catalogue } = vantage;
  const { numerator: above, denominator: below } = definition;
  if (!above || !below) throw new FigureError('RATIO_PARTS', { metric: definition.code });
  const lower = denominatorSeries(catalogue, below, series);
  // 获贷率: borrowers on the list over members of the list, so that the numerator is a part of the denominator.
  const covers = lower.metric === 'LST_MEM';
  const within = covers
    ? (membershipOn(catalogue, series.population, lastDayOf(catalogue, period))?.lists ?? [])
    : null;
  const upper = partSeries(catalogue, above, series, series.basis);
  const [numerator, denominator] = await Promise.all([
    levelOf(vantage, upper, period, within?.length ? within : null),
    levelOf(vantage, lower, period),
  ]);
  return { ...described, ...divide(numerator, denominator) };
}

const partSeries = (
  catalogue: Catalogue,
  metric: string,
  series: Series,
  basis: Series['basis'],
): Series => ({ ...series, metric, basis, agency: metricOf(catalogue, metric)[0].agency });

/** Members of a list belong to no reporter: a bank's coverage is over the whole list. */
function denominatorSeries(catalogue: Catalogue, metric: string, series: Series): Series {
  if (metric !== 'LST_MEM') return partSeries(catalogue, metric, series, series.basis);
  return {
    ...partSeries(catalogue, metric, series, 'EVENT'),
    reporter: TOTAL,
    product: TOTAL,
    guarantee: TOTAL,
    term: TOTAL,
    programme: TOTAL,
  };
}
