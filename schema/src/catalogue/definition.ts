import { type Static, Type } from 'typebox';
import { METRIC_DIMENSIONS } from './dimensions.ts';
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
  'INDEX',
] as const;
export const BASES = ['RETURN', 'CONTRACT', 'EVENT'] as const;

const Scope = Type.String({ pattern: '^[A-Z0-9_.]{1,64}$' });

/** A metric of a formula, over what is asked but for what is fixed here; `_T` = not restricted. */
export const FormulaPart = closed({
  metric: Code,
  population: Type.Optional(Scope),
  product: Type.Optional(Scope),
  guarantee: Type.Optional(Scope),
  term: Type.Optional(Scope),
  lifecycle: Type.Optional(Scope),
  programme: Type.Optional(Scope),
});

/**
 * How a metric follows from others. QUOTIENT: left ÷ right, DIFFERENCE: left − right, each over the whole scope.
 * SHARE_OF_REPORTERS: of the reporters for whom both are defined, the part whose left is below (LT) or above (GT) right.
 */
export const Formula = closed({
  operation: Type.Enum(['QUOTIENT', 'DIFFERENCE', 'SHARE_OF_REPORTERS']),
  left: FormulaPart,
  right: FormulaPart,
  is: Type.Optional(Type.Enum(['LT', 'GT'])),
});

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
  dimensions: Type.Optional(Type.Array(Type.Enum([...METRIC_DIMENSIONS]))),
  /** Forms and fact types that it follows from, those that are still to come included. */
  sources: Type.Optional(Type.Array(Type.String({ maxLength: 64 }), { maxItems: 20 })),
  /** A quotient of two metrics over the same scope; `formula` for anything else. */
  numerator: Type.Optional(Code),
  denominator: Type.Optional(Code),
  formula: Type.Optional(Formula),
  description: TextPair,
});

export type MetricDefinition = Static<typeof MetricDefinition>;
export type Formula = Static<typeof Formula>;
export type FormulaPart = Static<typeof FormulaPart>;
export type MetricDimension = (typeof METRIC_DIMENSIONS)[number];
export type Basis = (typeof BASES)[number];
export type Additivity = (typeof ADDITIVITY)[number];
