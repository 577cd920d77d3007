import {
  FIGURE_DIMENSIONS,
  type FigureDimension,
  figureIdText,
  PROVINCE,
  TOTAL,
} from '@qianfan/schema/catalogue/dimensions';
import { type Basis, BASES } from '@qianfan/schema/catalogue/definition';
import { areaCode } from '@qianfan/schema/codelists/areas';
import { frequencyOf, parsePeriod, type Period } from '@qianfan/schema/kernel/period';
import { FigureError } from './refusal.ts';
import { formatTransform, LEVEL, parseTransform, type Transform } from './transform.ts';

/** 各项贷款: the population that is not restricted, under the name that forms give it. */
export const ALL = 'ALL';

/** A row of numbers over time: one metric under one restriction of every dimension. */
export type Series = Record<FigureDimension, string> & { basis: Basis };

/** One number: what, changed how, when. Its text is its id. */
export interface Figure {
  series: Series;
  transform: Transform;
  period: Period;
}

/** What a question may leave out: agency and basis follow from the metric's definition. */
export type FigureQuery = Partial<Omit<Series, 'metric'>> & {
  metric: string;
  period: Period;
  transform?: string;
};

/** `LN_BAL.HNTE._T.36._T._T._T._T._T.REG_NFRA_JX.RETURN.M:LEVEL:2024-12` */
export function formatFigure({ series, transform, period }: Figure): string {
  const frequency = frequencyOf(period);
  return figureIdText({ series, frequency, transform: formatTransform(transform), period });
}

const VALUE = /^[A-Za-z0-9_-]{1,64}$/;

/**
 * The figure that an id names.
 * @throws FigureError BAD_FIGURE_ID, saying which part is wrong
 */
export function parseFigure(id: string): Figure {
  const bad = (what: string) => new FigureError('BAD_FIGURE_ID', { found: id.slice(0, 200), what });
  const [key, change, period, more] = id.split(':');
  if (period === undefined || more !== undefined) throw bad('series:transform:period');
  if (!parsePeriod(period)) throw bad(`period ${period}`);
  const values = key!.split('.');
  if (values.length !== FIGURE_DIMENSIONS.length + 2)
    throw bad(`${FIGURE_DIMENSIONS.length + 2} dimensions`);
  const wrong = values.find((value) => !VALUE.test(value));
  if (wrong !== undefined) throw bad(`"${wrong}"`);
  const [basis, frequency] = values.slice(-2);
  const known = BASES.find((name) => name === basis);
  if (!known) throw bad(`basis ${basis}`);
  if (frequency !== frequencyOf(period)) throw bad(`frequency ${frequency}, period ${period}`);
  const transform = parseTransform(change!);
  if (!transform) throw bad(`transform ${change}`);
  const named = Object.fromEntries(FIGURE_DIMENSIONS.map((name, n) => [name, values[n]!]));
  return { series: normal({ ...named, basis: known } as Series), transform, period };
}

/**
 * One spelling for each series: `ALL` is the population that is not restricted, `36` the area that is not, and a city
 * has four digits.
 */
export function normal(series: Series): Series {
  return {
    ...series,
    population: series.population === ALL ? TOTAL : series.population,
    reporter: series.reporter === ALL ? TOTAL : series.reporter,
    area: series.area === TOTAL ? PROVINCE : areaCode(series.area),
  };
}

/** A product is its owner's own: `BNK_JJB.SHUZHIDAI` names both the reporter and the product. */
function productOf({ product, reporter }: FigureQuery): { product?: string; reporter?: string } {
  const [owner, code, more] = product?.split('.') ?? [];
  if (owner === undefined || code === undefined) return {};
  const another = reporter !== undefined && ![owner, ALL, TOTAL].includes(reporter);
  if (more !== undefined || another) {
    throw new FigureError('BAD_USER_INPUT', { what: `product ${product}` });
  }
  return { product: code, reporter: owner };
}

/**
 * The figure that a question asks for; `defaults` come from the metric's definition.
 * @throws FigureError BAD_USER_INPUT for a transform that there is not
 */
export function figureOf(query: FigureQuery, defaults: { agency: string; basis: Basis }): Figure {
  const transform = query.transform === undefined ? LEVEL : parseTransform(query.transform);
  if (!transform) throw new FigureError('BAD_USER_INPUT', { what: `transform ${query.transform}` });
  if (!parsePeriod(query.period)) {
    throw new FigureError('BAD_USER_INPUT', { what: `period ${query.period}` });
  }
  const asked = { ...query, ...productOf(query) };
  const series = Object.fromEntries(
    FIGURE_DIMENSIONS.map((name) => [
      name,
      asked[name] ?? (name === 'agency' ? defaults.agency : TOTAL),
    ]),
  ) as Record<FigureDimension, string>;
  return {
    series: normal({ ...series, basis: query.basis ?? defaults.basis }),
    transform,
    period: query.period,
  };
}
