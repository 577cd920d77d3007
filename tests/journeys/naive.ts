import { listsOf } from '@qianfan/schema/codelists/populations';
import type { Fact } from '@qianfan/schema/kernel/fact';
import { type Instant, parseInstant } from '@qianfan/schema/kernel/instant';
import { parseWan, parseYuan } from '@qianfan/schema/kernel/money';
import {
  endOf,
  firstMonthOf,
  lastMonthOf,
  previousPeriod,
  sameLastYear,
  shiftPeriod,
  startOf,
  yearEndBefore,
} from '@qianfan/schema/kernel/period';
import {
  compareRatios,
  formatRatio,
  type Ratio,
  subtractRatios,
} from '@qianfan/schema/kernel/ratio';

/**
 * Every figure by brute force over the raw facts, for tests: slow, plain, and without a line of the engine's code.
 * It folds loans and covers one by one where the engine adds postings, and sets where the engine counts in SQL.
 */
export interface Naive {
  status: string;
  /** Fen, enterprises, or the exact quotient. */
  value: Ratio | null;
  partial: Ratio | null;
  expected: number | null;
  received: number | null;
  flags: string[];
}

type Known = readonly Fact<any>[];

/** Bodies by type, sorted out once for each list of facts. */
const sorted = new WeakMap<Known, Map<string, any[]>>();

function bodies(facts: Known, type: string): any[] {
  let byType = sorted.get(facts);
  if (!byType) {
    byType = new Map(
      [...Map.groupBy(facts, (fact) => fact.type)].map(([name, group]) => [
        name,
        group.map(({ body }) => body),
      ]),
    );
    sorted.set(facts, byType);
  }
  return byType.get(type) ?? [];
}

const latestBy = <T>(items: readonly T[], key: (item: T) => string): T[] => [
  ...new Map(items.map((item) => [key(item), item])).values(),
];

const one = (numerator: bigint): Ratio => ({ numerator, denominator: 1n });
const none = (status: string): Naive => ({
  status,
  value: null,
  partial: null,
  expected: null,
  received: null,
  flags: [],
});

/** What was known at an instant, in the order in which it became known. */
export const knownAt = (facts: Known, at: Instant): Known =>
  facts
    .filter((fact) => fact.knownAt <= at)
    .toSorted((a, b) => a.knownAt - b.knownAt || a.partition - b.partition || a.pos - b.pos);

/** The value of the figure with this id, from the facts that were known at an instant (`knownAt`). */
export function naive(known: Known, id: string, at: Instant): Naive {
  const [key, transform, period] = id.split(':') as [string, string, string];
  const series = key.split('.');
  const [metric] = series as [string];
  const level = (of: readonly string[], when: string, from: Known = known) =>
    naiveLevel(from, of, when);
  if (transform === 'LEVEL') return level(series, period);
  const change = /^(PP_)?(YOY|YTD|MOM|QOQ)(\.AS_PUBLISHED)?$/.exec(transform);
  if (change) {
    const base = BASES[change[2]!]!(period);
    const current = level(series, period);
    let before: Naive;
    if (change[3]) {
      const release = releaseOf(known, series, base);
      before =
        release === undefined || release > at
          ? none('NOT_PUBLISHED')
          : level(series, base, knownAt(known, release));
    } else before = level(series, base);
    return grown(current, before, change[1] !== undefined, breaks(known, metric, base, period));
  }
  if (transform.startsWith('SHARE-')) {
    const of = transform.slice(6);
    const whole = [...series];
    if (of === '_T') whole[2] = '_T';
    else if (of === 'ALL') whole[1] = '_T';
    else if (bodies(known, 'regulators.OrganisationRegistered.v1').some(({ code }) => code === of))
      whole[2] = of;
    else if (of.startsWith('36')) whole[3] = of;
    else whole[1] = of;
    return over(level(series, period), level(whole, period));
  }
  if (transform.startsWith('RANK-')) return ranked(known, series, period, transform.slice(5));
  if (transform.startsWith('COUNT-')) return counted(known, series, period, transform.slice(6));
  throw new Error(`the naive fold knows no ${transform}`);
}

interface Peer {
  code: string;
  level: Naive;
}

