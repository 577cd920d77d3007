import type { Reducer, Reducers, Reduction } from '@qianfan/kit/projections/projection';
import { flag, table, text } from '@qianfan/kit/projections/table';
import type { LoanClassified, LoanDrawn, LoanRepaid } from '@qianfan/schema/facts/banks';

/** Loans as they stand. Amounts in yuan with two decimals, days as text, `rate` in percent a year. */
export const loans = table('Loan', {
  mode: 'VERSIONED',
  identity: { institution: text, loan: text },
  columns: {
    enterprise: text,
    county: text,
    city: text,
    product: text.nullable,
    guarantee: text,
    term: text,
    amount: text,
    rate: text,
    drawnOn: text,
    maturesOn: text,
    balance: text,
    classification: text,
    lastOn: text,
    closed: flag,
    synthetic: flag,
  },
  scope: 'institution',
  indexes: [
    ['enterprise', 'institution', 'loan'],
    ['county', 'institution', 'loan'],
    ['city', 'institution', 'loan'],
  ],
});

const drawn: Reducer<LoanDrawn> = ({ key, synthetic, body }) => [
  loans.row({
    institution: key,
    loan: body.loan,
    enterprise: body.enterprise,
    county: body.county,
    city: body.county.slice(0, 4),
    product: body.product ?? null,
    guarantee: body.guarantee,
    term: body.term,
    amount: body.amount,
    rate: body.rate,
    drawnOn: body.drawnOn,
    maturesOn: body.maturesOn,
    balance: body.amount,
    classification: 'NORMAL',
    lastOn: body.drawnOn,
    closed: false,
    synthetic,
  }),
];

/** Repaid, written off and classified say alike what is left and of what class it is. */
const changed: Reduction<LoanRepaid | LoanClassified> = {
  touches: ({ key, body }) => [[loans, [key, body.loan]]],
  reduce: ({ key, body }, current) => {
    const before = current(loans, [key, body.loan]);
    if (!before) throw new Error(`loan ${key}/${body.loan} was never drawn`);
    return [
      loans.row({
        ...before,
        balance: body.balance,
        classification: body.classification,
        lastOn: body.on,
        closed: body.balance === '0.00',
      }),
    ];
  },
};

export const loanReducers: Reducers = {
  'banks.LoanDrawn.v1': drawn,
  'banks.LoanRepaid.v1': changed,
  'banks.LoanWrittenOff.v1': changed,
  'banks.LoanClassified.v1': changed,
};
