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
import { NON_PERFORMING } from '@qianfan/schema/facts/banks';
import type { FilingSettled, LoanFiled } from '@qianfan/schema/facts/programmes';
import type { Fact } from '@qianfan/schema/kernel/fact';
import { parseYuan } from '@qianfan/schema/kernel/money';
import type { Reducer } from '@qianfan/kit/projections/projection';

/** An amount that a schema has let through. */
function fen(yuan: string): bigint {
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
  <Body extends LoanFact>(change: (body: Body) => LoanChange): Reducer =>
  (fact: Fact<Body>) => {
    const { loan, enterprise, county, product, guarantee, term } = fact.body;
    return [
      {
        table: 'LoanPosting',
        row: {
          institution: fact.key,
          posting: fact.pos,
          loan,
          enterprise,
          county,
          product: product ?? null,
          guarantee,
          term,
          ...change(fact.body),
        },
      },
    ];
  };

const nonPerforming = (classification: string): boolean => NON_PERFORMING.includes(classification);

const drawn = loanReducer<LoanDrawn>(({ amount, drawnOn }) => ({
  kind: 'DRAWN',
  date: drawnOn,
  balanceChange: fen(amount),
  nplChange: 0n,
  drawn: fen(amount),
}));

const reduced = (kind: 'REPAID' | 'WRITTEN_OFF') =>
  loanReducer<LoanRepaid>(({ amount, on, classification }) => ({
    kind,
    date: on,
    balanceChange: -fen(amount),
    nplChange: nonPerforming(classification) ? -fen(amount) : 0n,
    drawn: 0n,
  }));

const classified = loanReducer<LoanClassified>(({ balance, on, classification, previous }) => {
  const [is, was] = [nonPerforming(classification), nonPerforming(previous)];
  return {
    kind: 'CLASSIFIED',
    date: on,
    balanceChange: 0n,
    nplChange: is === was ? 0n : is ? fen(balance) : -fen(balance),
    drawn: 0n,
  };
});

/** `written`: cover taken on, by the day. `inForce`: what is added to the cover in force from `date` until `until`. */
const coverReducer =
  <Body extends CoverIssued | CoverEndorsed | CoverCancelled>(
    change: (body: Body) => { date: string; written: bigint; inForce: bigint },
  ): Reducer =>
  (fact: Fact<Body>) => {
    const { cover, enterprise, county, product, part, expiresOn } = fact.body;
    return [
      {
        table: 'CoverPosting',
        row: {
          institution: fact.key,
          posting: fact.pos,
          cover,
          enterprise,
          county,
          product,
          part,
          until: expiresOn,
          ...change(fact.body),
        },
      },
    ];
  };

const issued = coverReducer<CoverIssued>(({ inception, sumInsured }) => ({
  date: inception,
  written: fen(sumInsured),
  inForce: fen(sumInsured),
}));

const endorsed = coverReducer<CoverEndorsed>(({ on, sumInsuredChange }) => ({
  date: on,
  written: fen(sumInsuredChange),
  inForce: fen(sumInsuredChange),
}));

// What was written stays written: a cancellation ends cover, it does not undo the business of an earlier period.
const cancelled = coverReducer<CoverCancelled>(({ on, sumInsured }) => ({
  date: on,
  written: 0n,
  inForce: -fen(sumInsured),
}));

const lineGranted: Reducer = (fact: Fact<CreditLineGranted>) => {
  const { line, enterprise, product, limit, grantedOn, expiresOn } = fact.body;
  return [
    {
      table: 'LinePosting',
      row: {
        institution: fact.key,
        posting: fact.pos,
        line,
        enterprise,
        product: product ?? null,
        date: grantedOn,
        until: expiresOn,
        granted: fen(limit),
      },
    },
  ];
};

const filingReducer =
  <Body extends LoanFiled | FilingSettled>(
    change: (body: Body) => { date: string; change: bigint },
  ): Reducer =>
  (fact: Fact<Body>) => {
    const { programme, bank, loan, enterprise, county } = fact.body;
    return [
      {
        table: 'FilingPosting',
        row: {
          programme,
          posting: fact.pos,
          bank,
          loan,
          enterprise,
          county,
          ...change(fact.body),
        },
      },
    ];
  };

const filed = filingReducer<LoanFiled>(({ filedOn, amount }) => ({
  date: filedOn,
  change: fen(amount),
}));

const settled = filingReducer<FilingSettled>(({ on, amount }) => ({
  date: on,
  change: -fen(amount),
}));

/** What each fact of a contract adds to sums. */
export const contractReducers: Record<string, Reducer> = {
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
export const filingReducers: Record<string, Reducer> = {
  'programmes.LoanFiled.v1': filed,
  'programmes.FilingSettled.v1': settled,
};
