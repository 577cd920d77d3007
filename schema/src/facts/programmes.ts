import { type Static, Type } from 'typebox';
import {
  AreaCode,
  closed,
  Code,
  CountyCode,
  DateText,
  Id,
  ReferenceUsed,
  Refused,
  TextPair,
  Yuan,
} from './shapes.ts';

/** Key: the programme, for every fact here: the limits that a filing must keep are the programme's. */
export const ProgrammeLaunched = closed({
  programme: Code,
  name: TextPair,
  /** Whose programme it is, and who alone runs it; absent = whoever launched it. */
  owner: Type.Optional(Code),
  launchedOn: DateText,
  rule: closed({
    maxPerFirm: Yuan,
    maxTenorMonths: Type.Integer({ minimum: 1, maximum: 120 }),
    eligibleLists: Type.Array(Code, { maxItems: 20 }),
    /** True while the official rule is not known (`domain.md` 1.8). */
    provisional: Type.Boolean(),
  }),
});
export const RegionJoined = closed({ programme: Code, region: AreaCode, on: DateText });
export const BankJoined = closed({ programme: Code, bank: Code, on: DateText });
export const OutletEnrolled = closed({
  programme: Code,
  bank: Code,
  outlet: Id,
  county: CountyCode,
  on: DateText,
});

const filing = { programme: Code, bank: Code, loan: Id, enterprise: Id, county: CountyCode };

/** 备案: a loan that the programme covers. Stream: `filing:<bank>:<loan>`. */
export const LoanFiled = closed({
  ...filing,
  outlet: Type.Optional(Id),
  amount: Yuan,
  filedOn: DateText,
  maturesOn: DateText,
  reference: ReferenceUsed,
});
/** Part or all of a filing ends; `balance` is what stays filed. */
export const FilingSettled = closed({ ...filing, amount: Yuan, on: DateText, balance: Yuan });
export const FilingRefused = Refused;

/**
 * What a firm has filed in all, over its banks, after the filing or settlement that comes with it: by this the limit of
 * a firm is kept. Stream `firms:balances`, one for a programme.
 */
export const FirmBalanceChanged = closed({
  programme: Code,
  enterprise: Id,
  balance: Yuan,
  on: DateText,
});

export const PROGRAMMES_FACTS = {
  'programmes.ProgrammeLaunched.v1': ProgrammeLaunched,
  'programmes.RegionJoined.v1': RegionJoined,
  'programmes.BankJoined.v1': BankJoined,
  'programmes.OutletEnrolled.v1': OutletEnrolled,
  'programmes.LoanFiled.v1': LoanFiled,
  'programmes.FilingRefused.v1': FilingRefused,
  'programmes.FilingSettled.v1': FilingSettled,
  'programmes.FirmBalanceChanged.v1': FirmBalanceChanged,
  'programmes.CommandRefused.v1': Refused,
} as const;

export type ProgrammeLaunched = Static<typeof ProgrammeLaunched>;
export type RegionJoined = Static<typeof RegionJoined>;
export type BankJoined = Static<typeof BankJoined>;
export type OutletEnrolled = Static<typeof OutletEnrolled>;
export type LoanFiled = Static<typeof LoanFiled>;
export type FilingSettled = Static<typeof FilingSettled>;
export type FirmBalanceChanged = Static<typeof FirmBalanceChanged>;
