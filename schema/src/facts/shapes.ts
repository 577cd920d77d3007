import { Type } from 'typebox';
import { YEAR, YEAR_OF_INSTANT } from '../kernel/span.ts';

/** Shapes that several facts and commands share. Patterns are anchored; lengths are bounded, since a door is open to anybody. */
export const Code = Type.String({ pattern: '^[A-Z0-9][A-Z0-9_]{0,63}$' });
export const Id = Type.String({ pattern: '^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$' });
export const Name = Type.String({ minLength: 1, maxLength: 200 });
const MONTH = '(0[1-9]|1[0-2])';
export const PeriodText = Type.String({ pattern: `^${YEAR}(-${MONTH}|-Q[1-4])?$` });
export const MonthText = Type.String({ pattern: `^${YEAR}-${MONTH}$` });
/** A decision still asks whether the day exists: 2024-02-30 does not. */
export const DateText = Type.String({ pattern: `^${YEAR}-${MONTH}-(0[1-9]|[12]\\d|3[01])$` });
const CLOCK = '([01]\\d|2[0-3]):[0-5]\\d';
/** A decision still asks whether the day exists. */
export const InstantText = Type.String({
  pattern: `^${YEAR_OF_INSTANT}-${MONTH}-(0[1-9]|[12]\\d|3[01])T${CLOCK}:[0-5]\\d(\\.\\d{1,6})?(Z|[+-]${CLOCK})$`,
});
/** Yuan, at most two decimals: `5000000.00`. */
export const Yuan = Type.String({ pattern: '^(0|[1-9]\\d{0,14})(\\.\\d{1,2})?$' });
export const SignedYuan = Type.String({ pattern: '^-?(0|[1-9]\\d{0,14})(\\.\\d{1,2})?$' });
/** Percent a year, as contracts state it: `4.35` is 4.35 %. One number has one text but for zeros at its end. */
export const Percent = Type.String({ pattern: '^(0|[1-9]\\d?)(\\.\\d{1,4})?$' });
/** GB/T 2260 code: province (2 digits), city (4) or county (6). */
export const AreaCode = Type.String({ pattern: '^36(\\d{2}(\\d{2})?)?$' });
export const CountyCode = Type.String({ pattern: '^36\\d{4}$' });
export const TextPair = Type.Object({ zh: Name, en: Name }, { additionalProperties: false });
/** The rows and positions of reference data that a decision used, so that a replay gives the same verdict. */
export const ReferenceUsed = Type.Array(Type.String({ maxLength: 120 }), { maxItems: 20 });
export const IssueShape = Type.Object({
  code: Type.String(),
  severity: Type.String(),
  path: Type.Optional(Type.String()),
  row: Type.Optional(Type.String()),
  column: Type.Optional(Type.String()),
  found: Type.Optional(Type.String()),
  expected: Type.Optional(Type.String()),
  message: Type.Object({ zh: Type.String(), en: Type.String() }),
  fix: Type.Optional(Type.Object({ zh: Type.String(), en: Type.String() })),
});
/** A command of an identified sender that was refused, with every reason at once. */
export const Refused = Type.Object({ command: Type.String(), issues: Type.Array(IssueShape) });

/** An object without further properties. */
export const closed = <T extends Parameters<typeof Type.Object>[0]>(properties: T) =>
  Type.Object(properties, { additionalProperties: false });
