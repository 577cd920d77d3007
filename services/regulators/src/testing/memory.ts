import { reduceOf } from '@qianfan/kit/projections/fold';
import type { Reducer, Reduction } from '@qianfan/kit/projections/projection';
import type { Fact, Service } from '@qianfan/schema/kernel/fact';
import type { Instant } from '@qianfan/schema/kernel/instant';
import type { ReturnForm } from '@qianfan/schema/returns/form';
import { catalogueOf, type CatalogueRecords } from '../metrics/catalogue.ts';
import { metricsReducers } from '../metrics/metrics.projection.ts';
import type { Registers } from '../metrics/known.ts';
import type { Observatory } from '../metrics/observe.ts';
import type { AnnexTerm, CellsTerm, Load, MembersTerm, PostingsTerm } from '../metrics/terms.ts';

type Row = Record<string, any>;

const metricReducers = metricsReducers as Readonly<Record<string, Reducer | Reduction>>;

/** Instants of these tests are small numbers: microseconds after a day on which the periods they ask for are over. */
const SINCE = Date.UTC(2026, 0, 1) * 1000;
const instantOf = (n: number): Instant => Math.min(SINCE + n, Number.MAX_SAFE_INTEGER);

/** A fact with nothing in it but what reducers look at. */
export const factOf = (type: string, key: string, body: object, knownAt = 1, pos = knownAt) =>
  ({
    service: type.split('.')[0] as Service,
    type,
    key,
    body,
    knownAt: instantOf(knownAt),
    pos,
    partition: 0,
    receivedAt: instantOf(knownAt),
  }) as Fact<any>;

/** Rows that the slice's reducers make of facts, with the instants from which they are known. */
function rowsOf(facts: readonly Fact<any>[]): Row[] {
  return facts.flatMap((fact) => {
    const reducer = metricReducers[fact.type];
    const changes = reducer ? reduceOf(reducer)(fact, () => undefined) : [];
    return changes.map(({ table, row }) => ({ table, knownFrom: fact.knownAt, ...row }));
  });
}

const bodies = (facts: readonly Fact<any>[], type: string, knownAt: number): any[] =>
  facts.filter((fact) => fact.type === type && fact.knownAt <= knownAt).map(({ body }) => body);

function recordsOf(
  facts: readonly Fact<any>[],
  knownAt: number,
  parked: readonly string[],
): CatalogueRecords {
  return {
    knownAt,
    metrics: bodies(facts, 'regulators.MetricDefined.v1', knownAt),
    forms: bodies(facts, 'regulators.ReturnDefined.v1', knownAt) as ReturnForm[],
    organisations: bodies(facts, 'regulators.OrganisationRegistered.v1', knownAt).map((it) => ({
      group: null,
      peerGroup: null,
      ...it,
    })),
    lists: bodies(facts, 'regulators.EnterpriseListPublished.v1', knownAt).map((it) => ({
      validTo: null,
      ...it,
    })),
    releases: bodies(facts, 'regulators.ReportingPeriodOpened.v1', knownAt).map((it) => ({
      ...it,
      deadline: instantOf(it.deadline ?? 0),
      release: instantOf(it.release),
    })),
    parked,
  };
}

/** Figures over facts in memory, as known at an instant: a plain fold where the service asks SQL. */
export function remembered(
  facts: readonly Fact<any>[],
  asOf = Number.MAX_SAFE_INTEGER,
  parked: readonly string[] = [],
): Observatory {
  const knownAt = instantOf(asOf);
  const load = loadFrom(facts);
  return {
    catalogue: catalogueOf(recordsOf(facts, knownAt, parked)),
    load,
    asOf: async (then) => ({ catalogue: catalogueOf(recordsOf(facts, then, parked)), load }),
    registers: registersOf(facts, knownAt),
  };
}

function registersOf(facts: readonly Fact<any>[], knownAt: number): Registers {
  const rows = rowsOf(facts).filter((row) => row['knownFrom'] <= knownAt);
  const contracts = rows.filter(({ table }) =>
    ['LoanPosting', 'LinePosting', 'CoverPosting'].includes(table),
  );
  return {
    product: async (code, owners) =>
      contracts.some(
        (row) => row['product'] === code && (!owners || owners.includes(row['institution'])),
      ),
    programme: async (code) =>
      rows.some((row) => row['kind'] === 'LAUNCH' && row['member'] === code),
  };
}

