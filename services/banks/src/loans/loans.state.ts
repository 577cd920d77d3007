import { streamType } from '@qianfan/schema/facts/stream-type';
import type { LOAN_CLASSES } from '@qianfan/schema/codelists/loan-classes';
import type { LoanDrawn } from '@qianfan/schema/facts/banks';
import type { FactOf } from '@qianfan/schema/facts/types';

type Terms = Pick<LoanDrawn, 'loan' | 'enterprise' | 'county' | 'product' | 'guarantee' | 'term'>;

/** What the next decision about one loan needs: amounts in yuan with two decimals, days as text. */
export interface LoanState {
  terms: Terms;
  balance: string;
  classification: (typeof LOAN_CLASSES)[number];
  /** The day of its latest fact: none may come before it. */
  lastOn: string;
}

type Changed = FactOf<
  'banks.LoanRepaid.v1' | 'banks.LoanWrittenOff.v1' | 'banks.LoanClassified.v1'
>;

export const streamOf = (loan: string): string => `loan:${loan}`;

const changed = (state: LoanState | undefined, { body }: Changed): LoanState | undefined =>
  state && {
    terms: state.terms,
    balance: body.balance,
    classification: body.classification,
    lastOn: body.on,
  };

export const loanStreams = [
  streamType<LoanState>('loan', {
    'banks.LoanDrawn.v1': (_, { body }) => {
      const { amount, rate: __, drawnOn, maturesOn: ___, ...terms } = body;
      return { terms, balance: amount, classification: 'NORMAL', lastOn: drawnOn };
    },
    'banks.LoanRepaid.v1': changed,
    'banks.LoanWrittenOff.v1': changed,
    'banks.LoanClassified.v1': changed,
  }),
];
