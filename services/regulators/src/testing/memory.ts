import type { Fact, Service } from '@qianfan/schema/kernel/fact';
import type { ReturnForm } from '@qianfan/schema/returns/form';
import { catalogueOf, type CatalogueRecords } from '../metrics/catalogue.ts';
import { metricsProjection } from '../metrics/metrics.projection.ts';
import type { Observatory } from '../metrics/observe.ts';
import type { AnnexTerm, CellsTerm, Load, MembersTerm, PostingsTerm } from '../metrics/terms.ts';

type Row = Record<string, any>;

/** A fact with nothing in it but what reducers look at. */
export const factOf = (type: string, key: string, body: object, knownAt = 1, pos = knownAt) =>
  ({
    service: type.split('.')[0] as Service,
    type,
    key,
    body,
    knownAt,
    pos,
    partition: 0,
    receivedAt: knownAt,
  }) as Fact<any>;

/** Rows that the slice's reducers make of facts, with the instants from which they are known. */
function rowsOf(facts: readonly Fact<any>[]): Row[] {
  return facts.flatMap((fact) => {
    const reducer = metricsProjection.reducers[fact.service]?.[fact.type];
    const changes = reducer?.(fact, () => undefined) ?? [];
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
    releases: bodies(facts, 'regulators.ReportingPeriodOpened.v1', knownAt),
    parked,
  };
}

/** Figures over facts in memory, as known at an instant: a plain fold where the service asks SQL. */
export function remembered(
  facts: readonly Fact<any>[],
  knownAt = Number.MAX_SAFE_INTEGER,
  parked: readonly string[] = [],
): Observatory {
  const load = loadFrom(facts);
  return {
    catalogue: catalogueOf(recordsOf(facts, knownAt, parked)),
    load,
    asOf: async (then) => ({ catalogue: catalogueOf(recordsOf(facts, then, parked)), load }),
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
    const { table, reporter, column } = POSTED[term.measure];
    const known = rows.filter(
      (row) =>
        row['table'] === table &&
        row['knownFrom'] <= term.knownAt &&
        row['date'] <= term.to &&
        (!term.reporters || term.reporters.includes(row[reporter])),
    );
    const inside = term.lists && members({ lists: term.lists });
    const counted = known.filter(
      (row) =>
        (term.from === null || row['date'] >= term.from) &&
        (term.measure !== 'IN_FORCE' || row['until'] > term.to) &&
        (!inside || inside.has(row['enterprise'])) &&
        row['county'].startsWith(term.area ?? '') &&
        (['product', 'guarantee', 'term', 'programme'] as const).every(
          (name) => term[name] === null || row[name] === term[name],
        ),
    );
    const total = (group: readonly Row[]): bigint =>
      group.reduce((sum, row) => sum + (row[column] as bigint), 0n);
    const firms = [...Map.groupBy(counted, (row) => row['enterprise']).values()];
    const value = term.measure.endsWith('BORROWERS')
      ? BigInt(firms.filter((group) => total(group) > 0n).length)
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

const loan = { table: 'LoanPosting', reporter: 'institution' };
const cover = { table: 'CoverPosting', reporter: 'institution' };
const POSTED: Record<PostingsTerm['measure'], { table: string; reporter: string; column: string }> =
  {
    BALANCE: { ...loan, column: 'balanceChange' },
    NPL: { ...loan, column: 'nplChange' },
    DRAWN: { ...loan, column: 'drawn' },
    BORROWERS: { ...loan, column: 'balanceChange' },
    DRAWN_BORROWERS: { ...loan, column: 'drawn' },
    WRITTEN: { ...cover, column: 'written' },
    IN_FORCE: { ...cover, column: 'inForce' },
    FILED: { table: 'FilingPosting', reporter: 'bank', column: 'change' },
  };
