import { type Static, Type } from 'typebox';
import { LOAN_CLASSES } from '../codelists/loan-classes.ts';
import {
  AreaCode,
  closed,
  Code,
  CountyCode,
  DateText,
  Id,
  IssueShape,
  PeriodText,
  ReferenceUsed,
  Refused,
  SignedYuan,
  TextPair,
  Yuan,
} from './shapes.ts';

export const GUARANTEES = ['CREDIT', 'GUARANTEE', 'MORTGAGE', 'PLEDGE', 'IP_PLEDGE'] as const;
/** The distinct borrowers behind the count columns. Bit n of a mask is row n of the form; only leaf rows have bits. */
export const BorrowerAnnex = closed({
  ids: Type.Array(Id, { maxItems: 60_000 }),
  /** One mask for each id and annex column of the form, in its order: `masks[column][borrower]`. */
  masks: Type.Array(Type.Array(Type.Integer({ minimum: 0 }), { maxItems: 60_000 }), {
    maxItems: 8,
  }),
});

/**
 * A return whose rules at the door passed: its figures count. Key: the institution. Stream: `return:<period>`.
 * `cells` are row-major over the form's rows and columns, in the form's unit with its decimals, null where a cell does
 * not exist or was left out; in a form with blocks, grid after grid in the order of `areas`.
 * `changes` is the difference to the revision before: [cell index, old, new].
 * `reference` names the other returns too with which this one was compared.
 */
export const ReturnAccepted = closed({
  form: Code,
  formVersion: Type.Integer({ minimum: 1 }),
  period: PeriodText,
  revision: Type.Integer({ minimum: 1 }),
  digest: Type.String(),
  areas: Type.Optional(Type.Array(AreaCode, { maxItems: 200 })),
  cells: Type.Array(Type.Union([Type.String(), Type.Null()]), { maxItems: 20_000 }),
  annex: BorrowerAnnex,
  changes: Type.Array(
    Type.Tuple([
      Type.Integer(),
      Type.Union([Type.String(), Type.Null()]),
      Type.Union([Type.String(), Type.Null()]),
    ]),
  ),
  issues: Type.Array(IssueShape),
  late: Type.Boolean(),
  reference: ReferenceUsed,
});

/** Same stream as the acceptance would have had; changes no state. */
export const ReturnRefused = closed({
  form: Type.String(),
  period: Type.String(),
  revision: Type.Integer(),
  digest: Type.String(),
  issues: Type.Array(IssueShape),
  reference: ReferenceUsed,
});

export const CreditLineGranted = closed({
  line: Id,
  enterprise: Id,
  product: Type.Optional(Code),
  limit: Yuan,
  grantedOn: DateText,
  expiresOn: DateText,
});

/**
 * A bank agreed with the authority of an area to work together, on a programme where one is named.
 * Key: the institution. Stream: `agreement:<id>`.
 */
export const CooperationAgreementSigned = closed({
  agreement: Id,
  programme: Type.Optional(Code),
  /** Of a city (four digits) or a county: where its authority has signed. */
  area: AreaCode,
  party: TextPair,
  signedOn: DateText,
});

/** What every fact of one loan repeats, so that its posting stands alone. */
const loan = {
  loan: Id,
  enterprise: Id,
  county: CountyCode,
  product: Type.Optional(Code),
  guarantee: Type.Enum([...GUARANTEES]),
  /** Original maturity over 12 months: medium and long term. */
  term: Type.Enum(['SHORT', 'MEDIUM_LONG']),
};

/** Key: the institution. Stream: `loan:<id>`. Amounts in yuan. The facts of one loan come in date order. */
export const LoanDrawn = closed({
  ...loan,
  amount: Yuan,
  /** Percent a year; the first ones may begin with a nought that means nothing: `04.35`. */
  rate: Type.String({ pattern: '^\\d{1,2}(\\.\\d{1,4})?$' }),
  drawnOn: DateText,
  maturesOn: DateText,
});
/** `balance`: what is left after this fact. `classification`: the class at the time. */
export const LoanRepaid = closed({
  ...loan,
  amount: Yuan,
  on: DateText,
  balance: Yuan,
  classification: Type.Enum([...LOAN_CLASSES]),
});
export const LoanWrittenOff = closed({
  ...loan,
  amount: Yuan,
  on: DateText,
  balance: Yuan,
  classification: Type.Enum([...LOAN_CLASSES]),
});
export const LoanClassified = closed({
  ...loan,
  on: DateText,
  balance: Yuan,
  classification: Type.Enum([...LOAN_CLASSES]),
  previous: Type.Enum([...LOAN_CLASSES]),
});

/** Part I = 科技活动风险保险 (product view), part II = 科技活动主体保险 (insured-entity view). */
const cover = {
  cover: Id,
  enterprise: Id,
  county: CountyCode,
  product: Code,
  part: Type.Enum(['I', 'II']),
  expiresOn: DateText,
};

/** Key: the institution. Stream: `cover:<id>`. In force from `inception` to the day before `expiresOn`. */
export const CoverIssued = closed({
  ...cover,
  sumInsured: Yuan,
  premium: Yuan,
  inception: DateText,
  renews: Type.Optional(Id),
});
export const CoverEndorsed = closed({
  ...cover,
  sumInsuredChange: SignedYuan,
  premiumChange: SignedYuan,
  on: DateText,
});
/** `sumInsured`: the cover that ended. */
export const CoverCancelled = closed({ ...cover, sumInsured: Yuan, on: DateText });

export const BANKS_FACTS = {
  'banks.ReturnAccepted.v1': ReturnAccepted,
  'banks.ReturnRefused.v1': ReturnRefused,
  'banks.CreditLineGranted.v1': CreditLineGranted,
  'banks.CooperationAgreementSigned.v1': CooperationAgreementSigned,
  'banks.LoanDrawn.v1': LoanDrawn,
  'banks.LoanRepaid.v1': LoanRepaid,
  'banks.LoanClassified.v1': LoanClassified,
  'banks.LoanWrittenOff.v1': LoanWrittenOff,
  'banks.CoverIssued.v1': CoverIssued,
  'banks.CoverEndorsed.v1': CoverEndorsed,
  'banks.CoverCancelled.v1': CoverCancelled,
  'banks.CommandRefused.v1': Refused,
} as const;

export type BorrowerAnnex = Static<typeof BorrowerAnnex>;
export type ReturnAccepted = Static<typeof ReturnAccepted>;
export type ReturnRefused = Static<typeof ReturnRefused>;
export type LoanDrawn = Static<typeof LoanDrawn>;
export type LoanRepaid = Static<typeof LoanRepaid>;
export type LoanWrittenOff = Static<typeof LoanWrittenOff>;
export type LoanClassified = Static<typeof LoanClassified>;
export type CoverIssued = Static<typeof CoverIssued>;
export type CoverEndorsed = Static<typeof CoverEndorsed>;
export type CoverCancelled = Static<typeof CoverCancelled>;
export type CooperationAgreementSigned = Static<typeof CooperationAgreementSigned>;
export type CreditLineGranted = Static<typeof CreditLineGranted>;
