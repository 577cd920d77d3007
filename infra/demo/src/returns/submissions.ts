import { NON_PERFORMING } from '@qianfan/schema/codelists/loan-classes';
import { endOf, startOf, yearOf } from '@qianfan/schema/kernel/period';
import { commandAt, type DemoCommand, instantOf } from '../command.ts';
import { rowsOf } from '../cast/lists.ts';
import { balanceOn, classOn, DEMO_LOANS, type DemoLoan } from '../contracts/loans.ts';
import { type Exposure, tf01Of } from './exposure.ts';

interface Submission {
  bank: string;
  period: string;
  revision: number;
  /** Date and time of arrival. */
  on: [date: string, time: string];
  /** What the bank got wrong in this revision. */
  mistake?: 'A_LOAN_FORGOTTEN' | 'NPL_AS_NORMAL';
}

/** Bought-out bills are in a return but in no file of single loans: where returns and contracts differ for good. */
const DISCOUNTS: Record<string, bigint> = { BNK_ICBC_JX: 800_000_000n, BNK_CMB_NC: 500_000_000n };

export const DEMO_SUBMISSIONS: readonly Submission[] = [
  {
    bank: 'BNK_ICBC_JX',
    period: '2023-12',
    revision: 1,
    on: ['2024-01-08', '10:12'],
    mistake: 'NPL_AS_NORMAL',
  },
  { bank: 'BNK_JJB', period: '2023-12', revision: 1, on: ['2024-01-09', '15:40'] },
  { bank: 'BNK_CMB_NC', period: '2023-12', revision: 1, on: ['2024-01-10', '09:05'] },
  { bank: 'BNK_GZRCB', period: '2023-12', revision: 1, on: ['2024-01-11', '17:55'] },
  // Five weeks later and after the release: growth is not the same against the base as published.
  { bank: 'BNK_ICBC_JX', period: '2023-12', revision: 2, on: ['2024-02-26', '11:20'] },
  { bank: 'BNK_ICBC_JX', period: '2024-11', revision: 1, on: ['2024-12-06', '10:31'] },
  { bank: 'BNK_JJB', period: '2024-11', revision: 1, on: ['2024-12-09', '14:02'] },
  { bank: 'BNK_CMB_NC', period: '2024-11', revision: 1, on: ['2024-12-10', '09:47'] },
  { bank: 'BNK_GZRCB', period: '2024-11', revision: 1, on: ['2024-12-11', '16:18'] },
  { bank: 'BNK_ICBC_JX', period: '2024-12', revision: 1, on: ['2025-01-08', '10:05'] },
  {
    bank: 'BNK_JJB',
    period: '2024-12',
    revision: 1,
    on: ['2025-01-09', '15:22'],
    mistake: 'A_LOAN_FORGOTTEN',
  },
  { bank: 'BNK_CMB_NC', period: '2024-12', revision: 1, on: ['2025-01-10', '09:33'] },
  // Two days after the deadline, in time for the release.
  { bank: 'BNK_GZRCB', period: '2024-12', revision: 1, on: ['2025-01-15', '16:20'] },
  { bank: 'BNK_JJB', period: '2024-12', revision: 2, on: ['2025-02-18', '10:45'] },
];

function exposureOf(loan: DemoLoan, period: string, isCleared: boolean): Exposure {
  const date = endOf(period);
  const balance = balanceOn(loan, date);
  const isThisYear = loan.drawnOn >= startOf(String(yearOf(period))) && loan.drawnOn <= date;
  const isBad = !isCleared && NON_PERFORMING.includes(classOn(loan, date));
  return {
    enterprise: loan.enterprise.id,
    rows: rowsOf(loan.enterprise, date),
    drawn: isThisYear ? loan.amount : 0n,
    interest: isThisYear ? (loan.amount * BigInt(loan.rate)) / 10_000n : 0n,
    balance,
    mediumLong: loan.isLong ? balance : 0n,
    unsecured: loan.guarantee === 'CREDIT' ? balance : 0n,
    nonPerforming: isBad ? balance : 0n,
    discounted: 0n,
  };
}

/** The bills that the bank bought of its first listed borrower. */
function discountOf(bank: string, exposures: readonly Exposure[]): Exposure[] {
  const amount = DISCOUNTS[bank];
  const seller = exposures.find(({ balance, rows }) => balance > 0n && rows.length > 0);
  if (!amount || !seller) return [];
  const nothing = { drawn: 0n, interest: 0n, mediumLong: 0n, unsecured: 0n, nonPerforming: 0n };
  const { enterprise, rows } = seller;
  return [{ enterprise, rows, ...nothing, balance: amount, discounted: amount }];
}

/** The largest loan with a balance to an enterprise on the HNTE list. */
function forgotten(exposures: readonly Exposure[]): Exposure | undefined {
  return exposures
    .filter(({ rows }) => rows.includes('1.1.1'))
    .toSorted((a, b) => (a.balance < b.balance ? 1 : -1))[0];
}

/** What the bank reported; the last revision of each period is what its contracts say, and its bills. */
export function returnOf({ bank, period, revision, mistake }: Submission) {
  const isCleared = mistake === 'NPL_AS_NORMAL';
  const loans = DEMO_LOANS.filter((loan) => loan.bank === bank);
  const exposures = loans.map((loan) => exposureOf(loan, period, isCleared));
  const left = mistake === 'A_LOAN_FORGOTTEN' ? forgotten(exposures) : undefined;
  const reported = exposures.filter((one) => one !== left);
  return tf01Of({ institution: bank, period, revision }, [
    ...reported,
    ...discountOf(bank, reported),
  ]);
}

export const returnCommands = (): DemoCommand[] =>
  DEMO_SUBMISSIONS.map((submission) =>
    commandAt(instantOf(...submission.on), {
      id: `return:${submission.bank}:${submission.period}:${submission.revision}`,
      type: 'banks.SubmitReturn',
      body: returnOf(submission),
    }),
  );
