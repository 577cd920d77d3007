import type { Period } from '@qianfan/schema/kernel/period';
import type { Ratio } from '@qianfan/schema/kernel/ratio';
import type { Definition } from './catalogue.ts';
import type { Awaits } from './due.ts';
import { type Made, quotientMade } from './made.ts';

export const STATUSES = [
  'REPORTED',
  'MISSING',
  'NOT_DUE',
  'INCOMPLETE',
  'NOT_COLLECTED',
  'NOT_PUBLISHED',
  'UNDEFINED',
  'NOT_DERIVABLE',
] as const;
/**
 * REPORTED: the value stands. MISSING: owed and not there. NOT_DUE: the period has not begun, is not over, or its returns
 * are not due yet, so that nobody is behind. INCOMPLETE: a part is missing; see `partial`.
 * NOT_COLLECTED: nobody is asked for it. NOT_PUBLISHED: the period has no release yet. UNDEFINED: a quotient over nothing.
 * NOT_DERIVABLE: what is collected since January does not tell the period alone.
 */
export type Status = (typeof STATUSES)[number];

/** Whether somebody owes what is told: where nobody does, nobody is behind. */
export const isOwed = (status: Status): boolean =>
  status !== 'NOT_COLLECTED' && status !== 'NOT_DERIVABLE';

/** Of a period in which a new definition takes effect, or of a growth over such a period. */
export const BREAK = 'b';
/** Of a period that is not over: what contracts and programmes say of it until today. */
export const PROVISIONAL = 'p';

/** The value of a series at a period. Amounts are fen over 1, counts enterprises over 1; only printing rounds. */
export interface Level {
  status: Status;
  value: Ratio | null;
  /** Over the reporters that did report, where some did not. */
  partial: Ratio | null;
  expected: number | null;
  received: number | null;
  /** The period whose return is missing where that of the period itself is there: it is to be taken from it. */
  lacks: Period | null;
  /** What has to come before what is not there is missing. */
  awaits: Awaits | null;
  flags: readonly string[];
  unit: Definition['unit'];
  definitionVersion: number | null;
  /** `HNTE/2`: the versions of the lists that make up the population at the period's end. */
  listVersion: string | null;
  numerator: Level | null;
  denominator: Level | null;
  made: Made;
}

/** Whether facts alone say what it is: a value, or that there can be none. Of a part that is missing they do not. */
export const decides = ({ value, status }: Level): boolean =>
  value !== null || status === 'UNDEFINED';

/** What the worst of several levels waits for, which says what the whole is. */
export const awaitedBy = (levels: readonly Pick<Level, 'status' | 'awaits'>[]): Awaits | null =>
  levels.find(({ status }) => status !== 'REPORTED')?.awaits ?? null;

/** Where none of those who are asked has a value: whether anybody is behind. */
export function absentOf(levels: readonly Pick<Level, 'status' | 'awaits'>[]): Status {
  const isBehind = ({ status, awaits }: Pick<Level, 'status' | 'awaits'>) =>
    !awaits && (status === 'MISSING' || status === 'INCOMPLETE');
  return levels.some(({ awaits }) => awaits) && !levels.some(isBehind) ? 'NOT_DUE' : 'MISSING';
}

/** Two levels as one: what is wrong with a part is wrong with the whole. */
export function divide(
  numerator: Level,
  denominator: Level,
): Pick<
  Level,
  | 'status'
  | 'value'
  | 'partial'
  | 'expected'
  | 'received'
  | 'lacks'
  | 'awaits'
  | 'numerator'
  | 'denominator'
  | 'made'
> {
  const parts = [numerator, denominator];
  const worst = parts.find(({ status }) => status !== 'REPORTED')?.status;
  const counted = parts.find(({ expected }) => expected !== null);
  const quotientOf = (a: Ratio | null, b: Ratio | null): Ratio | null =>
    a && b && b.numerator !== 0n
      ? { numerator: a.numerator * b.denominator, denominator: a.denominator * b.numerator }
      : null;
  const value = worst ? null : quotientOf(numerator.value, denominator.value);
  return {
    status: worst ?? (value ? 'REPORTED' : 'UNDEFINED'),
    value,
    partial:
      worst === 'INCOMPLETE'
        ? quotientOf(numerator.value ?? numerator.partial, denominator.value ?? denominator.partial)
        : null,
    expected: counted?.expected ?? null,
    received: counted?.received ?? null,
    lacks: numerator.lacks ?? denominator.lacks,
    awaits: awaitedBy(parts),
    numerator,
    denominator,
    made: quotientMade(numerator.made, denominator.made),
  };
}
