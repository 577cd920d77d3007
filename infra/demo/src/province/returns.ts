import type { SubmitReturn } from '@qianfan/schema/commands/banks';
import { TF01_2 } from '@qianfan/schema/returns/tf01.v2';
import { TF02 } from '@qianfan/schema/returns/tf02';
import { TF03 } from '@qianfan/schema/returns/tf03';
import { allocate } from './allocate.ts';
import type { ProvinceBank } from './banks.ts';
import { CHEAPER_BANKS } from './bases.ts';
import type { Exposure } from './book.ts';
import type { Extras } from './extras.ts';
import { MONTHS } from './months.ts';
import { between } from './random.ts';
import { annexOf, returnOf, type RowSums, sumsOf, TECH_ROWS, techCells, wan } from './tf01.ts';

type Cells = SubmitReturn['cells'];

/** What a bank reports of a month. */
export interface Reported {
  bank: ProvinceBank;
  month: number;
  revision: number;
  exposures: readonly Exposure[];
  /** The leaf rows of each firm in that month. */
  rows: Uint16Array;
  extras: Extras;
}

const headOf = ({ bank, month, revision }: Reported) => ({
  institution: bank.code,
  period: MONTHS[month]!,
  revision,
});

export function tf01(reported: Reported): SubmitReturn {
  const { exposures, rows, month, extras } = reported;
  const cells: Cells = [
    ...techCells(sumsOf(exposures, rows, month)),
    { row: 'ALL', column: 'D', value: wan(extras.all) },
    { row: 'ALL', column: 'G', value: wan(extras.allBad) },
    { row: 'CHAIN', column: 'D', value: wan(extras.chain) },
    { row: 'KDT', column: 'D', value: wan(extras.kdt) },
  ];
  return returnOf(TF01_2, headOf(reported), cells, annexOf(exposures, rows, month));
}

/** Of the other classes a county's bad loans are left out: what is optional need not be told. */
const BAD_BY_COUNTY = new Set(['1', '1.1', '1.1.1', '1.1.2']);

/** Balances and bad loans by county, where firms that borrow have their seat. */
export function tf02(reported: Reported): SubmitReturn {
  const { exposures, rows, month, extras } = reported;
  const counties = Map.groupBy(
    exposures.filter(({ firm }) => rows[firm.index] !== 0),
    ({ firm }) => firm.county,
  );
  const areas = [...counties.keys()].toSorted();
  const sums = areas.map((area) => sumsOf(counties.get(area)!, rows, month));
  const tech = sums.map((sum) => sum.get('1')!.balance);
  const whole = tech.reduce((all, part) => all + part, 0);
  const all = allocate(extras.all - whole, tech).map((part, n) => part + tech[n]!);
  const chain = allocate(extras.chain, all);
  const kdt = allocate(extras.kdt, all);
  const cells = areas.flatMap((area, n): Cells => [
    ...TECH_ROWS.flatMap(({ code: row }) => {
      const sum: RowSums = sums[n]!.get(row)!;
      const owed = { area, row, column: 'D', value: wan(sum.balance) };
      if (!BAD_BY_COUNTY.has(row)) return [owed];
      return [owed, { area, row, column: 'G', value: wan(sum.nonPerforming) }];
    }),
    { area, row: 'ALL', column: 'D', value: wan(all[n]!) },
    { area, row: 'CHAIN', column: 'D', value: wan(chain[n]!) },
    { area, row: 'KDT', column: 'D', value: wan(kdt[n]!) },
  ]);
  return returnOf(TF02, headOf(reported), cells);
}

/** Whom a bank lent to for the first time, one loan each, and what it renewed, out of what it lent. */
function firstsOf(bank: ProvinceBank, drawn: number, borrowers: number) {
  const firsts = Math.floor((borrowers * between(4, 14, 163, bank.index)) / 100);
  return {
    firsts,
    lent: firsts > 0 ? Math.floor((drawn * firsts) / borrowers) : 0,
    renewed: Math.floor((drawn * between(3, 11, 164, bank.index)) / 100),
  };
}

/**
 * Rates of the year: the first 130 banks in a mixed order lend to tech enterprises at less than on the whole, the other
 * 55 at more.
 */
export function tf03(reported: Reported): SubmitReturn {
  const { bank, exposures, rows, month } = reported;
  const { drawn, interest, drew } = sumsOf(exposures, rows, month).get('1')!;
  const isCheaper = (bank.index * 47) % 185 < CHEAPER_BANKS;
  const others = drawn * between(5, 12, 161, bank.index);
  const rate = interest / drawn;
  const gap = (isCheaper ? 1 : -1) * (between(12, 60, 162, bank.index) / 10_000);
  const row = (code: string, b: number, h: number, borrowers: number): Cells => {
    const { firsts, lent, renewed } = firstsOf(bank, b, borrowers);
    return [
      { row: code, column: 'B', value: wan(b) },
      { row: code, column: 'H', value: wan(h) },
      { row: code, column: 'J', value: String(firsts) },
      { row: code, column: 'K', value: wan(lent) },
      { row: code, column: 'L', value: wan(renewed) },
    ];
  };
  return returnOf(TF03, headOf(reported), [
    ...row('1', drawn, interest, drew),
    ...row('ALL', drawn + others, interest + Math.round(others * (rate + gap)), drew * 9),
  ]);
}
