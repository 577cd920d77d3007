import { formatYuan } from '@qianfan/schema/kernel/money';
import { addMonths } from '@qianfan/schema/kernel/period';
import { addDays, commandAt, type DemoCommand, instantOf } from '../command.ts';
import { DEMO_LOANS, type DemoLoan } from './loans.ts';

/** Banks report what happened on the next morning. */
export const nextMorning = (on: string): number => instantOf(addDays(on, 1), '09:30');

const rateText = (rate: number): string =>
  `${Math.floor(rate / 100)}.${String(rate % 100).padStart(2, '0')}`;

interface LoanEvent {
  on: string;
  name: string;
  type: string;
  body: object;
}

/** The events of one loan, in order of their days. */
function eventsOf(loan: DemoLoan): LoanEvent[] {
  const drawn: LoanEvent = {
    on: loan.drawnOn,
    name: 'drawn',
    type: 'banks.DrawLoan',
    body: {
      enterprise: loan.enterprise.id,
      county: loan.enterprise.county,
      product: loan.product,
      guarantee: loan.guarantee,
      amount: formatYuan(loan.amount),
      rate: rateText(loan.rate),
      drawnOn: loan.drawnOn,
      maturesOn: loan.maturesOn,
    },
  };
  const later: LoanEvent[] = [
    ...loan.repayments.map(({ on, amount }, n) => ({
      on,
      name: `repaid:${n + 1}`,
      type: 'banks.RepayLoan',
      body: { amount: formatYuan(amount), on },
    })),
    ...loan.classes.map(({ on, to }) => ({
      on,
      name: `classified:${to}`,
      type: 'banks.ClassifyLoan',
      body: { classification: to, on },
    })),
    ...(loan.writtenOff ? [loan.writtenOff] : []).map(({ on, amount }) => ({
      on,
      name: 'written-off',
      type: 'banks.WriteOffLoan',
      body: { amount: formatYuan(amount), on },
    })),
  ];
  return [drawn, ...later.toSorted((a, b) => (a.on < b.on ? -1 : 1))];
}

/** The larger loans are drawn under a line, granted a week before. */
function lineOf(loan: DemoLoan): DemoCommand[] {
  if (loan.amount < 1_000_000_000n) return [];
  const grantedOn = addDays(loan.drawnOn, -7);
  return [
    commandAt(nextMorning(grantedOn), {
      id: `line:${loan.id}`,
      type: 'banks.GrantCreditLine',
      body: {
        institution: loan.bank,
        line: `LINE-${loan.id}`,
        enterprise: loan.enterprise.id,
        product: loan.product,
        limit: formatYuan((loan.amount * 3n) / 2n),
        grantedOn,
        expiresOn: addMonths(grantedOn, 36),
      },
    }),
  ];
}

export const loanCommands = (): DemoCommand[] =>
  DEMO_LOANS.flatMap((loan) => [
    ...lineOf(loan),
    ...eventsOf(loan).map(({ on, name, type, body }) =>
      commandAt(nextMorning(on), {
        id: `loan:${loan.id}:${name}`,
        type,
        body: { institution: loan.bank, loan: loan.id, ...body },
      }),
    ),
  ]);
