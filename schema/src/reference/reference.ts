import type { MetricDefinition } from '../catalogue/definition.ts';
import type {
  EnterpriseListPublished,
  EnterpriseRegistered,
  OrganisationRegistered,
  ReportingPeriodOpened,
} from '../facts/regulators.ts';
import { type Fact, parseFactType, PARTITIONS } from '../kernel/fact.ts';
import { type Instant, parseInstant } from '../kernel/instant.ts';
import { lastMonthOf } from '../kernel/period.ts';
import type { ReturnForm } from '../returns/form.ts';
import { History, type Version } from './history.ts';

/** `used` names version and position, for the `reference` of the fact that a decision makes. */
export type Found<Value> = Pick<Version<Value>, 'value' | 'used'>;

export interface ReportingPeriod {
  deadline: Instant;
  release: Instant;
}

export interface ListVersion {
  list: string;
  version: number;
  validFrom: string;
  /** The first day on which it is valid no more; absent while open. */
  validTo?: string;
  members: ReadonlySet<string>;
}

/** Regulators' facts as they were known at one instant. Every look-up is `undefined` where nothing was known. */
export interface ReferenceView {
  organisation: (code: string) => Found<OrganisationRegistered> | undefined;
  /** Whether a registered organisation owes a form for a period (judged at the period's last month). */
  owes: (code: string, form: string, period: string) => Found<boolean> | undefined;
  enterprise: (id: string) => Found<EnterpriseRegistered> | undefined;
  /** The id of the enterprise that was registered with a unified social credit code; the latest, were there several. */
  enterpriseWith: (uscc: string) => Found<string> | undefined;
  /** The version of a form that is in effect for a period. */
  form: (form: string, period: string) => Found<ReturnForm> | undefined;
  /** A version of a form by its number: by which an earlier return was judged. */
  formVersion: (form: string, version: number) => Found<ReturnForm> | undefined;
  reportingPeriod: (form: string, period: string) => Found<ReportingPeriod> | undefined;
  /** The versions of a metric's definition; none where nobody has defined it. */
  metricVersions: (code: string) => readonly MetricDefinition[];
  /** Whether a list, or a row of a form, is about a population; what the code list has is beside that. */
  population: (code: string) => boolean;
  /** Whether somebody is, or was, ranked in a peer group. */
  peerGroup: (code: string) => boolean;
  /** The version of a list that is valid on a date; the highest, where several are. */
  listVersion: (list: string, date: string) => Found<ListVersion> | undefined;
  /** Whether an enterprise is on that version. */
  listMember: (list: string, enterprise: string, date: string) => Found<boolean> | undefined;
}

/** Structurally the kit's `ReferenceBook<ReferenceView>`. */
export interface RegulatorsBook {
  sources: readonly ['regulators'];
  apply: (fact: Fact<any>) => void;
  at: (knownAt: Instant) => ReferenceView;
}

interface Shelves {
  organisations: History<OrganisationRegistered>;
  enterprises: History<EnterpriseRegistered>;
  codes: History<string>;
  forms: History<ReturnForm>;
  periods: History<ReportingPeriod>;
  lists: History<ListVersion>;
  metrics: History<MetricDefinition>;
  /** Since when a name has been in use. Facts of several keys say it, so that the earliest counts. */
  populations: Map<string, Instant>;
  peerGroups: Map<string, Instant>;
}

function nameSince(names: Map<string, Instant>, name: string, { knownAt }: Fact<any>): void {
  names.set(name, Math.min(knownAt, names.get(name) ?? knownAt));
}

const periodKey = (form: string, period: string): string => `${form} ${period}`;

