import type { Change, Current, Projection } from '@qianfan/kit/projections/projection';
import type { FilingSettled, LoanFiled } from '@qianfan/schema/facts/programmes';
import type { Fact } from '@qianfan/schema/kernel/fact';
import { parseYuan } from '@qianfan/schema/kernel/money';

/** `FilingRecord`: the filing as it stands. `FilingMovement`: what a fact adds to the filed balance, in fen. */
export const filingTables: Projection['tables'] = {
  FilingRecord: { mode: 'VERSIONED', identity: ['programme', 'bank', 'loan'] },
  FilingMovement: { mode: 'APPEND', identity: ['programme', 'movement'] },
};

type FilingFact = Fact<LoanFiled | FilingSettled>;

const identity = ({ body }: FilingFact): unknown[] => [body.programme, body.bank, body.loan];

/** Numbered by position: a key keeps to one partition, where positions are unique. */
const movement = ({ pos, body }: FilingFact, date: string, change: bigint): Change => ({
  table: 'FilingMovement',
  row: { programme: body.programme, movement: pos, bank: body.bank, loan: body.loan, date, change },
});

export const filingReducers = {
  'programmes.LoanFiled.v1': (fact: Fact<LoanFiled>): Change[] => {
    const { body, synthetic } = fact;
    const amount = parseYuan(body.amount)!;
    const row = {
      programme: body.programme,
      bank: body.bank,
      loan: body.loan,
      enterprise: body.enterprise,
      county: body.county,
      outlet: body.outlet ?? null,
      amount,
      balance: amount,
      filedOn: body.filedOn,
      maturesOn: body.maturesOn,
      settledOn: null,
      reference: body.reference,
      synthetic,
    };
    return [{ table: 'FilingRecord', row }, movement(fact, body.filedOn, amount)];
  },
  'programmes.FilingSettled.v1': (fact: Fact<FilingSettled>, current: Current): Change[] => {
    const filing = current('FilingRecord', identity(fact));
    if (!filing) throw new Error(`${identity(fact).join(' ')} was never filed`);
    const { amount, balance: left, on } = fact.body;
    const balance = parseYuan(left)!;
    const row = { ...filing, balance, settledOn: balance === 0n ? on : null };
    return [{ table: 'FilingRecord', row }, movement(fact, on, -parseYuan(amount)!)];
  },
};

export const filingRows: NonNullable<Projection['rowsFor']> = {
  'programmes.FilingSettled.v1': (fact: Fact<FilingSettled>) => [['FilingRecord', identity(fact)]],
};
