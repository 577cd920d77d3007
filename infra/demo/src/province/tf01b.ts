import type { SubmitReturn } from '@qianfan/schema/commands/banks';
import { TF01B } from '@qianfan/schema/returns/tf01b';
import { stageOf } from './firms.ts';
import { owedOn, type ProvinceLoan } from './loans.ts';
import { MONTH_ENDS, MONTHS } from './months.ts';
import { returnOf, TECH_ROWS, wan } from './tf01.ts';

const GUARANTEE = {
  CREDIT: 'DA',
  GUARANTEE: 'DB',
  MORTGAGE: 'DC',
  PLEDGE: 'DD',
  IP_PLEDGE: 'DD',
} as const;
const STAGE = { SEED: 'LA', STARTUP: 'LB', GROWTH: 'LC', STABLE: 'LD' } as const;

/** The columns in which a loan counts. What is bad is substandard: nothing of the province is worse. */
const columnsOf = (loan: ProvinceLoan, date: string): string[] => [
  'D',
  ...(loan.badOn && loan.badOn <= date ? ['G', 'GA'] : []),
  GUARANTEE[loan.guarantee],
  loan.isLong ? 'TB' : 'TA',
  STAGE[stageOf({ index: loan.firm })],
];

/** What the loans of a bank that reports each of them are made of, at the end of a month. `rows`: as in `Reported`. */
export function tf01b(
  institution: string,
  month: number,
  loans: readonly ProvinceLoan[],
  rows: Uint16Array,
): SubmitReturn {
  const date = MONTH_ENDS[month]!;
  const owed = loans.flatMap((loan) => {
    const amount = owedOn(loan, date);
    return amount > 0 ? [{ amount, mask: rows[loan.firm]!, columns: columnsOf(loan, date) }] : [];
  });
  const cells = TECH_ROWS.flatMap(({ code: row, bits }) => {
    const sums = new Map<string, number>();
    for (const { amount, mask, columns } of owed) {
      if (!(mask & bits)) continue;
      for (const column of columns) sums.set(column, (sums.get(column) ?? 0) + amount);
    }
    return TF01B.columns.map(({ code: column }) => ({
      row,
      column,
      value: wan(sums.get(column) ?? 0),
    }));
  });
  return returnOf(TF01B, { institution, period: MONTHS[month]!, revision: 1 }, cells);
}
