import { addMonths } from '@qianfan/schema/kernel/period';
import { addDays } from '../command.ts';
import { allocate } from './allocate.ts';
import type { Firm } from './firms.ts';
import { FIRST_BANK, KDT_BANKS, KDT_OUTLETS } from './participants.ts';
import { FORMER, POOL } from './pool.ts';
import { between, chance, hash } from './random.ts';
import { takesPartFrom } from './regions.ts';

/** A loan filed with 科贷通; amounts in 万元. */
export interface ProvinceFiling {
  bank: string;
  loan: string;
  firm: Firm;
  outlet?: string;
  amount: number;
  filedOn: string;
  maturesOn: string;
  settlements: { on: string; amount: number }[];
}

/** 万元 filed and not settled at the end of 2025-02: 55.30 亿. */
const LIVE = 553_000;
/** What was told in March 2025 is the last. */
const END = '2025-03-28';
const MOST = 500;

interface Planned {
  place: number;
  filedOn: string;
  months: number;
}

const lastCycle = (place: number): string => addDays('2024-03-01', hash(121, place) % 356);

/** A year's loan, filed each year on the same day; `back`: years before the last. */
const cycle = (back: number, first: number, end: number): Planned[] =>
  Array.from({ length: end - first }, (_, n) => ({
    place: first + n,
    filedOn: addMonths(lastCycle(first + n), -12 * back),
    months: 12,
  }));

/** 902 loans up to 2020: 512 in that year, 390 before; half a year each. */
const of2020 = (): Planned[] =>
  Array.from({ length: 512 }, (_, place) => ({
    place,
    filedOn: addDays('2020-01-08', hash(122, place) % 345),
    months: 6,
  }));

const before2020 = (pool: readonly Firm[]): Planned[] =>
  Array.from({ length: 390 }, (_, n) => {
    const place = n % FORMER;
    const start = addDays(takesPartFrom(pool[place]!.county)!, 45);
    const year = Math.max(Number(start.slice(0, 4)) + 1, between(2016, 2019, 123, n));
    const first = `${year}-01-05`;
    return {
      place,
      filedOn: addDays(first > start ? first : start, hash(124, n) % 330),
      months: 6,
    };
  });

/**
 * Every loan that 科贷通 ever covered: 902 loans and 24.25 亿 up to 2020, 1,486 firms and 55.30 亿 outstanding in 2025-02.
 * A firm's region and bank take part by the day of filing; its list takes it (`tsmePublications`).
 */
export function filingsOf(pool: readonly Firm[], bankOf: (firm: Firm) => string): ProvinceFiling[] {
  const filing = bookkeeper(pool, bankOf);
  const live = cycle(0, FORMER, POOL);
  const inYears = [cycle(1, FORMER, 1100), cycle(2, 150, 850), cycle(3, 100, 700)].flat();
  const takesPart = ({ place, filedOn }: Planned) => takesPartFrom(pool[place]!.county)! <= filedOn;
  return inTurn([
    ...split(133_600, of2020()).map(filing),
    ...split(108_900, before2020(pool)).map(filing),
    ...inYears
      .filter(takesPart)
      .map((planned) => filing([planned, between(250, MOST, 125, planned.place, planned.months)])),
    ...split(LIVE, live).map(([planned, left]) => {
      const made = filing([planned, left]);
      return chance(12, 126, planned.place) ? partlyPaid(made, left) : made;
    }),
  ]);
}

/** A firm has one loan filed at a time, within its limit: what is still filed when it files again is settled that day. */
function inTurn(filings: readonly ProvinceFiling[]): ProvinceFiling[] {
  const next = new Map<ProvinceFiling, string>();
  for (const own of Map.groupBy(filings, ({ firm }) => firm.id).values()) {
    const inOrder = own.toSorted((a, b) => (a.filedOn < b.filedOn ? -1 : 1));
    inOrder.slice(1).forEach((later, n) => next.set(inOrder[n]!, later.filedOn));
  }
  return filings.map((filing) => {
    const end = next.get(filing) ?? END;
    const settlements = filing.settlements.map((one) => (one.on > end ? { ...one, on: end } : one));
    return { ...filing, settlements };
  });
}

/** Whole 万元, none far from the average. */
function split(total: number, planned: readonly Planned[]): [Planned, number][] {
  const amounts = allocate(
    total,
    planned.map(({ place }) => between(91, 109, 127, place)),
  );
  return planned.map((one, n) => [one, amounts[n]!]);
}

function bookkeeper(pool: readonly Firm[], bankOf: (firm: Firm) => string) {
  const outlets = Map.groupBy(KDT_OUTLETS, ({ bank }) => bank);
  const joined = new Map(KDT_BANKS.map(({ bank, on }) => [bank, on]));
  return ([{ place, filedOn, months }, amount]: [Planned, number]): ProvinceFiling => {
    const firm = pool[place]!;
    const own = bankOf(firm);
    const bank = joined.get(own)! <= filedOn ? own : FIRST_BANK;
    const open = outlets.get(bank)!.filter(({ on }) => on <= filedOn);
    const outlet = open[hash(128, place) % Math.max(open.length, 1)]?.outlet;
    const maturesOn = addMonths(filedOn, months);
    return {
      bank,
      loan: `K-${firm.id}-${filedOn.replaceAll('-', '')}`,
      firm,
      ...(outlet ? { outlet } : {}),
      amount,
      filedOn,
      maturesOn,
      settlements: maturesOn <= END ? [{ on: maturesOn, amount }] : [],
    };
  };
}

/** More was filed than is left: part of it was repaid after half a year. */
function partlyPaid(made: ProvinceFiling, left: number): ProvinceFiling {
  const on = addMonths(made.filedOn, 5);
  const paid = Math.min(MOST - left, 40);
  if (on > '2025-02-28' || paid <= 0) return made;
  const later = made.settlements;
  return { ...made, amount: left + paid, settlements: [{ on, amount: paid }, ...later] };
}

/** What stays filed at the end of a day, in 万元. */
export const filedOn = ({ filedOn: from, amount, settlements }: ProvinceFiling, date: string) =>
  from > date
    ? 0
    : settlements.reduce((left, { on, amount: paid }) => (on <= date ? left - paid : left), amount);
