import { type Static, Type } from 'typebox';
import { closed, Code, MonthText, TextPair } from '../facts/shapes.ts';

/**
 * An expression over the cells of one return, as data. Values are exact: amounts in hundredths of the form's unit,
 * counts in ones. A cell is named by row and column; `$r` and `$c` stand for the row and column at hand.
 * Grammar (JSON arrays, operator first):
 *   number      ["cell", row, column] | ["const", decimal text] | ["sum", n, …] | ["max", n, …] | ["times", n, n]
 *               | ["distinct", row, column]   distinct borrowers of the annex; of the united rows for a union row
 *               | ["limit", "SINGLE_NAME"]    the reporter's limit from the register; the rule is skipped where it holds none
 *   truth       ["ge"|"le"|"gt"|"eq"|"lt", n, n] | ["and"|"or", t, …] | ["iff", t, t] | ["implies", t, t] | ["integer", n]
 */
export const Expression: ReturnType<typeof Type.Unknown> = Type.Unknown();

/** One check of a rule pack. `rows`, `columns`: the rule is judged once for each combination; absent = once. */
export const Rule = closed({
  id: Type.String({ pattern: '^[A-Z]+-[A-Z0-9]+[a-z]?$' }),
  severity: Type.Enum(['FATAL', 'ERROR', 'WARN_EXPLAIN', 'WARN', 'INFO']),
  rows: Type.Optional(Type.Array(Type.String())),
  columns: Type.Optional(Type.Array(Type.String())),
  assert: Expression,
  /** Both sides as the report shows them; default: the two operands of a comparison. */
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

/** A return form and its rule pack, in force for periods from `effectiveFrom` until a later version's. */
export const ReturnForm = closed({
  form: Code,
  version: Type.Integer({ minimum: 1 }),
  name: TextPair,
  frequency: Type.Enum(['M', 'Q']),
  effectiveFrom: MonthText,
  currency: Type.Literal('CNY'),
  unit: Type.Literal('WAN_YUAN'),
  tables: Type.Array(Type.String({ maxLength: 16 })),
  rows: Type.Array(FormRow, { maxItems: 60 }),
  columns: Type.Array(FormColumn, { maxItems: 60 }),
  rules: Type.Array(Rule, { maxItems: 300 }),
});

export type Rule = Static<typeof Rule>;
export type FormRow = Static<typeof FormRow>;
export type FormColumn = Static<typeof FormColumn>;
export type ReturnForm = Static<typeof ReturnForm>;
