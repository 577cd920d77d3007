import { BASES, yi } from './bases.ts';
import type { Book, Exposure } from './book.ts';
import { isPresent } from './book.ts';
import { HNTE_BIT } from './lists.ts';
import { LAST_MONTH, monthIndex, MONTHS } from './months.ts';
import { between, chance, hash, shuffled } from './random.ts';

const LONG = [0, 0, 40, 100];
const UNSECURED = [0, 0, 0, 30, 100];
const partOf = (amount: number, percent: number): number => Math.floor((amount * percent) / 100);

/** Everything but the balance, of the banks whose returns do not follow from single loans. */
export function fillFlows(book: Book): void {
  const free = book.exposures.filter(({ bank }) => !bank.hasContracts);
  for (const exposure of free) {
    fillParts(exposure);
    fillDrawn(exposure);
  }
  fillBad(book, free);
  for (const group of Map.groupBy(free, ({ bank }) => bank.code).values()) keepLending(book, group);
}

function fillParts(exposure: Exposure): void {
  const [b, f] = [exposure.bank.index, exposure.firm.index];
  const long = LONG[hash(91, b, f) % LONG.length]!;
  const unsecured = UNSECURED[hash(192, b, f) % UNSECURED.length]!;
  const bills = exposure.bank.kind === 'NETWORK' && chance(3, 93, b, f) ? 8 : 0;
  exposure.balance.forEach((balance, month) => {
    exposure.mediumLong[month] = partOf(balance, long);
    exposure.unsecured[month] = partOf(balance, unsecured);
    exposure.discounted[month] = partOf(balance, bills);
  });
}

/** Year and month of year (1 to 12) of each month. */
const CALENDAR = MONTHS.map(
  (month) => [Number(month.slice(0, 4)), Number(month.slice(5))] as const,
);

/** Three of four draw once in a year, whoever is new in the first month; it stays drawn until the year ends. */
function fillDrawn(exposure: Exposure): void {
  const { bank, firm, from, balance } = exposure;
  for (const year of [2023, 2024, 2025]) {
    const drawsIn = between(1, 16, 94, bank.index * 8 + (year - 2023), firm.index);
    const at = MONTHS.findIndex(
      (_, month) =>
        CALENDAR[month]![0] === year &&
        balance[month]! > 0 &&
        (month === from && from > 0 ? true : CALENDAR[month]![1] >= drawsIn),
    );
    if (at < 0) continue;
    const percent = between(30, 95, 95, bank.index, firm.index + year);
    draw(exposure, at, Math.max(1_000, partOf(balance[at]!, percent)));
  }
}

/** From one month on, to the end of its year. */
function draw({ bank, firm, drawn, interest }: Exposure, at: number, amount: number): void {
  const rate = between(310, 440, 96, firm.index) + between(-25, 25, 97, bank.index);
  const year = CALENDAR[at]![0];
  for (let month = at; month <= LAST_MONTH && CALENDAR[month]![0] === year; month += 1) {
    drawn[month] = amount;
    interest[month] = Math.round((amount * rate) / 10_000);
  }
}

/**
 * Bad loans to high-tech enterprises come to what was published, month by month between the two year ends; the same
 * firms as long as the total allows. Of the others some are bad for good.
 */
function fillBad({ exposures, rows }: Book, free: readonly Exposure[]): void {
  const order = shuffled(free, 98, ({ bank, firm }) => bank.index * 100_000 + firm.index);
  const isHnte = ({ firm }: Exposure, month: number) =>
    (rows[month]![firm.index]! & HNTE_BIT) !== 0;
  MONTHS.forEach((_, month) => {
    let left = exposures.reduce(
      (rest, one) =>
        one.bank.hasContracts && isHnte(one, month) ? rest - one.nonPerforming[month]! : rest,
      badHnte(month),
    );
    for (const one of order) {
      if (!isPresent(one, month)) continue;
      const bad = isHnte(one, month)
        ? Math.min(left, one.balance[month]!)
        : chance(1.6, 99, one.bank.index, one.firm.index)
          ? partOf(one.balance[month]!, 70)
          : 0;
      one.nonPerforming[month] = bad;
      if (isHnte(one, month)) left -= bad;
    }
  });
}

function badHnte(month: number): number {
  const [first, last] = [yi(BASES.hnteNpl['2023-12']), yi(BASES.hnteNpl['2024-12'])];
  const step = (last - first) / monthIndex('2024-12');
  // Down to the year's end, and then a little more from month to month.
  const since = month - monthIndex('2024-12');
  return since > 0 ? last + since * yi('0.17') : Math.round(first + step * month);
}

/** Every bank lent something in 2024. */
function keepLending({ rows }: Book, group: readonly Exposure[]): void {
  const december = monthIndex('2024-12');
  const counts = (one: Exposure) => rows[december]![one.firm.index] !== 0;
  if (group.some((one) => counts(one) && one.drawn[december]! > 0)) return;
  const one = group.find((it) => counts(it) && it.balance[december]! > 0)!;
  draw(one, december, partOf(one.balance[december]!, 50));
}
