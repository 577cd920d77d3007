/** The dimensions that may be restricted, beside agency, basis and time. */
export const METRIC_DIMENSIONS = [
  'population',
  'reporter',
  'area',
  'product',
  'guarantee',
  'term',
  'lifecycle',
  'programme',
] as const;

/** The dimensions of an observation in the order of a figure's id. */
export const FIGURE_DIMENSIONS = ['metric', ...METRIC_DIMENSIONS, 'agency'] as const;
export type FigureDimension = (typeof FIGURE_DIMENSIONS)[number];

/** Not restricted. */
export const TOTAL = '_T';
/** The province: every area lies in it, so that an area that is not restricted is this one. */
export const PROVINCE = '36';

export interface FigureId {
  series: Readonly<Record<FigureDimension, string>> & { readonly basis: string };
  /** M, Q, A or E. */
  frequency: string;
  transform: string;
  period: string;
}

/** `LN_BAL.HNTE._T.36._T._T._T._T._T.REG_NFRA_JX.RETURN.M:LEVEL:2024-12` */
export function figureIdText({ series, frequency, transform, period }: FigureId): string {
  const key = [...FIGURE_DIMENSIONS.map((name) => series[name]), series.basis, frequency];
  return `${key.join('.')}:${transform}:${period}`;
}
