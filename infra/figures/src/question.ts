import type { PublishedQuery, PublishedTransform } from './published.ts';

/** `FigureInput` of the API. */
export interface FigureInput {
  metric: string;
  period: string;
  basis: string;
  agency: string;
  area: string;
  population?: string;
  reporter?: string;
  product?: string;
  programme?: string;
  transform?: string;
}

/** What of the observation is read: its value, or how it changed on an earlier period. */
export type Reading =
  | { field: 'value' }
  | { field: 'growth' | 'change'; kind: 'YOY' | 'YTD' | 'QOQ' };

export interface Question {
  figure: FigureInput;
  reading: Reading;
}

/** What to ask for a published number: one figure, or one less another. */
export interface Asked {
  first: Question;
  less?: Question;
}

/** Indicators whose figures are the Department of Science and Technology's; all others are the financial regulator's. */
const AT_DOST = /^(KDT_(FILED_\w+|REGION_\w+|BANK|OUTLET)|PRG_AGE|(PTS|FND)_\w+)$/;

const VALUE: Reading = { field: 'value' };
const READINGS: Record<PublishedTransform, Reading> = {
  LEVEL: VALUE,
  // How many different ones there are is the metric itself: a sum of counts it is not.
  COUNT: VALUE,
  RATIO: VALUE,
  SHARE: VALUE,
  YOY: { field: 'growth', kind: 'YOY' },
  YTD: { field: 'growth', kind: 'YTD' },
  QOQ: { field: 'growth', kind: 'QOQ' },
  MULTIPLE: { field: 'growth', kind: 'YOY' },
  GAP_ALL: { field: 'growth', kind: 'YOY' },
  PP_YOY: { field: 'change', kind: 'YOY' },
  PP_YTD: { field: 'change', kind: 'YTD' },
};

/**
 * The question to the system for what a published number speaks of.
 * @throws RangeError for a product that is not the reporter's, and for a whole or a predicate that no figure has
 */
export function askedOf(query: PublishedQuery): Asked {
  const first: Question = { figure: figureOf(query), reading: READINGS[query.transform] };
  if (query.transform !== 'GAP_ALL') return { first };
  return { first, less: { ...first, figure: figureOf({ ...query, population: 'ALL' }) } };
}

function figureOf(query: PublishedQuery): FigureInput {
  const { indicator, population, reporter, area, product, programme, basis, period } = query;
  const transform = transformOf(query);
  return {
    metric: indicator,
    period,
    basis,
    agency: AT_DOST.test(indicator) ? 'PRG_DOST' : 'REG_NFRA_JX',
    area,
    ...(population !== null && { population }),
    ...(reporter !== 'ALL' && { reporter }),
    ...(product !== null && { product: productOf(product, reporter) }),
    ...(programme !== null && { programme }),
    ...(transform && { transform }),
  };
}

/** The code under which the reporter itself knows its product: a figure's id has a place of its own for the owner. */
function productOf(product: string, reporter: string): string {
  const [owner, code] = product.split('.') as [string, string?];
  if (code === undefined) return product;
  if (owner !== reporter) throw new RangeError(`${product} is no product of ${reporter}`);
  return code;
}

const WHERE = /^(<|<=|>|>=) (-?\d+(?:\.\d+)?)$/;
const PREDICATES: Record<string, string> = { '<': 'LT', '<=': 'LE', '>': 'GT', '>=': 'GE' };

function transformOf({ transform, of = {}, where }: PublishedQuery): string | undefined {
  if (transform === 'SHARE') {
    const whole = of.population ?? of.reporter;
    if (whole === undefined) throw new RangeError('a share is of a population or a reporter');
    return `SHARE-${of.population === undefined && whole === 'ALL' ? '_T' : whole}`;
  }
  if (where === undefined) return undefined;
  const predicate = WHERE.exec(where);
  if (!predicate) throw new RangeError(`no predicate: ${where}`);
  return `COUNT-${PREDICATES[predicate[1]!]}-${predicate[2]}`;
}
