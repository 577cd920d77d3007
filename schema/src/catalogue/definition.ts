import { type Static, Type } from 'typebox';
import { closed, Code, MonthText, TextPair } from '../facts/shapes.ts';

/** How values add up (`domain.md` 2.2). The engine refuses what the class forbids. */
export const ADDITIVITY = [
  'STOCK',
  'FLOW',
  'CUM',
  'UNIQ_STOCK',
  'UNIQ_FLOW',
  'RATIO',
  'WAVG',
  'COUNT_OF_REPORTERS',
  'RANK',
] as const;
export const BASES = ['RETURN', 'CONTRACT', 'EVENT'] as const;

/** A metric: a base metric names the bases that carry it, a ratio the metrics that it divides. */
export const MetricDefinition = closed({
  code: Code,
  version: Type.Integer({ minimum: 1 }),
  name: TextPair,
  unit: Type.Enum(['YUAN', 'COUNT', 'RATIO']),
  additivity: Type.Enum([...ADDITIVITY]),
  frequency: Type.Enum(['M', 'Q', 'A', 'E']),
  agency: Code,
  effectiveFrom: MonthText,
  /** RETURN values come from the column of a form that names this metric. */
  bases: Type.Array(Type.Enum([...BASES])),
  numerator: Type.Optional(Code),
  denominator: Type.Optional(Code),
  description: TextPair,
});

export type MetricDefinition = Static<typeof MetricDefinition>;
export type Basis = (typeof BASES)[number];
export type Additivity = (typeof ADDITIVITY)[number];
