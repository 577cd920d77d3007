import { type Static, Type } from 'typebox';
import {
  BankJoined,
  OutletEnrolled,
  ProgrammeLaunched,
  RegionJoined,
} from '../facts/programmes.ts';
import { closed, Code, CountyCode, DateText, Id, Yuan } from '../facts/shapes.ts';

export const LaunchProgramme = ProgrammeLaunched;
export const JoinRegion = RegionJoined;
export const JoinBank = BankJoined;
export const EnrolOutlet = OutletEnrolled;
export const FileLoan = closed({
  programme: Code,
  bank: Code,
  loan: Id,
  enterprise: Id,
  county: CountyCode,
  outlet: Type.Optional(Id),
  amount: Yuan,
  filedOn: DateText,
  maturesOn: DateText,
});
export const SettleFiling = closed({
  programme: Code,
  bank: Code,
  loan: Id,
  amount: Yuan,
  on: DateText,
});

export type FileLoan = Static<typeof FileLoan>;
export type SettleFiling = Static<typeof SettleFiling>;
