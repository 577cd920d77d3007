import { allocate } from './allocate.ts';
import { BANKS, type ProvinceBank } from './banks.ts';
import { BASES, yi } from './bases.ts';
import type { Book } from './book.ts';
import { filedOn, type ProvinceFiling } from './filings.ts';
import { MONTH_ENDS, monthIndex, MONTHS } from './months.ts';
import { between } from './random.ts';
import { sumsOf } from './tf01.ts';

/** Rows of a bank that single firms do not explain, in hundredths of 万元. */
export interface Extras {
  all: number;
  allBad: number;
  chain: number;
  /** 科贷通相关贷款. */
  kdt: number;
}

/** By bank (its index), then month. */
export type ExtraBook = readonly (readonly Extras[])[];

interface Known {
  bank: ProvinceBank;
  tech: number;
  bad: number;
  tsme: number;
  filed: number;
}

/** All loans, loans to industrial chains and 科贷通 of every bank and month; the published totals exactly. */
export function extrasOf(book: Book, filings: readonly ProvinceFiling[]): ExtraBook {
  const byBank = Map.groupBy(book.exposures, ({ bank }) => bank);
  const filedBy = Map.groupBy(filings, ({ bank }) => bank);
  const months = MONTHS.map((_, month) => {
    const known = BANKS.map((bank): Known => {
      const sums = sumsOf(byBank.get(bank) ?? [], book.rows[month]!, month);
      const filed = (filedBy.get(bank.code) ?? []).reduce(
        (sum, filing) => sum + filedOn(filing, MONTH_ENDS[month]!) * 100,
        0,
      );
      const { balance: tech, nonPerforming: bad } = sums.get('1')!;
      return { bank, tech, bad, tsme: sums.get('1.1.2')!.balance, filed };
    });
    return extrasOfMonth(known, month);
  });
  return BANKS.map(({ index }) => months.map((banks) => banks[index]!));
}

function extrasOfMonth(known: readonly Known[], month: number): Extras[] {
  const all = allLoans(known, month);
  const chain = chainLoans(known, all, month);
  const kdt = kdtLoans(known, month);
  return known.map(({ tech, bad }, n) => ({
    all: all[n]!,
    allBad: bad + Math.floor((all[n]! - tech) * 0.014),
    chain: chain[n]!,
    kdt: kdt[n]!,
  }));
}

const isRural = ({ bank }: Known): boolean => bank.kind === 'RURAL';

/** 8,500 亿 of rural banks in 2024-02, 9,214 a year later, in a straight line; of the others six to ten times tech loans. */
function allLoans(known: readonly Known[], month: number): number[] {
  const all = known.map(({ bank, tech }) => {
    // Other loans come and go too, where those to tech enterprises stand still.
    const moved = 1_000 + 6 * month + between(-4, 4, 155, bank.index, month);
    return Math.floor((tech * between(60, 100, 151, bank.index) * moved) / 10_000);
  });
  const [first, last] = [yi(BASES.ruralAll['2024-02']), yi(BASES.ruralAll['2025-02'])];
  const total = first + Math.round(((last - first) * (month - 2)) / 12);
  const rural = known.filter(isRural);
  const rest = total - rural.reduce((sum, { tech }) => sum + tech, 0);
  const parts = allocate(
    rest,
    rural.map(({ bank, tech }) => tech * between(80, 120, 152, bank.index)),
  );
  rural.forEach(({ bank, tech }, n) => {
    all[bank.index] = tech + parts[n]!;
  });
  return all;
}

/** 742.16 亿 of rural banks in 2025-01, as large a part of all loans in other months. */
function chainLoans(known: readonly Known[], all: readonly number[], month: number): number[] {
  const months = month - monthIndex('2025-01');
  // A little more of all loans each month, so that no bank stands still by accident.
  const chain = known.map(({ bank }) =>
    Math.floor((all[bank.index]! * (between(50, 120, 153, bank.index) * 1000 + 7 * months)) / 1e6),
  );
  const rural = known.filter(isRural);
  const total = yi(BASES.ruralChain['2025-01']) + months * yi('4.20');
  const parts = allocate(
    total,
    rural.map(({ bank }) => all[bank.index]! * between(85, 115, 154, bank.index)),
  );
  rural.forEach(({ bank }, n) => {
    chain[bank.index] = parts[n]!;
  });
  return chain;
}

/** Twice as much in a year. No bank has less than it filed, nor more than it lent to tech SMEs. */
function kdtLoans(known: readonly Known[], month: number): number[] {
  const joining = known.filter(({ bank }) => bank.joinsKdt);
  const left = kdtTotal(month) - joining.reduce((sum, { filed }) => sum + filed, 0);
  const parts = allocate(
    left,
    joining.map(({ filed, tsme }) => tsme - filed),
  );
  const kdt = known.map(() => 0);
  joining.forEach(({ bank, filed }, n) => {
    kdt[bank.index] = filed + parts[n]!;
  });
  return kdt;
}

/** While tech SMEs' numbers have lapsed their loans count less, those under 科贷通 as well. */
const LAPSED: Record<string, number> = {
  '2024-04': 55,
  '2024-05': 70,
  '2024-06': 80,
  '2024-07': 90,
};

/** Of January, between two months of which the same was said: what was repaid at the year's end is lent again later. */
const KDT_JANUARY = yi('246.91');

function kdtTotal(month: number): number {
  if (month === monthIndex('2025-01')) return KDT_JANUARY;
  const [first, last] = [yi(BASES.kdt['2023-12']), yi(BASES.kdt['2024-12'])];
  const grown = first + Math.round(((last - first) * Math.min(month, 12)) / 12);
  return Math.floor((grown * (LAPSED[MONTHS[month]!] ?? 100)) / 100);
}
