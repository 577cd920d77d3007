import type { Book, Exposure } from './book.ts';
import type { ProvinceFiling } from './filings.ts';
import { filedLoan, loansOf, owedOn, type ProvinceLoan } from './loans.ts';
import { MONTH_ENDS } from './months.ts';

/**
 * The banks that report every loan owe their returns to these: nothing of theirs is made to fit. What they filed with
 * 科贷通 is among their loans.
 */
export function fillFromLoans(
  { exposures }: Book,
  filings: readonly ProvinceFiling[],
): ProvinceLoan[] {
  const filed = Map.groupBy(filings, ({ bank, firm }) => `${bank} ${firm.id}`);
  return exposures
    .filter(({ bank }) => bank.hasContracts)
    .flatMap((exposure) => {
      const ofFirm = filed.get(`${exposure.bank.code} ${exposure.firm.id}`) ?? [];
      const loans = [...loansOf(exposure), ...ofFirm.map(filedLoan)];
      MONTH_ENDS.forEach((date, month) => fill(exposure, loans, date, month));
      return loans;
    });
}

function fill(
  exposure: Exposure,
  loans: readonly ProvinceLoan[],
  date: string,
  month: number,
): void {
  for (const loan of loans) {
    const owed = owedOn(loan, date);
    exposure.balance[month]! += owed;
    if (loan.isLong) exposure.mediumLong[month]! += owed;
    if (loan.guarantee === 'CREDIT') exposure.unsecured[month]! += owed;
    if (loan.badOn && loan.badOn <= date) exposure.nonPerforming[month]! += owed;
    if (loan.drawnOn <= date && loan.drawnOn.slice(0, 4) === date.slice(0, 4)) {
      exposure.drawn[month]! += loan.amount;
      exposure.interest[month]! += (loan.amount * loan.rate) / 10_000;
    }
  }
}
