import type {
  Additivity,
  Basis,
  Formula,
  MetricDefinition,
  MetricDimension,
} from './definition.ts';

export const NFRA = 'REG_NFRA_JX';
export const DOST = 'PRG_DOST';

/** A metric of the seed. `bases`: those whose facts exist; none = defined, and not collected yet. */
export interface Row {
  zh: string;
  en: string;
  additivity: Additivity;
  bases: Basis[];
  unit?: MetricDefinition['unit'];
  frequency?: MetricDefinition['frequency'];
  agency?: string;
  /** Numerator and denominator. */
  of?: [string, string];
  formula?: Formula;
  dimensions?: readonly MetricDimension[];
  sources?: readonly string[];
  /** What it counts; its name says it where there is nothing to add. */
  what?: [zh: string, en: string];
  /** A second version from this month on: values before and after it are not comparable. */
  breaks?: { from: string; what: [zh: string, en: string] };
}

export type Rows = Record<string, Row>;

export const LOAN_DIMENSIONS = [
  'population',
  'reporter',
  'area',
  'product',
  'guarantee',
  'term',
  'lifecycle',
] as const;

/** A metric in one line. */
export const metric = (
  additivity: Additivity,
  zh: string,
  en: string,
  bases: Basis[],
  sources: readonly string[],
  more: Partial<Row> = {},
): Row => ({ zh, en, additivity, bases, sources, ...more });
