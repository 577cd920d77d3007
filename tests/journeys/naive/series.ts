/** What a figure's id says before its transform; `_T` where nothing is restricted, and 36 for the whole province. */
export interface Series {
  metric: string;
  population: string;
  reporter: string;
  area: string;
  product: string;
  guarantee: string;
  term: string;
  lifecycle: string;
  programme: string;
  agency: string;
  basis: string;
}

const NAMES = [
  'metric',
  'population',
  'reporter',
  'area',
  'product',
  'guarantee',
  'term',
  'lifecycle',
  'programme',
  'agency',
  'basis',
] as const;

export const seriesOf = (key: string): Series => {
  const values = key.split('.');
  return Object.fromEntries(NAMES.map((name, n) => [name, values[n]])) as unknown as Series;
};

export const keyOf = (series: Series): string => NAMES.map((name) => series[name]).join('.');

export const isFree = (value: string): boolean => value === '_T' || value === '36';
