import type { Reducer, Reducers, Reduction } from '@qianfan/kit/projections/projection';
import { fen, flag, long, type RowOf, table, text, texts } from '@qianfan/kit/projections/table';
import type { FilingSettled, LoanFiled } from '@qianfan/schema/facts/programmes';
import { parseYuan } from '@qianfan/schema/kernel/money';

/** The filing as it stands. Amounts in fen. `settledOn`: the day on which nothing stayed filed; null before. */
export const filingRecords = table('FilingRecord', {
  mode: 'VERSIONED',
  identity: { programme: text, bank: text, loan: text },
  columns: {
    enterprise: text,
    county: text,
    outlet: text.nullable,
    amount: fen,
    balance: fen,
    filedOn: text,
    maturesOn: text,
    settledOn: text.nullable,
    /** The list versions that made the borrower eligible. */
    reference: texts,
    synthetic: flag,
  },
  indexes: [['enterprise'], ['bank'], ['county']],
});

/**
 * What a fact adds to the filed balance, in fen. Numbered by position: a key keeps to one partition, where positions are
 * unique.
 */
export const filingMovements = table('FilingMovement', {
  mode: 'APPEND',
  identity: { programme: text, movement: long },
  columns: { bank: text, loan: text, date: text, change: fen },
  indexes: [['bank', 'loan']],
});

export type FilingRecordRow = RowOf<typeof filingRecords>;

const filed: Reducer<LoanFiled> = ({ pos, synthetic, body }) => {
  const { programme, bank, loan, enterprise, county, filedOn, maturesOn } = body;
  const amount = parseYuan(body.amount)!;
  return [
    filingRecords.row({
      ...{ programme, bank, loan, enterprise, county, filedOn, maturesOn },
      outlet: body.outlet ?? null,
      amount,
      balance: amount,
      settledOn: null,
      reference: body.reference,
      synthetic,
    }),
    filingMovements.row({ programme, movement: pos, bank, loan, date: filedOn, change: amount }),
  ];
};

const settled: Reduction<FilingSettled> = {
  touches: ({ body }) => [[filingRecords, [body.programme, body.bank, body.loan]]],
  reduce: ({ pos, body }, current) => {
    const { programme, bank, loan, on } = body;
    const filing = current(filingRecords, [programme, bank, loan]);
    if (!filing) throw new Error(`${programme} ${bank} ${loan} was never filed`);
    const balance = parseYuan(body.balance)!;
    const change = -parseYuan(body.amount)!;
    return [
      filingRecords.row({ ...filing, balance, settledOn: balance === 0n ? on : null }),
      filingMovements.row({ programme, movement: pos, bank, loan, date: on, change }),
    ];
  },
};

export const filingReducers: Reducers = {
  'programmes.LoanFiled.v1': filed,
  'programmes.FilingSettled.v1': settled,
};
