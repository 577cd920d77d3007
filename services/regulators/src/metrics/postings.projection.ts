import type {
  CoverCancelled,
  CoverEndorsed,
  CoverIssued,
  CreditLineGranted,
  LoanClassified,
  LoanDrawn,
  LoanRepaid,
  LoanWrittenOff,
} from '@qianfan/schema/facts/banks';
import { NON_PERFORMING } from '@qianfan/schema/codelists/loan-classes';
import type { FilingSettled, LoanFiled } from '@qianfan/schema/facts/programmes';
import { parseYuan } from '@qianfan/schema/kernel/money';
import type { Reducer, Reducers } from '@qianfan/kit/projections/projection';
import { coverPostings, filingPostings, linePostings, loanPostings } from './metrics.tables.ts';

/** An amount that a schema has let through. */
function fenOf(yuan: string): bigint {
  const value = parseYuan(yuan);
  if (value === undefined) throw new RangeError(`not an amount in yuan: ${yuan}`);
  return value;
}

type LoanFact = LoanDrawn | LoanRepaid | LoanWrittenOff | LoanClassified;

/** What a loan's fact changes: the balance, the part of it that is non-performing, what was drawn. */
interface LoanChange {
  kind: 'DRAWN' | 'REPAID' | 'WRITTEN_OFF' | 'CLASSIFIED';
  date: string;
  balanceChange: bigint;
  nplChange: bigint;
  drawn: bigint;
}

const loanReducer =
  <Body extends LoanFact>(change: (body: Body) => LoanChange): Reducer<Body> =>
  (fact) => {
    const { loan, enterprise, county, product, guarantee, term } = fact.body;
    return [
      loanPostings.row({
        institution: fact.key,
        posting: fact.pos,
        loan,
        enterprise,
        county,
        product: product ?? null,
        guarantee,
        term,
        ...change(fact.body),
      }),
    ];
  };

const nonPerforming = (classification: string): boolean => NON_PERFORMING.includes(classification);

const drawn = loanReducer<LoanDrawn>(({ amount, drawnOn }) => ({
  kind: 'DRAWN',
  date: drawnOn,
  balanceChange: fenOf(amount),
  nplChange: 0n,
  drawn: fenOf(amount),
}));

const reduced = (kind: 'REPAID' | 'WRITTEN_OFF') =>
  loanReducer<LoanRepaid>(({ amount, on, classification }) => ({
    kind,
    date: on,
    balanceChange: -fenOf(amount),
    nplChange: nonPerforming(classification) ? -fenOf(amount) : 0n,
    drawn: 0n,
  }));

const classified = loanReducer<LoanClassified>(({ balance, on, classification, previous }) => {
  const [is, was] = [nonPerforming(classification), nonPerforming(previous)];
  return {
    kind: 'CLASSIFIED',
    date: on,
    balanceChange: 0n,
    nplChange: is === was ? 0n : is ? fenOf(balance) : -fenOf(balance),
    drawn: 0n,
  };
});

/** `written`: cover taken on, by the day. `inForce`: what is added to the cover in force from `date` until `until`. */
const coverReducer =
  <Body extends CoverIssued | CoverEndorsed | CoverCancelled>(
    change: (body: Body) => { date: string; written: bigint; inForce: bigint },
  ): Reducer<Body> =>
  (fact) => {
    const { cover, enterprise, county, product, part, expiresOn } = fact.body;
    return [
      coverPostings.row({
        institution: fact.key,
        posting: fact.pos,
        cover,
        enterprise,
        county,
        product,
        part,
        until: expiresOn,
        ...change(fact.body),
      }),
    ];
  };

const issued = coverReducer<CoverIssued>(({ inception, sumInsured }) => ({
  date: inception,
  written: fenOf(sumInsured),
  inForce: fenOf(sumInsured),
}));

const endorsed = coverReducer<CoverEndorsed>(({ on, sumInsuredChange }) => ({
  date: on,
  written: fenOf(sumInsuredChange),
  inForce: fenOf(sumInsuredChange),
}));

// What was written stays written: a cancellation ends cover, it does not undo the business of an earlier period.
const cancelled = coverReducer<CoverCancelled>(({ on, sumInsured }) => ({
  date: on,
  written: 0n,
  inForce: -fenOf(sumInsured),
}));

const lineGranted: Reducer<CreditLineGranted> = (fact) => {
  const { line, enterprise, product, limit, grantedOn, expiresOn } = fact.body;
  return [
    linePostings.row({
      institution: fact.key,
      posting: fact.pos,
      line,
      enterprise,
      product: product ?? null,
      date: grantedOn,
      until: expiresOn,
      granted: fenOf(limit),
    }),
  ];
};

const filingReducer =
  <Body extends LoanFiled | FilingSettled>(
    change: (body: Body) => { date: string; change: bigint },
  ): Reducer<Body> =>
  (fact) => {
    const { programme, bank, loan, enterprise, county } = fact.body;
    return [
      filingPostings.row({
        programme,
        posting: fact.pos,
        bank,
        loan,
        enterprise,
        county,
        ...change(fact.body),
      }),
    ];
  };

const filed = filingReducer<LoanFiled>(({ filedOn, amount }) => ({
  date: filedOn,
  change: fenOf(amount),
}));

const settled = filingReducer<FilingSettled>(({ on, amount }) => ({
  date: on,
  change: -fenOf(amount),
}));

/** What each fact of a contract adds to sums. */
export const contractReducers: Reducers = {
  'banks.LoanDrawn.v1': drawn,
  'banks.LoanRepaid.v1': reduced('REPAID'),
  'banks.LoanWrittenOff.v1': reduced('WRITTEN_OFF'),
  'banks.LoanClassified.v1': classified,
  'banks.CreditLineGranted.v1': lineGranted,
  'banks.CoverIssued.v1': issued,
  'banks.CoverEndorsed.v1': endorsed,
  'banks.CoverCancelled.v1': cancelled,
};

/** What each fact of a filing adds to sums. */
export const filingReducers: Reducers = {
  'programmes.LoanFiled.v1': filed,
  'programmes.FilingSettled.v1': settled,
};
