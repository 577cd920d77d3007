import type { DrawLoan, GrantCreditLine } from '@qianfan/schema/commands/banks';
import { addMonths } from '@qianfan/schema/kernel/period';
import { addDays, commandAt, type DemoCommand, instantOf } from '../command.ts';
import type { ProvinceLoan } from './loans.ts';
import { CMB, type ProvinceLine } from './products.ts';
import { wan } from './tf01.ts';

/** What happened is told the next morning; what happened before the system began, in its first days. */
const nextMorning = (on: string, time: string) =>
  instantOf(on < '2023-01-09' ? '2023-01-10' : addDays(on, 1), time);

/** Yuan of hundredths of 万元. */
export const yuan = (hundredths: number): string => `${hundredths}00.00`;

const percent = (basisPoints: number): string => wan(basisPoints);

export function loanCommands(loans: readonly ProvinceLoan[]): DemoCommand[] {
  return loans.flatMap((loan) => {
    const { bank: institution, id, amount, rate, drawnOn, maturesOn } = loan;
    const { enterprise, county, product, guarantee } = loan;
    const name = `loan:${institution}:${id}`;
    const body: DrawLoan = {
      institution,
      loan: id,
      enterprise,
      county,
      ...(product ? { product } : {}),
      guarantee,
      amount: yuan(amount),
      rate: percent(rate),
      drawnOn,
      maturesOn,
    };
    return [
      commandAt(nextMorning(drawnOn, '08:30'), { id: name, type: 'banks.DrawLoan', body }),
      ...loan.repayments.map(({ on, amount: paid }, n) =>
        commandAt(nextMorning(on, '08:40'), {
          id: `${name}:repaid:${n + 1}`,
          type: 'banks.RepayLoan',
          body: { institution, loan: id, amount: yuan(paid), on },
        }),
      ),
      ...(loan.badOn
        ? [
            commandAt(nextMorning(loan.badOn, '08:50'), {
              id: `${name}:bad`,
              type: 'banks.ClassifyLoan',
              body: { institution, loan: id, classification: 'SUBSTANDARD', on: loan.badOn },
            }),
          ]
        : []),
    ];
  });
}

export const lineCommands = (lines: readonly ProvinceLine[]): DemoCommand[] =>
  lines.map(({ line, firm, product, limit, grantedOn }) => {
    const body: GrantCreditLine = {
      institution: CMB,
      line,
      enterprise: firm.id,
      ...(product ? { product } : {}),
      limit: `${limit}0000.00`,
      grantedOn,
      expiresOn: addMonths(grantedOn, product ? 24 : 36),
    };
    return commandAt(nextMorning(grantedOn, '08:20'), {
      id: `line:${CMB}:${line}`,
      type: 'banks.GrantCreditLine',
      body,
    });
  });