/** Banks and insurers (of a peer group) from whom a value is asked, or who have contracts. */
function peers(known: Known, series: readonly string[], period: string, group: string): Peer[] {
  return organisations(known)
    .filter(({ kind }) => kind === 'BANK' || kind === 'INSURER')
    .filter(({ peerGroup }) => group === '_T' || peerGroup === group)
    .map(({ code }) => ({ code, level: naiveLevel(known, series.with(2, code), period) }))
    .filter(({ level }) => level.status !== 'NOT_COLLECTED')
    .filter(({ level }) => level.status !== 'MISSING' || level.expected !== null);
}

function ranked(known: Known, series: readonly string[], period: string, group: string): Naive {
  const mine = naiveLevel(known, series, period);
  const all = peers(known, series, period, group);
  const have = all.filter(({ level }) => level.value);
  const counts = { expected: all.length, received: have.length, flags: mine.flags };
  if (!mine.value) return { ...none(mine.status), ...counts };
  const larger = have
    .filter(({ level }) => compareRatios(level.value!, mine.value!) > 0)
    .map(({ level }) => formatRatio(level.value!, 30));
  const place = one(BigInt(new Set(larger).size + 1));
  return have.length === all.length
    ? { ...none('REPORTED'), value: place, ...counts }
    : { ...none('INCOMPLETE'), partial: place, ...counts };
}

function counted(
  known: Known,
  series: readonly string[],
  period: string,
  predicate: string,
): Naive {
  const [, is, than] = /^(\w\w)-(.+)$/.exec(predicate) as unknown as [string, string, string];
  const all = peers(known, series, period, '_T').filter(
    ({ code }) => series[2] === '_T' || isMember(known, code, series[2]!),
  );
  const yuan = definitions(known, series[0]!)[0].unit === 'YUAN';
  const bounds = all.map(({ code, level }) => {
    if (!level.value) return null;
    if (!/\d$/.test(than)) {
      const other = series.with(2, code).with(1, than === 'ALL' ? '_T' : than);
      const bound = naiveLevel(known, other, period).value;
      return bound && compareRatios(level.value, bound);
    }
    const [whole, fraction = ''] = than.split('.') as [string, string?];
    const scale = 10n ** BigInt(fraction.length);
    const bound = { numerator: BigInt(whole + fraction), denominator: scale };
    const value = yuan
      ? { ...level.value, denominator: level.value.denominator * 100n }
      : level.value;
    return compareRatios(value, bound);
  });
  const holds = (order: number): boolean =>
    (is.startsWith('G') && order > 0) ||
    (is.startsWith('L') && order < 0) ||
    (order === 0 && is.endsWith('E')) ||
    (is === 'EQ' && order === 0);
  const count = one(BigInt(bounds.filter((order) => order !== null && holds(order)).length));
  const received = bounds.filter((order) => order !== null).length;
  const counts = { expected: all.length, received, flags: naiveLevel(known, series, period).flags };
  if (all.length === 0) return { ...none('NOT_COLLECTED'), ...counts };
  if (received === all.length) return { ...none('REPORTED'), value: count, ...counts };
  return received === 0
    ? { ...none('MISSING'), ...counts }
    : { ...none('INCOMPLETE'), partial: count, ...counts };
}

const BASES: Record<string, (period: string) => string> = {
  YOY: sameLastYear,
  YTD: yearEndBefore,
  MOM: previousPeriod,
  QOQ: (period) => shiftPeriod(period, period.length === 7 && !period.includes('Q') ? -3 : -1),
};

function grown(current: Naive, base: Naive, points: boolean, broken: boolean): Naive {
  const flags = broken ? ['b'] : [];
  const shown = { ...current, partial: null, flags };
  const wrong = [current, base].find(({ status }) => status !== 'REPORTED');
  if (wrong) return { ...shown, status: wrong.status, value: null };
  const difference = subtractRatios(current.value!, base.value!);
  if (points) return { ...shown, status: 'REPORTED', value: difference };
  if (base.value!.numerator <= 0n) return { ...shown, status: 'UNDEFINED', value: null };
  return {
    ...shown,
    status: 'REPORTED',
    value: {
      numerator: difference.numerator * base.value!.denominator,
      denominator: difference.denominator * base.value!.numerator,
    },
  };
}

