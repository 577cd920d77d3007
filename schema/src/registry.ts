import type { TSchema } from 'typebox';
import * as Banks from './commands/banks.ts';
import * as Programmes from './commands/programmes.ts';
import * as Regulators from './commands/regulators.ts';
import { BANKS_FACTS } from './facts/banks.ts';
import { PROGRAMMES_FACTS } from './facts/programmes.ts';
import { REGULATORS_FACTS } from './facts/regulators.ts';
import { type Service, SERVICES } from './kernel/fact.ts';

/** Every fact type that was ever written, with the JSON Schema of its body. A type is never changed, only followed by `.v2`. */
export const FACTS: Readonly<Record<string, TSchema>> = {
  ...REGULATORS_FACTS,
  ...BANKS_FACTS,
  ...PROGRAMMES_FACTS,
};

/** Every command type with the JSON Schema of its body. */
export const COMMANDS = {
  'regulators.RegisterOrganisation': Regulators.RegisterOrganisation,
  'regulators.RegisterEnterprise': Regulators.RegisterEnterprise,
  'regulators.PublishList': Regulators.PublishList,
  'regulators.OpenPeriod': Regulators.OpenPeriod,
  'regulators.DefineMetric': Regulators.DefineMetric,
  'regulators.DefineReturn': Regulators.DefineReturn,
  'regulators.PublishStatement': Regulators.PublishStatement,
  'regulators.CloseHistory': Regulators.CloseHistory,
  'banks.SubmitReturn': Banks.SubmitReturn,
  'banks.GrantCreditLine': Banks.GrantCreditLine,
  'banks.SignAgreement': Banks.SignAgreement,
  'banks.DrawLoan': Banks.DrawLoan,
  'banks.RepayLoan': Banks.RepayLoan,
  'banks.ClassifyLoan': Banks.ClassifyLoan,
  'banks.WriteOffLoan': Banks.WriteOffLoan,
  'banks.IssueCover': Banks.IssueCover,
  'banks.EndorseCover': Banks.EndorseCover,
  'banks.CancelCover': Banks.CancelCover,
  'programmes.LaunchProgramme': Programmes.LaunchProgramme,
  'programmes.JoinRegion': Programmes.JoinRegion,
  'programmes.JoinBank': Programmes.JoinBank,
  'programmes.EnrolOutlet': Programmes.EnrolOutlet,
  'programmes.FileLoan': Programmes.FileLoan,
  'programmes.SettleFiling': Programmes.SettleFiling,
} as const satisfies Readonly<Record<string, TSchema>>;

/** The service that a fact or command type belongs to: its first word. */
export const serviceOf = (type: string): Service | undefined =>
  SERVICES.find((service) => type.startsWith(`${service}.`));
