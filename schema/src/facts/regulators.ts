import { type Static, Type } from 'typebox';
import {
  AreaCode,
  closed,
  Code,
  CountyCode,
  DateText,
  Id,
  InstantText,
  MonthText,
  Name,
  PeriodText,
  Refused,
  TextPair,
  Yuan,
} from './shapes.ts';
import { ReturnForm } from '../returns/form.ts';
import { BASES, MetricDefinition } from '../catalogue/definition.ts';

export const ORGANISATION_KINDS = [
  'REGULATOR',
  'PROGRAMME',
  'ASSOCIATION',
  'BANK',
  'BANK_GROUP',
  'INSURER',
  'GUARANTOR',
  'FUND',
] as const;

/** A form that an organisation owes, from one month on; `to` is the last month. */
export const Obligation = closed({ form: Code, from: MonthText, to: Type.Optional(MonthText) });

/** Key: the organisation's code. Registered again: the whole record as of the new fact. */
export const OrganisationRegistered = closed({
  code: Code,
  name: TextPair,
  kind: Type.Enum([...ORGANISATION_KINDS]),
  /** Where it is registered; its jurisdiction, for an authority. */
  area: AreaCode,
  /** The group of which it is a member, such as the rural banks' union. */
  group: Type.Optional(Code),
  /** With whom it is ranked. */
  peerGroup: Type.Optional(Code),
  obligations: Type.Array(Obligation, { maxItems: 50 }),
  /** Largest loan to one name, in yuan (V-08); absent where the register holds none. */
  singleNameLimit: Type.Optional(Yuan),
});

/** Key: the opaque id. Classes follow from lists alone. `name: null` = anonymous (某企业). */
export const EnterpriseRegistered = closed({
  id: Id,
  name: Type.Union([TextPair, Type.Null()]),
  uscc: Type.Optional(Type.String({ pattern: '^[0-9A-HJ-NP-RTUW-Y]{18}$' })),
  county: CountyCode,
  stage: Type.Optional(Type.Enum(['SEED', 'STARTUP', 'GROWTH', 'STABLE'])),
});

/** Key: the list's code. Members are valid from `validFrom` to the day before `validTo` (open where absent). */
export const EnterpriseListPublished = closed({
  list: Code,
  version: Type.Integer({ minimum: 1 }),
  name: TextPair,
  issuer: Code,
  validFrom: DateText,
  validTo: Type.Optional(DateText),
  members: Type.Array(Id, { maxItems: 60_000, uniqueItems: true }),
});

/** Key: the form's code. After `deadline` a first submission is late; at `release` the figures were made public. */
export const ReportingPeriodOpened = closed({
  form: Code,
  period: PeriodText,
  deadline: InstantText,
  release: InstantText,
});

/** Key: the metric's code. */
export const MetricDefined = MetricDefinition;

/** Key: the form's code. */
export const ReturnDefined = ReturnForm;

/** How a printed number is meant: 整, 超/突破, 不低于, 近, 约/左右, 最高. */
export const QUALIFIERS = ['EXACT', 'OVER', 'AT_LEAST', 'NEARLY', 'ABOUT', 'AT_MOST'] as const;

const Sentence = Type.String({ minLength: 1, maxLength: 500 });

/**
 * A number that somebody said in public: a claim, kept beside the figures and never one of them; no base is derived
 * from it. Key: who recorded it. Published again: the whole statement as of the new fact.
 */
export const StatementPublished = closed({
  statement: Id,
  /** Who recorded it, and whose words they are. */
  publisher: Code,
  by: Code,
  source: closed({
    title: Name,
    place: Type.Optional(Name),
    /** The day on which it appeared, where that is known. */
    on: Type.Optional(DateText),
  }),
  text: closed({ zh: Sentence, en: Sentence }),
  period: PeriodText,
  /** The figure of which it speaks, in the codes of a question for one; a product may be `owner.code`. */
  figure: closed({
    metric: Code,
    population: Type.Optional(Code),
    reporter: Type.Optional(Code),
    area: Type.Optional(AreaCode),
    product: Type.Optional(Type.String({ pattern: '^[A-Z0-9_]{1,64}(\\.[A-Z0-9_]{1,64})?$' })),
    programme: Type.Optional(Code),
    basis: Type.Optional(Type.Enum([...BASES])),
    transform: Type.Optional(Type.String({ pattern: '^[A-Z0-9._-]{1,80}$' })),
  }),
  /** As printed, in the unit that was printed. */
  value: Type.String({ pattern: '^-?(0|[1-9]\\d{0,14})(\\.\\d{1,6})?$' }),
  unit: Type.String({ minLength: 1, maxLength: 16 }),
  qualifier: Type.Enum([...QUALIFIERS]),
  /** Of a growth whose level nobody has published. */
  level: Type.Optional(Type.Literal('NOT_PUBLISHED')),
});

/** Key: SYSTEM. From here on the installation is live: known-at is recorded-at, and the past is fixed. */
export const HistoryClosed = closed({ reason: Name });

export const REGULATORS_FACTS = {
  'regulators.OrganisationRegistered.v1': OrganisationRegistered,
  'regulators.EnterpriseRegistered.v1': EnterpriseRegistered,
  'regulators.EnterpriseListPublished.v1': EnterpriseListPublished,
  'regulators.ReportingPeriodOpened.v1': ReportingPeriodOpened,
  'regulators.MetricDefined.v1': MetricDefined,
  'regulators.ReturnDefined.v1': ReturnDefined,
  'regulators.StatementPublished.v1': StatementPublished,
  'regulators.HistoryClosed.v1': HistoryClosed,
  'regulators.CommandRefused.v1': Refused,
} as const;

export type OrganisationRegistered = Static<typeof OrganisationRegistered>;
export type EnterpriseRegistered = Static<typeof EnterpriseRegistered>;
export type EnterpriseListPublished = Static<typeof EnterpriseListPublished>;
export type ReportingPeriodOpened = Static<typeof ReportingPeriodOpened>;
export type StatementPublished = Static<typeof StatementPublished>;