function over(numerator: Naive, denominator: Naive): Naive {
  const wrong = [numerator, denominator].find(({ status }) => status !== 'REPORTED')?.status;
  const divide = (a: Ratio | null, b: Ratio | null): Ratio | null =>
    a && b && b.numerator !== 0n
      ? { numerator: a.numerator * b.denominator, denominator: a.denominator * b.numerator }
      : null;
  const value = wrong ? null : divide(numerator.value, denominator.value);
  const counted = numerator.expected === null ? denominator : numerator;
  return {
    status: wrong ?? (value ? 'REPORTED' : 'UNDEFINED'),
    value,
    partial:
      wrong === 'INCOMPLETE'
        ? divide(numerator.value ?? numerator.partial, denominator.value ?? denominator.partial)
        : null,
    expected: counted.expected,
    received: counted.received,
    flags: numerator.flags,
  };
}

const definitions = (known: Known, metric: string): any[] =>
  bodies(known, 'regulators.MetricDefined.v1').filter(({ code }) => code === metric);

const definition = (known: Known, metric: string, period: string): any =>
  definitions(known, metric)
    .filter(({ effectiveFrom }) => effectiveFrom <= lastMonthOf(period))
    .toSorted((a, b) => b.version - a.version)[0];

function breaks(known: Known, metric: string, base: string, period: string): boolean {
  const before = definition(known, metric, base);
  return before !== undefined && before.version !== definition(known, metric, period).version;
}

const organisations = (known: Known): any[] =>
  latestBy(bodies(known, 'regulators.OrganisationRegistered.v1'), ({ code }) => code);

const form = (known: Known, code: string, version: number): any =>
  bodies(known, 'regulators.ReturnDefined.v1').find(
    (body) => body.form === code && body.version === version,
  );

/** The form that collects a metric for a population in a month. */
function carrier(known: Known, metric: string, population: string, period: string): any {
  const month = lastMonthOf(period);
  const inForce = latestBy(
    bodies(known, 'regulators.ReturnDefined.v1')
      .filter(({ effectiveFrom }) => effectiveFrom <= month)
      .toSorted((a, b) => a.version - b.version),
    (body) => body.form,
  ).toSorted((a, b) => (a.form < b.form ? -1 : 1));
  return inForce.find(
    ({ rows, columns }) =>
      rows.some((row: any) => row.population === (population === '_T' ? 'ALL' : population)) &&
      columns.some((column: any) => column.metric === metric),
  );
}

function releaseOf(known: Known, series: readonly string[], period: string): Instant | undefined {
  const defined = definition(known, series[0]!, period);
  const collected = carrier(known, defined?.numerator ?? series[0], series[1]!, period);
  const opened = bodies(known, 'regulators.ReportingPeriodOpened.v1').findLast(
    (body) => body.form === collected?.form && body.period === period,
  );
  return opened && parseInstant(opened.release);
}

function naiveLevel(
  known: Known,
  series: readonly string[],
  period: string,
  within?: ReadonlySet<string>,
): Naive {
  const [metric, population, , area, , , , , , agency, basis] = series as string[] & { 0: string };
  const defined = definition(known, metric, period);
  if (!defined) return none('NOT_COLLECTED');
  const first = definitions(known, metric).toSorted((a, b) => a.version - b.version)[0];
  const monthsIn = (month: string) => firstMonthOf(period) <= month && month <= lastMonthOf(period);
  const flags = defined.version !== first.version && monthsIn(defined.effectiveFrom) ? ['b'] : [];
  const flagged = (found: Naive): Naive => ({ ...found, flags });
  if (defined.agency !== agency || !defined.bases.includes(basis)) {
    return flagged(none('NOT_COLLECTED'));
  }
  if (defined.unit === 'RATIO') {
    const upper = [...series];
    upper[0] = defined.numerator;
    const lower = [...series];
    lower[0] = defined.denominator;
    upper[9] = definitions(known, defined.numerator)[0].agency;
    lower[9] = definitions(known, defined.denominator)[0].agency;
    const listed = defined.denominator === 'LST_MEM';
    if (listed) {
      lower[10] = 'EVENT';
      for (const n of [2, 4, 5, 6, 8]) lower[n] = '_T';
    }
    const members = listed ? membersOf(known, population!, endOf(period)) : undefined;
    const inside = members && members.some > 0 ? members.ids : undefined;
    return flagged(
      over(naiveLevel(known, upper, period, inside), naiveLevel(known, lower, period)),
    );
  }
  if (basis === 'RETURN') return flagged(fromReturns(known, series, period, within));
  if (metric === 'LST_MEM') return flagged(listMembers(known, series, period));
  void area;
  return flagged(fromContracts(known, series, period));
}

