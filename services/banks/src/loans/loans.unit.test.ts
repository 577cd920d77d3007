import type { DrawLoan } from '@qianfan/schema/commands/banks';
import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { GIVEN } from '../testing/given.ts';
import { specification } from '@qianfan/kit/testing/specification';
import { partsOf } from '../testing/parts.ts';
import { loanStreams } from './loans.state.ts';
import { loanCommands } from './loans.ts';

const terms: DrawLoan = {
  institution: 'BNK_JJB',
  loan: 'L-1',
  enterprise: 'ENT-1',
  county: '360402',
  guarantee: 'CREDIT',
  amount: '5000000',
  rate: '3.45',
  drawnOn: '2024-03-01',
  maturesOn: '2025-03-01',
};
const L = { institution: 'BNK_JJB', loan: 'L-1' };

let spec: ReturnType<typeof specification>;
const draw = (more: Partial<DrawLoan> = {}) => spec.when('banks.DrawLoan', { ...terms, ...more });
const repay = (amount: string, on: string) => spec.when('banks.RepayLoan', { ...L, amount, on });
const writeOff = (amount: string, on: string) =>
  spec.when('banks.WriteOffLoan', { ...L, amount, on });
const classify = (classification: string, on: string) =>
  spec.when('banks.ClassifyLoan', { ...L, classification, on });

beforeEach(() => {
  spec = specification(partsOf(loanCommands, loanStreams), GIVEN);
});

describe('a loan', () => {
  it('is drawn, with its original maturity', () => {
    const { type, body } = draw();
    expect(type).toBe('LoanDrawn');
    expect(body).toMatchObject({ amount: '5000000.00', term: 'SHORT' });
    expect(draw({ loan: 'L-2', maturesOn: '2025-03-02' }).body.term).toBe('MEDIUM_LONG');
  });

  it('is repaid, classified and written off until nothing is left; each fact stands alone', () => {
    draw();
    const repaid = repay('1000000.5', '2024-06-01');
    expect(repaid.body).toMatchObject({
      enterprise: 'ENT-1',
      county: '360402',
      guarantee: 'CREDIT',
      term: 'SHORT',
      balance: '3999999.50',
      classification: 'NORMAL',
    });
    const doubtful = classify('DOUBTFUL', '2024-07-01');
    expect(doubtful.body).toMatchObject({ previous: 'NORMAL', balance: '3999999.50' });
    expect(writeOff('3999999.50', '2024-08-01').body).toMatchObject({
      balance: '0.00',
      classification: 'DOUBTFUL',
    });
    expect(repay('0.01', '2024-08-01').codes).toEqual(['OVER_BALANCE']);
  });

  it('is drawn once', () => {
    draw();
    expect(draw({ amount: '1.00' }).codes).toEqual(['LOAN_EXISTS']);
  });

  it('has a registered lender and borrower, or waits for the register', () => {
    expect(draw({ enterprise: 'ENT-9' })).toMatchObject({
      codes: ['UNKNOWN_ENTERPRISE'],
      awaitsReference: true,
    });
    expect(draw({ institution: 'BNK_9', amount: '0.00' })).toMatchObject({
      codes: ['AMOUNT_NOT_POSITIVE', 'UNKNOWN_ORGANISATION'],
      awaitsReference: false,
    });
  });

  it('names every mistake at once', () => {
    const { type, codes } = draw({
      county: '369999',
      amount: '0',
      drawnOn: '2025-02-30',
      maturesOn: '2025-01-01',
    });
    expect(type).toBe('CommandRefused');
    expect(codes).toEqual([
      'UNKNOWN_AREA',
      'AMOUNT_NOT_POSITIVE',
      'NO_SUCH_DATE',
      'DATE_ORDER',
      'DATE_ORDER',
    ]);
  });

  it('has not been drawn or repaid on a day that is still to come', () => {
    expect(draw({ drawnOn: '2025-01-07', maturesOn: '2025-12-31' }).codes).toEqual(['DATE_ORDER']);
    draw();
    expect(repay('1.00', '2025-01-07').codes).toEqual(['DATE_ORDER']);
    expect(repay('1.00', '2025-01-06').type).toBe('LoanRepaid');
  });

  it('has its facts in date order; several on one day are in order', () => {
    draw();
    repay('1.00', '2024-06-01');
    expect(repay('1.00', '2024-05-31').codes).toEqual(['DATE_ORDER']);
    expect(classify('LOSS', '2024-06-01').type).toBe('LoanClassified');
  });

  it('is unknown before it is drawn, and to every other bank', () => {
    expect(repay('1.00', '2024-06-01').codes).toEqual(['UNKNOWN_LOAN']);
    expect(classify('LOSS', '2024-06-01').codes).toEqual(['UNKNOWN_LOAN']);
  });

  it('is classified only when the class changes', () => {
    draw();
    expect(classify('NORMAL', '2024-06-01').codes).toEqual(['CLASS_UNCHANGED']);
  });

  it('whatever is asked for, the balance is what was drawn less what was taken, never below zero', () => {
    const request = fc.tuple(
      fc.constantFrom(repay, writeOff),
      fc.integer({ min: 0, max: 300_000_000 }).map((fen) => (fen / 100).toFixed(2)),
    );
    fc.assert(
      fc.property(fc.array(request, { maxLength: 12 }), (requests) => {
        spec = specification(partsOf(loanCommands, loanStreams), GIVEN);
        draw();
        const fen = (amount: string) => Math.round(Number(amount) * 100);
        let balance = 500_000_000;
        for (const [ask, amount] of requests) {
          const { type, body } = ask(amount, '2024-06-01');
          const allowed = fen(amount) > 0 && fen(amount) <= balance;
          expect(type !== 'CommandRefused').toBe(allowed);
          if (!allowed) continue;
          balance -= fen(amount);
          expect(fen(body.balance)).toBe(balance);
        }
        expect(fen(spec.state<{ balance: string }>('loan:L-1').balance)).toBe(balance);
      }),
    );
  });
});
