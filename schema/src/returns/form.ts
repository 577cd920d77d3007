import { type Static, Type } from 'typebox';
import { closed, Code, MonthText, TextPair } from '../facts/shapes.ts';

/**
 * An expression over the cells of a return, as data: JSON arrays, operator first. Values are exact decimals in the
 * form's unit. A cell is named by row and column; `$r` and `$c` stand for the row and column at hand.
 * In a form with blocks, a rule that names cells outside of `over` is judged once for each block.
 * A rule that names another return (`of`) is judged as soon as both are there, whichever comes second.
 * A comparison that ends in `"tolerant"` allows max(0.01 × terms, 0.005 %) for the rounding of amounts; counts are
 * never rounded, so it allows nothing there. What a missing cell or limit makes unknowable is not judged.
 */
export type NumberExpression =
  | ['cell', row: string, column: string]
  | ['const', decimal: string]
  | ['sum', ...NumberExpression[]]
  | ['max', ...NumberExpression[]]
  | ['times', NumberExpression, NumberExpression]
  /** Distinct borrowers in the annex; of the united rows, for a row with parts. */
  | ['distinct', row: string, column: string]
  /** The reporter's limit from the register, in the form's unit. */
  | ['limit', 'SINGLE_NAME']
  /** Over all blocks of the form: what Σ of the counties is. */
  | ['over', 'sum' | 'max', NumberExpression]
  /** In the latest accepted return of another form, of the same institution and period. */
  | ['of', form: string, NumberExpression];

export type Comparison = [
  'ge' | 'le' | 'gt' | 'eq' | 'lt',
  NumberExpression,
  NumberExpression,
  'tolerant'?,
];

export type TruthExpression =
  | Comparison
  | ['and' | 'or', ...TruthExpression[]]
  | ['iff' | 'implies', TruthExpression, TruthExpression]
  | ['integer', NumberExpression];

/** Any JSON array here; `formIssues` tells whether it keeps the grammar before a form takes effect. */
export const Expression = Type.Unsafe<TruthExpression>(Type.Array(Type.Unknown()));

/**
 * One check of a rule pack. `rows`, `columns`: it is judged once for each combination; absent = once.
 * Several checks may share an id: together they are that rule.
 */
export const Rule = closed({
  id: Type.String({ pattern: '^[A-Z]+-[A-Z0-9]+[a-z]?$' }),
  severity: Type.Enum(['FATAL', 'ERROR', 'WARN_EXPLAIN', 'WARN', 'INFO']),
  rows: Type.Optional(Type.Array(Type.String())),
  columns: Type.Optional(Type.Array(Type.String())),
  assert: Expression,
  /** `$r`, `$c`: the row and column at hand; `$found`, `$expected`: both sides of what did not hold. */
  message: TextPair,
  fix: TextPair,
});

/** What cells are restricted to beside the population; absent = not restricted. A cell has its row's and its column's. */
const restrictions = {
  product: Type.Optional(Code),
  guarantee: Type.Optional(Code),
  term: Type.Optional(Code),
  lifecycle: Type.Optional(Code),
  programme: Type.Optional(Code),
};

/**
 * A row: a population (absent = not restricted; with `parts`, the union of theirs; overlapping, so max ≤ union ≤ sum).
 * `columns`: the columns in which it has cells; absent = all. `metrics`: by column, where its cells are observations of
 * another metric than the column's: what restricts the row is then part of that metric's meaning.
 * `optional`, of rows and columns: their cells may be left out. What is left out is not zero: totals are incomplete.
 */
export const FormRow = closed({
  code: Type.String({ pattern: '^[A-Z0-9.]{1,16}$' }),
  population: Type.Optional(Code),
  name: TextPair,
  parts: Type.Optional(Type.Array(Type.String())),
  columns: Type.Optional(Type.Array(Type.String())),
  metrics: Type.Optional(Type.Record(Type.String(), Code)),
  optional: Type.Optional(Type.Boolean()),
  ...restrictions,
});

/**
 * A column: the metric whose observations its cells are. `kind` AMOUNT: money, two decimals; COUNT: how many different
 * ones, whole, checked by the annex where the form has one, and never added; NUMBER: whole, adds up.
 */
export const FormColumn = closed({
  code: Type.String({ pattern: '^[A-Z]{1,4}$' }),
  metric: Code,
  kind: Type.Enum(['AMOUNT', 'COUNT', 'NUMBER']),
  /** POINT: at the period's end. YEAR_TO_DATE: since January (当年累放). */
  accumulation: Type.Enum(['POINT', 'YEAR_TO_DATE']),
  name: TextPair,
  optional: Type.Optional(Type.Boolean()),
  ...restrictions,
});

/** The whole grid once for each area of a level that the reporter names; an area without one has nothing to report. */
export const FormBlocks = closed({
  dimension: Type.Literal('area'),
  level: Type.Enum(['CITY', 'COUNTY']),
});

/**
 * A return form and its rule pack, in force for periods from `effectiveFrom` until a later version's.
 * `tables`: the grid of cells first, then the borrower annex where the form has one.
 */
export const ReturnForm = closed({
  form: Code,
  version: Type.Integer({ minimum: 1 }),
  name: TextPair,
  frequency: Type.Enum(['M', 'Q']),
  effectiveFrom: MonthText,
  currency: Type.Literal('CNY'),
  unit: Type.Literal('WAN_YUAN'),
  tables: Type.Array(Type.String({ maxLength: 16 }), { minItems: 1, maxItems: 2 }),
  /** Borrower masks are numbers with one bit for each row: no more rows than a number has exact bits. */
  rows: Type.Array(FormRow, { minItems: 1, maxItems: 52 }),
  columns: Type.Array(FormColumn, { minItems: 1, maxItems: 60 }),
  blocks: Type.Optional(FormBlocks),
  rules: Type.Array(Rule, { maxItems: 300 }),
});

export type Rule = Static<typeof Rule>;
export type FormRow = Static<typeof FormRow>;
export type FormColumn = Static<typeof FormColumn>;
export type ReturnForm = Static<typeof ReturnForm>;
/** The dimensions that rows and columns may restrict. */
export const RESTRICTIONS = Object.keys(restrictions) as (keyof typeof restrictions)[];