/** Who is on the lists of a population on a day; `missing`: a list that is not valid then. */
function membersOf(
  known: Known,
  population: string,
  day: string,
): { ids: ReadonlySet<string>; missing: boolean; some: number } | undefined {
  const published = bodies(known, 'regulators.EnterpriseListPublished.v1');
  const codes =
    listsOf(population) ??
    (published.some(({ list }) => list === population) ? [population] : undefined);
  if (!codes) return undefined;
  const valid = codes.map(
    (code) =>
      published
        .filter(
          ({ list, validFrom, validTo }) =>
            list === code && validFrom <= day && (validTo === undefined || day < validTo),
        )
        .toSorted((a, b) => b.version - a.version)[0],
  );
  const found = valid.filter((list) => list !== undefined);
  return {
    ids: new Set(found.flatMap(({ members }) => members as string[])),
    missing: found.length < valid.length,
    some: found.length,
  };
}

const isMember = (known: Known, code: string, reporter: string): boolean => {
  const organisation = organisations(known).find((it) => it.code === reporter);
  if (organisation?.kind !== 'BANK_GROUP') return code === reporter;
  return organisations(known).find((it) => it.code === code)?.group === reporter;
};

function fromReturns(
  known: Known,
  series: readonly string[],
  period: string,
  within?: ReadonlySet<string>,
): Naive {
  const [metric, population, reporter, area, ...rest] = series as [string, string, string, string];
  const others = (rest as string[]).slice(0, 5);
  if (area !== '36' || others.some((value) => value !== '_T')) return none('NOT_COLLECTED');
  const collected = carrier(known, metric, population, period);
  if (!collected) return none('NOT_COLLECTED');
  const column = collected.columns.find((it: any) => it.metric === metric);
  const last = lastMonthOf(period);
  const cumulated = column.accumulation === 'YEAR_TO_DATE';
  const january = firstMonthOf(period).endsWith('-01');
  const counts = column.kind === 'COUNT';
  if (counts && cumulated && !january) return none('NOT_COLLECTED');
  const before = cumulated && !january ? previousPeriod(firstMonthOf(period)) : null;
  const owing = organisations(known).filter(
    ({ code, obligations }) =>
      obligations.some(
        (it: any) => it.form === collected.form && it.from <= last && last <= (it.to ?? '9999-12'),
      ) &&
      (reporter === '_T' || isMember(known, code, reporter)),
  );
  if (owing.length === 0) return none('NOT_COLLECTED');
  const returnOf = (code: string, month: string): any =>
    known.findLast(
      (fact) =>
        fact.type === 'banks.ReturnAccepted.v1' &&
        fact.key === code &&
        fact.body.form === collected.form &&
        fact.body.period === month,
    )?.body;
  const row = population === '_T' ? 'ALL' : population;
  let received = 0;
  let sum = 0n;
  const borrowers = new Set<string>();
  for (const { code } of owing) {
    const current = returnOf(code, last);
    if (!current) continue;
    if (counts) {
      received += 1;
      for (const id of annexIds(known, current, metric, row)) {
        if (!within || within.has(id)) borrowers.add(id);
      }
      continue;
    }
    const now = cellOf(known, current, metric, row);
    const then = before === null ? 0n : cellOf(known, returnOf(code, before), metric, row);
    if (now === null || then === null) continue;
    received += 1;
    sum += now - then;
  }
  const value = one(counts ? BigInt(borrowers.size) : sum);
  const expected = owing.length;
  if (received === 0) return { ...none('MISSING'), expected, received };
  return received < expected
    ? { ...none('INCOMPLETE'), partial: value, expected, received }
    : { ...none('REPORTED'), value, expected, received };
}

function place(known: Known, submission: any, metric: string, population: string) {
  const layout = form(known, submission.form, submission.formVersion);
  const row = layout.rows.findIndex((it: any) => it.population === population);
  const column = layout.columns.findIndex((it: any) => it.metric === metric);
  return { layout, row, column };
}

