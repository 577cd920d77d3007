import {
  EnterpriseListPublished,
  EnterpriseRegistered,
  HistoryClosed,
  MetricDefined,
  OrganisationRegistered,
  ReportingPeriodOpened,
  ReturnDefined,
  StatementPublished,
} from '../facts/regulators.ts';

/** The regulator says what is so: a command's body is that of the fact it asks for. */
export const RegisterOrganisation = OrganisationRegistered;
export const RegisterEnterprise = EnterpriseRegistered;
export const PublishList = EnterpriseListPublished;
export const OpenPeriod = ReportingPeriodOpened;
export const DefineMetric = MetricDefined;
export const DefineReturn = ReturnDefined;
export const PublishStatement = StatementPublished;
export const CloseHistory = HistoryClosed;
