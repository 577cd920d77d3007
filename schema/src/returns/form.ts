import { type Static, Type } from 'typebox';
import { closed, Code, MonthText, TextPair } from '../facts/shapes.ts';

/**
 * An expression over the cells of one return, as data: JSON arrays, operator first. Values are exact decimals in the
 * form's unit. A cell is named by row and column; `$r` and `$c` stand for the row and column at hand.
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
  | ['limit', 'SINGLE_NAME'];

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

/** A row: a population (with `parts`, the union of theirs; overlapping, so max ≤ union ≤ sum). */
export const FormRow = closed({
  code: Type.String({ pattern: '^[A-Z0-9.]{1,16}$' }),
  population: Code,
  name: TextPair,
  parts: Type.Optional(Type.Array(Type.String())),
});

/** A column: the metric whose observations its cells are. `kind` AMOUNT: two decimals; COUNT: whole, checked by the annex. */
export const FormColumn = closed({
  code: Type.String({ pattern: '^[A-Z]{1,4}$' }),
  metric: Code,
  kind: Type.Enum(['AMOUNT', 'COUNT']),
  /** POINT: at the period's end. YEAR_TO_DATE: since January (当年累放). */
  accumulation: Type.Enum(['POINT', 'YEAR_TO_DATE']),
  name: TextPair,
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
  rules: Type.Array(Rule, { maxItems: 300 }),
});

export type Rule = Static<typeof Rule>;
export type FormRow = Static<typeof FormRow>;
export type FormColumn = Static<typeof FormColumn>;
export type ReturnForm = Static<typeof ReturnForm>;