function cellOf(known: Known, submission: any, metric: string, population: string): bigint | null {
  if (!submission) return null;
  const { layout, row, column } = place(known, submission, metric, population);
  if (row < 0 || column < 0) return null;
  const text = submission.cells[row * layout.columns.length + column];
  return text === null ? null : parseWan(text)!;
}

function annexIds(known: Known, submission: any, metric: string, population: string): string[] {
  const { layout, row, column } = place(known, submission, metric, population);
  const leaves = (code: string): string[] => {
    const found = layout.rows.find((it: any) => it.code === code);
    return found.parts ? found.parts.flatMap(leaves) : [code];
  };
  const rows = leaves(layout.rows[row].code).map((code) =>
    layout.rows.findIndex((it: any) => it.code === code),
  );
  const nth = layout.columns.slice(0, column).filter((it: any) => it.kind === 'COUNT').length;
  return submission.annex.ids.filter((_: string, n: number) =>
    rows.some((bit) => (BigInt(submission.annex.masks[nth][n]) >> BigInt(bit)) % 2n === 1n),
  );
}

function listMembers(known: Known, series: readonly string[], period: string): Naive {
  const [, population, reporter, area, product, guarantee, term, lifecycle, programme] = series;
  if ([reporter, product, guarantee, term, programme].some((it) => it !== '_T')) {
    return none('NOT_COLLECTED');
  }
  if (population === '_T') return none('NOT_COLLECTED');
  const members = membersOf(known, population!, endOf(period));
  if (!members) return none('NOT_COLLECTED');
  if (members.some === 0) return none('MISSING');
  const enterprises = new Map(
    bodies(known, 'regulators.EnterpriseRegistered.v1').map((it) => [it.id, it]),
  );
  const counted = [...members.ids].filter((id) => {
    const enterprise = enterprises.get(id);
    return (
      (area === '36' || enterprise?.county.startsWith(area!)) &&
      (lifecycle === '_T' || enterprise?.stage === lifecycle)
    );
  });
  const value = one(BigInt(counted.length));
  return members.missing
    ? { ...none('INCOMPLETE'), partial: value }
    : { ...none('REPORTED'), value };
}

/** What a contract stands at, at the end of a day, told by its own facts. */
interface Standing {
  reporter: string;
  enterprise: string;
  county: string;
  product: string | undefined;
  guarantee: string | undefined;
  term: string | undefined;
  programme: string | undefined;
  balance: bigint;
  bad: boolean;
  flow: bigint;
}

function fromContracts(known: Known, series: readonly string[], period: string): Naive {
  const [metric, population, reporter, area, product, guarantee, term, lifecycle, programme] =
    series as [string, string, string, string, string, string, string, string, string];
  const measure = MEASURES[metric];
  if (!measure || measure.basis !== series[10]) return none('NOT_COLLECTED');
  const asked = { product, guarantee, term, programme };
  for (const [name, value] of Object.entries(asked)) {
    const fixed = measure.fixed?.[name];
    if (value !== '_T' && value !== fixed && !measure.dimensions.includes(name)) {
      return none('NOT_COLLECTED');
    }
  }
  const to = endOf(period);
  const members = population === '_T' ? undefined : membersOf(known, population, to);
  if (population !== '_T' && !members) return none('NOT_COLLECTED');
  if (members?.some === 0) return none('MISSING');
  const all = measure
    .fold(known, startOf(period), to)
    .filter((it) => reporter === '_T' || isMember(known, it.reporter, reporter));
  if (all.length === 0) return none('MISSING');
  const stages = new Map(
    bodies(known, 'regulators.EnterpriseRegistered.v1').map((it) => [it.id, it.stage]),
  );
  const counted = all.filter(
    (it) =>
      (!members || members.ids.has(it.enterprise)) &&
      (area === '36' || it.county.startsWith(area)) &&
      (lifecycle === '_T' || stages.get(it.enterprise) === lifecycle) &&
      Object.entries({ ...asked, ...measure.fixed }).every(
        ([name, value]) => value === '_T' || it[name as 'product'] === value,
      ),
  );
  const value = one(measure.value(counted));
  return members?.missing
    ? { ...none('INCOMPLETE'), partial: value }
    : { ...none('REPORTED'), value };
}

interface NaiveMeasure {
  basis: string;
  dimensions: string[];
  fixed?: Record<string, string>;
  fold: (known: Known, from: string, to: string) => Standing[];
  value: (standings: Standing[]) => bigint;
}

