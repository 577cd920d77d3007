import type { Change, Projection, Reducer, TableRule } from '@qianfan/kit/projections/projection';
import type {
  LoanClassified,
  LoanDrawn,
  LoanRepaid,
  LoanWrittenOff,
} from '@qianfan/schema/facts/banks';
import type { Fact } from '@qianfan/schema/kernel/fact';

export const loanTables: Record<string, TableRule> = {
  Loan: { mode: 'VERSIONED', identity: ['institution', 'loan'] },
};

function drawn({ key, synthetic, body }: Fact<LoanDrawn>): Change[] {
  const row = {
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
  };
  return [{ table: 'Loan', row }];
}

const changed: Reducer = (
  { key, body }: Fact<LoanRepaid | LoanWrittenOff | LoanClassified>,
  current,
) => {
  const before = current('Loan', [key, body.loan]);
  if (!before) throw new Error(`loan ${key}/${body.loan} was never drawn`);
  const row = {
    ...before,
    balance: body.balance,
    classification: body.classification,
    lastOn: body.on,
    closed: body.balance === '0.00',
  };
  return [{ table: 'Loan', row }];
};

export const loanReducers: Record<string, Reducer> = {
  'banks.LoanDrawn.v1': drawn,
  'banks.LoanRepaid.v1': changed,
  'banks.LoanWrittenOff.v1': changed,
  'banks.LoanClassified.v1': changed,
};

const own = ({ key, body }: Fact<{ loan: string }>): [string, readonly unknown[]][] => [
  ['Loan', [key, body.loan]],
];

export const loanRows: NonNullable<Projection['rowsFor']> = Object.fromEntries(
  Object.keys(loanReducers).map((type) => [type, own]),
);
