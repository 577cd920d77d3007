import { type Static, Type } from 'typebox';
import { LOAN_CLASSES } from '../codelists/loan-classes.ts';
import { CooperationAgreementSigned, GUARANTEES } from '../facts/banks.ts';
import {
  closed,
  Code,
  CountyCode,
  DateText,
  Id,
  Percent,
  PeriodText,
  SignedYuan,
  Yuan,
} from '../facts/shapes.ts';

/** A cell as a bank writes it: in the form's unit; `value` is text, so that no float ever touches it. */
const Cell = closed({
  /** The block, in a form that has blocks. */
  area: Type.Optional(Type.String({ maxLength: 16 })),
  row: Type.String({ maxLength: 16 }),
  column: Type.String({ maxLength: 16 }),
  value: Type.String({ maxLength: 32 }),
});

/**
 * A whole return; the next revision replaces it whole. Loose where a rule (S-01 to S-08) gives the better answer:
 * the schema only keeps out what is no return at all.
 */
export const SubmitReturn = closed({
  institution: Type.String({ maxLength: 64 }),
  form: Type.String({ maxLength: 32 }),
  period: PeriodText,
  revision: Type.Integer({ minimum: 1, maximum: 10_000 }),
  currency: Type.String({ maxLength: 8 }),
  unit: Type.String({ maxLength: 16 }),
  /** Filing indicators (S-07): for each table of the form, whether it is reported. */
  tables: Type.Array(closed({ table: Type.String({ maxLength: 16 }), reported: Type.Boolean() }), {
    maxItems: 20,
  }),
  cells: Type.Array(Cell, { maxItems: 20_000 }),
  /** The borrower annex: each enterprise once, with the leaf rows in which it counts, for each count column. */
  borrowers: Type.Array(
    closed({
      enterprise: Id,
      rows: Type.Record(
        Type.String({ maxLength: 16 }),
        Type.Array(Type.String({ maxLength: 16 }), { maxItems: 60 }),
      ),
    }),
    { maxItems: 60_000 },
  ),
});

export const GrantCreditLine = closed({
  institution: Code,
  line: Id,
  enterprise: Id,
  product: Type.Optional(Code),
  limit: Yuan,
  grantedOn: DateText,
  expiresOn: DateText,
});
/** With whom a bank works together: the authority of an area, on a programme where one is named. */
export const SignAgreement = closed({
  institution: Code,
  ...CooperationAgreementSigned.properties,
});
export const DrawLoan = closed({
  institution: Code,
  loan: Id,
  enterprise: Id,
  county: CountyCode,
  product: Type.Optional(Code),
  guarantee: Type.Enum([...GUARANTEES]),
  amount: Yuan,
  rate: Percent,
  drawnOn: DateText,
  maturesOn: DateText,
});
export const RepayLoan = closed({ institution: Code, loan: Id, amount: Yuan, on: DateText });
export const ClassifyLoan = closed({
  institution: Code,
  loan: Id,
  classification: Type.Enum([...LOAN_CLASSES]),
  on: DateText,
});
export const WriteOffLoan = closed({ institution: Code, loan: Id, amount: Yuan, on: DateText });
export const IssueCover = closed({
  institution: Code,
  cover: Id,
  enterprise: Id,
  county: CountyCode,
  product: Code,
  part: Type.Enum(['I', 'II']),
  sumInsured: Yuan,
  premium: Yuan,
  inception: DateText,
  expiresOn: DateText,
  renews: Type.Optional(Id),
});
export const EndorseCover = closed({
  institution: Code,
  cover: Id,
  sumInsuredChange: SignedYuan,
  premiumChange: SignedYuan,
  on: DateText,
});
export const CancelCover = closed({ institution: Code, cover: Id, on: DateText });

export type SubmitReturn = Static<typeof SubmitReturn>;
export type GrantCreditLine = Static<typeof GrantCreditLine>;
export type SignAgreement = Static<typeof SignAgreement>;
export type DrawLoan = Static<typeof DrawLoan>;
export type RepayLoan = Static<typeof RepayLoan>;
export type ClassifyLoan = Static<typeof ClassifyLoan>;
export type WriteOffLoan = Static<typeof WriteOffLoan>;
export type IssueCover = Static<typeof IssueCover>;
export type EndorseCover = Static<typeof EndorseCover>;
export type CancelCover = Static<typeof CancelCover>;