const total = (of: (it: Standing) => bigint) => (standings: Standing[]) =>
  standings.reduce((sum, it) => sum + of(it), 0n);
const firms = (has: (it: Standing) => boolean) => (standings: Standing[]) =>
  BigInt(new Set(standings.filter(has).map(({ enterprise }) => enterprise)).size);

const LOAN = { basis: 'CONTRACT', dimensions: ['product', 'guarantee', 'term'], fold: foldLoans };
const COVER = { basis: 'CONTRACT', dimensions: ['product'], fold: foldCovers };

const MEASURES: Record<string, NaiveMeasure> = {
  LN_BAL: { ...LOAN, value: total(({ balance }) => balance) },
  LN_BAL_NPL: { ...LOAN, value: total(({ bad, balance }) => (bad ? balance : 0n)) },
  LN_BRW: { ...LOAN, value: firms(({ balance }) => balance > 0n) },
  LN_DISB: { ...LOAN, value: total(({ flow }) => flow) },
  INS_COVER_WRITTEN: { ...COVER, value: total(({ flow }) => flow) },
  INS_COVER_INFORCE: { ...COVER, value: total(({ balance }) => balance) },
  KDT_FILED_BAL: {
    basis: 'EVENT',
    dimensions: ['programme'],
    fixed: { programme: 'KDT' },
    fold: foldFilings,
    value: total(({ balance }) => balance),
  },
};

const BAD = ['SUBSTANDARD', 'DOUBTFUL', 'LOSS'];
const fen = (text: string): bigint => parseYuan(text)!;
const within = (day: string, from: string, to: string): boolean => from <= day && day <= to;

function foldLoans(known: Known, from: string, to: string): Standing[] {
  const loans = new Map<string, Standing>();
  for (const { type, key, body } of known) {
    const name = /^banks\.Loan(\w+)\.v1$/.exec(type)?.[1];
    if (!name || (body.drawnOn ?? body.on) > to) continue;
    const id = `${key}/${body.loan}`;
    if (name === 'Drawn') {
      const drawn = within(body.drawnOn, from, to) ? fen(body.amount) : 0n;
      const before = loans.get(id);
      loans.set(id, {
        ...body,
        reporter: key,
        balance: (before?.balance ?? 0n) + fen(body.amount),
        bad: before?.bad ?? false,
        flow: (before?.flow ?? 0n) + drawn,
      });
      continue;
    }
    const loan = loans.get(id)!;
    if (name === 'Classified') loan.bad = BAD.includes(body.classification);
    else loan.balance -= fen(body.amount);
  }
  return [...loans.values()];
}

function foldCovers(known: Known, from: string, to: string): Standing[] {
  const covers = new Map<string, Standing & { until: string }>();
  for (const { type, key, body } of known) {
    const name = /^banks\.Cover(\w+)\.v1$/.exec(type)?.[1];
    const day = body.inception ?? body.on;
    if (!name || day > to) continue;
    const id = `${key}/${body.cover}`;
    const change = body.sumInsuredChange ?? body.sumInsured;
    if (name === 'Issued') {
      covers.set(id, {
        ...body,
        reporter: key,
        balance: fen(change),
        bad: false,
        flow: within(day, from, to) ? fen(change) : 0n,
        until: body.expiresOn,
      });
      continue;
    }
    const cover = covers.get(id)!;
    if (name === 'Cancelled') cover.balance = 0n;
    else {
      cover.balance += fen(change);
      if (within(day, from, to)) cover.flow += fen(change);
    }
  }
  return [...covers.values()].map((it) => (it.until > to ? it : { ...it, balance: 0n }));
}

function foldFilings(known: Known, _: string, to: string): Standing[] {
  const filings = new Map<string, Standing>();
  for (const { type, body } of known) {
    const filed = type === 'programmes.LoanFiled.v1';
    if (!filed && type !== 'programmes.FilingSettled.v1') continue;
    if ((body.filedOn ?? body.on) > to) continue;
    const id = `${body.programme}/${body.bank}/${body.loan}`;
    const before = filings.get(id)?.balance ?? 0n;
    filings.set(id, {
      ...body,
      reporter: body.bank,
      balance: filed ? before + fen(body.amount) : before - fen(body.amount),
      bad: false,
      flow: 0n,
    });
  }
  return [...filings.values()];
}