const SHELVE: Record<string, (shelves: Shelves, fact: Fact<any>) => void> = {
  OrganisationRegistered: ({ organisations, peerGroups }, fact: Fact<OrganisationRegistered>) => {
    const { code, peerGroup } = fact.body;
    organisations.add(code, fact.body, `organisation ${code}`, fact);
    if (peerGroup !== undefined) nameSince(peerGroups, peerGroup, fact);
  },
  EnterpriseRegistered: ({ enterprises, codes }, fact: Fact<EnterpriseRegistered>) => {
    const { id, uscc } = fact.body;
    enterprises.add(id, fact.body, `enterprise ${id}`, fact);
    if (uscc !== undefined) codes.add(uscc, id, `enterprise ${id}`, fact);
  },
  MetricDefined: ({ metrics }, fact: Fact<MetricDefinition>) =>
    metrics.add(fact.body.code, fact.body, `metric ${fact.body.code} v${fact.body.version}`, fact),
  ReturnDefined: ({ forms, populations }, fact: Fact<ReturnForm>) => {
    const { form, version, rows } = fact.body;
    forms.add(form, fact.body, `form ${form} v${version}`, fact);
    for (const { population } of rows) {
      if (population !== undefined) nameSince(populations, population, fact);
    }
  },
  ReportingPeriodOpened: ({ periods }, fact: Fact<ReportingPeriodOpened>) => {
    const { form, period, deadline, release } = fact.body;
    const [due, released] = [parseInstant(deadline), parseInstant(release)];
    // Regulators refuse an instant that does not exist; were there one, banks must still be able to decide.
    if (due === undefined || released === undefined) return;
    const value = { deadline: due, release: released };
    periods.add(periodKey(form, period), value, `period ${form} ${period}`, fact);
  },
  EnterpriseListPublished: ({ lists, populations }, fact: Fact<EnterpriseListPublished>) => {
    const { list, version, validFrom, validTo, members } = fact.body;
    const value = {
      list,
      version,
      validFrom,
      ...(validTo === undefined ? {} : { validTo }),
      members: new Set(members),
    };
    lists.add(list, value, `list ${list} v${version}`, fact);
    nameSince(populations, list, fact);
  },
};

const validOn =
  (date: string) =>
  ({ validFrom, validTo }: ListVersion): boolean =>
    validFrom <= date && (validTo === undefined || date < validTo);

const laterForm = (a: ReturnForm, b: ReturnForm): number =>
  a.effectiveFrom === b.effectiveFrom
    ? a.version - b.version
    : a.effectiveFrom.localeCompare(b.effectiveFrom);

function viewOf(shelves: Shelves, knownAt: Instant): ReferenceView {
  const isNamed = (names: Map<string, Instant>) => (name: string) =>
    (names.get(name) ?? Infinity) <= knownAt;
  const view: ReferenceView = {
    organisation: (code) => shelves.organisations.last(code, knownAt),
    owes: (code, form, period) => {
      const found = view.organisation(code);
      if (!found) return undefined;
      const month = lastMonthOf(period);
      const owes = found.value.obligations.some(
        (one) => one.form === form && one.from <= month && (!one.to || month <= one.to),
      );
      return { value: owes, used: found.used };
    },
    enterprise: (id) => shelves.enterprises.last(id, knownAt),
    enterpriseWith: (uscc) => shelves.codes.last(uscc, knownAt),
    form: (form, period) => {
      const month = lastMonthOf(period);
      const inEffect = ({ effectiveFrom }: ReturnForm) => effectiveFrom <= month;
      return shelves.forms.best(form, knownAt, inEffect, laterForm);
    },
    formVersion: (form, version) =>
      shelves.forms.best(
        form,
        knownAt,
        (it) => it.version === version,
        () => 0,
      ),
    reportingPeriod: (form, period) => shelves.periods.last(periodKey(form, period), knownAt),
    metricVersions: (code) => shelves.metrics.all(code, knownAt).map(({ value }) => value),
    population: isNamed(shelves.populations),
    peerGroup: isNamed(shelves.peerGroups),
    listVersion: (list, date) =>
      shelves.lists.best(list, knownAt, validOn(date), (a, b) => a.version - b.version),
    listMember: (list, enterprise, date) => {
      const found = view.listVersion(list, date);
      return found && { value: found.value.members.has(enterprise), used: found.used };
    },
  };
  return view;
}

/**
 * What banks and programmes need of regulators' facts in order to decide. Facts of a partition come in order; repeats
 * are dropped. `at(T)` costs nothing; a look-up is a binary search over the versions of its key.
 * @throws RangeError from `apply` for a newer version of a type than this book can read: a deployment fault
 */
export function createReferenceBook(): RegulatorsBook {
  const shelves: Shelves = {
    organisations: new History(),
    enterprises: new History(),
    codes: new History(),
    forms: new History(),
    periods: new History(),
    lists: new History(),
    metrics: new History(),
    populations: new Map(),
    peerGroups: new Map(),
  };
  const seen = new Array<number>(PARTITIONS).fill(0);
  return {
    sources: ['regulators'],
    apply: (fact) => {
      if (fact.service !== 'regulators' || fact.pos <= seen[fact.partition]!) return;
      const type = parseFactType(fact.type);
      const shelve = type && Object.hasOwn(SHELVE, type.name) ? SHELVE[type.name] : undefined;
      if (shelve && type!.version > 1) throw new RangeError(`too new to read: ${fact.type}`);
      shelve?.(shelves, fact);
      seen[fact.partition] = fact.pos;
    },
    at: (knownAt) => viewOf(shelves, knownAt),
  };
}