function loadFrom(facts: readonly Fact<any>[]): Load {
  const rows = rowsOf(facts);
  const latest = (term: CellsTerm | AnnexTerm, institution: string, period: string | null) =>
    rows.findLast(
      (row) =>
        row['table'] === 'ReturnRevision' &&
        row['institution'] === institution &&
        row['form'] === term.form &&
        row['period'] === period &&
        row['knownFrom'] <= term.knownAt,
    );
  const members = ({ lists }: Pick<MembersTerm, 'lists'>): Set<string> =>
    new Set(
      lists.flatMap(
        ({ list, version }) =>
          bodies(facts, 'regulators.EnterpriseListPublished.v1', Infinity).find(
            (it) => it.list === list && it.version === version,
          ).members as string[],
      ),
    );

  const cells = (term: CellsTerm) => {
    const { blocks, per = 1 } = term;
    const placed = (row: Row): (bigint | null)[] => {
      const place = term.cells[row['formVersion'] - 1]!;
      if (!blocks || !place) return [row['cells'][place - 1] ?? null];
      const size = blocks.sizes[row['formVersion'] - 1]!;
      return (row['areas'] as string[]).flatMap((area, n): (bigint | null)[] =>
        area.startsWith(blocks.area) ? [row['cells'][n * size + place - 1] ?? null] : [],
      );
    };
    const cell = (row: Row | undefined): bigint | null => {
      const found = row ? placed(row) : [null];
      return found.reduce((sum, it) => (sum === null || it === null ? null : sum + it), 0n);
    };
    const found = term.reporters.flatMap((code) => {
      const now = cell(latest(term, code, term.period));
      const then = term.minus === null ? 0n : cell(latest(term, code, term.minus));
      return now === null || then === null ? [] : [now - then];
    });
    const sum = found.reduce((all, it) => all + it, 0n);
    return { value: sum / BigInt(per), received: found.length };
  };

  const annex = (term: AnnexTerm) => {
    const found = term.reporters.flatMap((code) => latest(term, code, term.period) ?? []);
    const inside = term.within && members({ lists: term.within });
    const ids = found.flatMap((row) => {
      const version = row['formVersion'] - 1;
      const start = term.columns[version]! * row['annexIds'].length;
      const mask = BigInt(term.masks[version]!);
      return (row['annexIds'] as string[]).filter(
        (id, n) =>
          (BigInt(row['annexMasks'][start + n]) & mask) !== 0n && (!inside || inside.has(id)),
      );
    });
    return { value: BigInt(new Set(ids).size), received: found.length };
  };

  const postings = (term: PostingsTerm) => {
    const { table, reporter, of, only = () => true, by } = POSTED[term.measure];
    const known = rows.filter(
      (row) =>
        row['table'] === table &&
        only(row) &&
        row['knownFrom'] <= term.knownAt &&
        row['date'] <= term.to &&
        (!term.reporters || term.reporters.includes(row[reporter])),
    );
    const [inside, also] = [term.lists, term.within].map((lists) => lists && members({ lists }));
    const registered = (row: Row): { county: string; stage?: string } | undefined =>
      bodies(facts, 'regulators.EnterpriseRegistered.v1', term.knownAt).findLast(
        ({ id }) => id === row['enterprise'],
      );
    const areaOf = (row: Row): string =>
      row['county'] ?? row['area'] ?? registered(row)?.county ?? '';
    const counted = known.filter(
      (row) =>
        (term.from === null || row['date'] >= term.from) &&
        (!IN_FORCE.includes(term.measure) || row['until'] > term.to) &&
        (!inside || inside.has(row['enterprise'])) &&
        (!also || also.has(row['enterprise'])) &&
        (term.area === null || areaOf(row).startsWith(term.area)) &&
        (term.lifecycle === null || registered(row)?.stage === term.lifecycle) &&
        (['product', 'guarantee', 'term', 'programme'] as const).every(
          (name) => term[name] === null || row[name] === term[name],
        ),
    );
    const total = (group: readonly Row[]): bigint =>
      group.reduce((sum, row) => sum + of(row, term.to), 0n);
    const value = by
      ? BigInt(
          [...Map.groupBy(counted, (row) => row[by]).values()].filter((it) => total(it) > 0n)
            .length,
        )
      : total(counted);
    return { value, received: known.length > 0 ? 1 : 0 };
  };

  return async (term) => {
    if (term.kind === 'CELLS') return cells(term);
    if (term.kind === 'ANNEX') return annex(term);
    if (term.kind === 'POSTINGS') return postings(term);
    return { value: BigInt(members(term).size), received: 1 };
  };
}

/** How rows are folded: which, what each counts for, and by what different ones are told apart. */
interface Posted {
  table: string;
  reporter: string;
  of: (row: Row, to: string) => bigint;
  only?: (row: Row) => boolean;
  by?: string;
}

const IN_FORCE: readonly string[] = ['IN_FORCE', 'LIMIT', 'LIMIT_BORROWERS'];
const column =
  (name: string): Posted['of'] =>
  (row) =>
    row[name];
const loan = { table: 'LoanPosting', reporter: 'institution' };
const cover = { table: 'CoverPosting', reporter: 'institution' };
const line = { table: 'LinePosting', reporter: 'institution', of: column('granted') };
const filing = { table: 'FilingPosting', reporter: 'bank' };
const firms = { by: 'enterprise' };
const register = (kind: string): Posted => ({
  table: 'RegisterPosting',
  reporter: 'bank',
  of: ({ change }) => BigInt(change),
  only: (row) => row['kind'] === kind,
  by: 'member',
});
const POSTED: Record<PostingsTerm['measure'], Posted> = {
  BALANCE: { ...loan, of: column('balanceChange') },
  NPL: { ...loan, of: column('nplChange') },
  DRAWN: { ...loan, of: column('drawn') },
  BORROWERS: { ...loan, of: column('balanceChange'), ...firms },
  DRAWN_BORROWERS: { ...loan, of: column('drawn'), ...firms },
  WRITTEN: { ...cover, of: column('written') },
  IN_FORCE: { ...cover, of: column('inForce') },
  LIMIT: line,
  LIMIT_BORROWERS: { ...line, ...firms },
  LIMIT_BORROWERS_EVER: { ...line, ...firms },
  FILED: { ...filing, of: column('change') },
  FILED_EVER: { ...filing, of: ({ change }) => (change > 0n ? change : 0n), ...firms },
  CITIES: register('CITY'),
  COUNTIES: register('COUNTY'),
  BANKS: register('BANK'),
  OUTLETS: register('OUTLET'),
  AGREEMENT_CITIES: register('AGREEMENT_CITY'),
  AGE: {
    table: 'RegisterPosting',
    reporter: 'bank',
    of: ({ date }, to) => BigInt(Number(to.slice(0, 4)) - Number(date.slice(0, 4))),
    only: ({ kind }) => kind === 'LAUNCH',
  },
};
