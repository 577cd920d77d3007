import { parseWan } from '@qianfan/schema/kernel/money';
import {
  firstMonthOf,
  lastMonthOf,
  monthsOf,
  periodOf,
  previousPeriod,
} from '@qianfan/schema/kernel/period';
import { hasNotBegun, hasTime, isOver } from './clock.ts';
import { carrierOf, type Form, formOf, isOneGrid, placeOf } from './forms.ts';
import { factsOf, type Known, once } from './known.ts';
import { isMember, organisations } from './registers.ts';
import type { Series } from './series.ts';
import { type Naive, none, notDue, one } from './value.ts';

/** A value from returns: each reporter's latest, cell by cell; borrowers as a set of names. */
export function fromReturns(
  known: Known,
  series: Series,
  period: string,
  within?: ReadonlySet<string>,
): Naive {
  const form = carrierOf(known, series, period);
  if (!form) return none('NOT_COLLECTED');
  const column = form.columns[placeOf(known, form, series)!.column];
  const spans = spansOf(form, column, period);
  if (!spans) return none('NOT_COLLECTED');
  if (spans === 'NOT_DERIVABLE') return none(spans);
  const { last, before } = spans;
  const owing = reportersOf(known, form.form, lastMonthOf(last), series.reporter);
  if (owing.length === 0) return none('NOT_COLLECTED');
  const named = column.kind === 'COUNT' && form.tables.length > 1;
  if (!named && within) return none('NOT_COLLECTED');
  if (!named && column.kind === 'COUNT') {
    // Numbers of different ones do not add up.
    if (owing.length > 1 || !isOneGrid(form, series.area)) return none('NOT_COLLECTED');
  }
  if (hasNotBegun(known, period)) return notDue();
  const place = placeOf(known, form, series)!;
  const mayLackIt = form.rows[place.row].optional || column.optional;
  let received = 0;
  let filed = 0;
  let own = 0;
  let sum = 0n;
  const borrowers = new Set<string>();
  for (const code of owing) {
    const current = returnOf(known, code, form.form, last);
    if (named) {
      if (!current) continue;
      received += 1;
      for (const id of borrowersIn(known, current, series)) {
        if (!within || within.has(id)) borrowers.add(id);
      }
      continue;
    }
    if (current) filed += 1;
    const now = cellIn(known, current, form, series);
    if (now !== null) own += 1;
    const earlier = before && returnOf(known, code, form.form, before);
    const then = before === null ? 0n : cellIn(known, earlier, form, series);
    if (now === null || then === null) continue;
    received += 1;
    sum += now - then;
  }
  const value = one(named ? BigInt(borrowers.size) : sum);
  const expected = owing.length;
  if (received === 0) {
    // Whoever has given its own period lacks nothing but the earlier one; nobody owes what may be left out.
    if (!named && before !== null && own > 0)
      return awaited(known, form, before, { ...none('MISSING'), expected, received: own });
    if (!named && mayLackIt && filed > 0) return none('NOT_COLLECTED');
    return awaited(known, form, last, { ...none('MISSING'), expected, received });
  }
  return received < expected
    ? awaited(known, form, last, { ...none('INCOMPLETE'), partial: value, expected, received })
    : { ...none('REPORTED'), value, expected, received };
}

/** Nobody is behind with a return before its deadline, and nobody owes one before its period is over. */
function awaited(known: Known, { form }: Form, period: string, found: Naive): Naive {
  const running = !isOver(known, period);
  if (!running && !hasTime(known, form, period)) return found;
  if (found.status !== 'MISSING') return { ...found, early: true };
  const { expected, received } = found;
  return running ? notDue() : { ...notDue(), expected, received };
}

/** The period of the return that tells, and of the one to be taken off where it counts since January. */
function spansOf(
  form: Form,
  column: any,
  period: string,
): { last: string; before: string | null } | 'NOT_DERIVABLE' | undefined {
  const endingWith = (month: string): string | undefined => {
    const found = periodOf(month, form.frequency);
    return lastMonthOf(found) === month ? found : undefined;
  };
  const last = endingWith(lastMonthOf(period));
  if (!last) return undefined;
  if (column.accumulation === 'POINT') return { last, before: null };
  if (monthsOf(last).length > monthsOf(period).length) return undefined;
  const first = firstMonthOf(period);
  if (first.endsWith('-01')) return { last, before: null };
  if (column.kind === 'COUNT') return 'NOT_DERIVABLE';
  return { last, before: endingWith(previousPeriod(first)) ?? null };
}

const reportersOf = (known: Known, form: string, month: string, reporter: string): string[] =>
  once(known, `owing ${form} ${month} ${reporter}`, () =>
    organisations(known)
      .filter(({ obligations }) =>
        obligations.some(
          (it: any) => it.form === form && it.from <= month && month <= (it.to ?? '9999-12'),
        ),
      )
      .map(({ code }) => code)
      .filter((code) => reporter === '_T' || isMember(known, code, reporter)),
  );

/** The latest accepted revision. */
const returnOf = (known: Known, institution: string, form: string, period: string): any =>
  once(
    known,
    'returns',
    () =>
      new Map(
        factsOf(known, 'banks.ReturnAccepted.v1').map(({ key, body }) => [
          `${key} ${body.form} ${body.period}`,
          body,
        ]),
      ),
  ).get(`${institution} ${form} ${period}`);

/** What is in a cell, in fen or as a number, over the grids of the area; null where it was left out. */
function cellIn(known: Known, submission: any, now: Form, series: Series): bigint | null {
  if (!submission) return null;
  const form = formOf(known, submission.form, submission.formVersion);
  const place = placeOf(known, form, series);
  if (!place || form.blocks?.level !== now.blocks?.level) return null;
  const width = form.columns.length;
  const size = form.rows.length * width;
  const amount = form.columns[place.column].kind === 'AMOUNT';
  const areas: readonly string[] = form.blocks ? submission.areas : ['36'];
  let sum = 0n;
  for (const [n, area] of areas.entries()) {
    if (!area.startsWith(series.area)) continue;
    const text = submission.cells[n * size + place.row * width + place.column];
    if (text === null) return null;
    sum += amount ? parseWan(text)! : BigInt(text);
  }
  return sum;
}

/** Who is named for a count: under the row itself, or under any of those that it unites. */
function borrowersIn(known: Known, submission: any, series: Series): string[] {
  const form = formOf(known, submission.form, submission.formVersion);
  const place = placeOf(known, form, series)!;
  const number = (code: string): number => form.rows.findIndex((it: any) => it.code === code);
  const leaves = (row: number): number[] =>
    form.rows[row].parts?.flatMap((code: string) => leaves(number(code))) ?? [row];
  const rows = leaves(place.row).map((row) => 2 ** row);
  const nth = form.columns.slice(0, place.column).filter((it: any) => it.kind === 'COUNT').length;
  const masks: readonly number[] = submission.annex.masks[nth];
  return submission.annex.ids.filter((_: string, n: number) =>
    rows.some((bit) => Math.floor(masks[n]! / bit) % 2 === 1),
  );
}
