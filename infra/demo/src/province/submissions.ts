import type { SubmitReturn } from '@qianfan/schema/commands/banks';
import type { Instant } from '@qianfan/schema/kernel/instant';
import { addDays, commandAt, type DemoCommand, instantOf } from '../command.ts';
import { BANKS, type ProvinceBank } from './banks.ts';
import type { Book, Exposure } from './book.ts';
import { dueOf } from './calendar.ts';
import type { ExtraBook } from './extras.ts';
import type { ProvinceLoan } from './loans.ts';
import { HNTE_BIT } from './lists.ts';
import { monthIndex, MONTHS } from './months.ts';
import { between, hash } from './random.ts';
import { type Reported, tf01, tf02, tf03 } from './returns.ts';
import { type Mishap, MISHAPS } from './story.ts';
import { tf01b } from './tf01b.ts';

const MINUTE = 60_000_000;

interface Sources {
  book: Book;
  extras: ExtraBook;
  /** Of banks that report every loan. */
  loans: readonly ProvinceLoan[];
  countyMonths: readonly string[];
}

/** Four of five in the last two days of the time there is. */
function arrival(bank: ProvinceBank, month: string, late: number): Instant {
  const { deadline } = dueOf(month);
  const early = hash(201, bank.index, monthIndex(month)) % 10;
  const days = late > 0 ? late : early < 8 ? -(early % 2) : -2 - (early % 3);
  const time = instantOf(addDays(deadline, days), '09:00');
  return time + between(0, 480, 202, bank.index, monthIndex(month)) * MINUTE;
}

/** Every return of every bank, revisions and refusals included. */
export function returnCommands(sources: Sources): DemoCommand[] {
  const byBank = Map.groupBy(sources.book.exposures, ({ bank }) => bank);
  const loans = Map.groupBy(sources.loans, ({ bank }) => bank);
  return MONTHS.flatMap((month) =>
    BANKS.flatMap((bank) => {
      const mishaps = MISHAPS.filter((one) => one.bank === bank.code && one.month === month);
      return submissionsOf(
        sources,
        loans,
        byBank,
        bank,
        month,
        Object.assign({}, ...mishaps) as Mishap,
      );
    }),
  );
}

function submissionsOf(
  { book, extras, countyMonths }: Sources,
  loans: ReadonlyMap<string, ProvinceLoan[]>,
  byBank: ReadonlyMap<ProvinceBank, Exposure[]>,
  bank: ProvinceBank,
  period: string,
  mishap: Mishap,
): DemoCommand[] {
  const month = monthIndex(period);
  const reported: Reported = {
    bank,
    month,
    revision: 1,
    exposures: byBank.get(bank) ?? [],
    rows: book.rows[month]!,
    extras: extras[bank.index]![month]!,
  };
  const at = arrival(bank, period, mishap.late ?? 0);
  const structure = (when: Instant): DemoCommand[] =>
    bank.hasContracts && countyMonths.includes(period)
      ? [submit(tf01b(bank.code, month, loans.get(bank.code)!, reported.rows), when)]
      : [];
  const send = (what: Reported, when: Instant): DemoCommand[] => [
    submit(tf01(what), when),
    ...(countyMonths.includes(period) ? [submit(tf02(what), when + 20 * MINUTE)] : []),
    ...(period === '2024-12' ? [submit(tf03(what), when + 40 * MINUTE)] : []),
    ...structure(when + 60 * MINUTE),
  ];
  if (mishap.refused) {
    const refused = { ...submit(mistaken(tf01(reported), mishap.refused), at), isRefused: true };
    const again = at + 22 * 60 * MINUTE;
    return [{ ...refused, id: `${refused.id}:refused` }, ...send(reported, again)];
  }
  if (!mishap.corrected) return send(reported, at);
  const rival = BANKS.find(({ code }) => code === mishap.below);
  const most = rival && hnteOf(byBank.get(rival)!, reported.rows, month);
  const first = { ...reported, exposures: shortened(reported, most) };
  const second = { ...reported, revision: 2 };
  const later = instantOf(mishap.corrected, '10:45');
  return [...send(first, at), ...send(second, later)];
}

const submit = (body: SubmitReturn, at: Instant): DemoCommand =>
  commandAt(at, {
    id: `return:${body.form}:${body.institution}:${body.period}:${body.revision}`,
    type: 'banks.SubmitReturn',
    body,
  });

const isHnte = (rows: Uint16Array, { firm }: Exposure): boolean =>
  (rows[firm.index]! & HNTE_BIT) !== 0;

const hnteOf = (exposures: readonly Exposure[], rows: Uint16Array, month: number): number =>
  exposures.reduce((sum, one) => (isHnte(rows, one) ? sum + one.balance[month]! : sum), 0);

/** Without the largest loan to a high-tech enterprise; with `most`, without as many as bring those below that total. */
function shortened({ exposures, rows, month }: Reported, most?: number): Exposure[] {
  const largest = exposures
    .filter((one) => isHnte(rows, one))
    .toSorted((a, b) => b.balance[month]! - a.balance[month]! || a.firm.index - b.firm.index);
  const left = new Set(largest.slice(0, 1));
  let total = hnteOf(exposures, rows, month) - (largest[0]?.balance[month] ?? 0);
  for (const one of largest.slice(1)) {
    if (most === undefined || total < most) break;
    left.add(one);
    total -= one.balance[month]!;
  }
  return exposures.filter((one) => !left.has(one));
}

/** The same return with what goes wrong most. */
function mistaken(body: SubmitReturn, what: NonNullable<Mishap['refused']>): SubmitReturn {
  const [column, change] =
    what === 'COUNT'
      ? (['C', (value: string) => String(Number(value) + 1)] as const)
      : ([
          'G',
          () => body.cells.find(({ row, column: c }) => row === 'ALL' && c === 'D')!.value,
        ] as const);
  return {
    ...body,
    cells: body.cells.map((cell) =>
      cell.row === '1.1.2' && cell.column === column
        ? { ...cell, value: change(cell.value) }
        : cell,
    ),
  };
}
