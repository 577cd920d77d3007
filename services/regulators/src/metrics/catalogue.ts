import type { MetricDefinition } from '@qianfan/schema/catalogue/definition';
import type { Instant } from '@qianfan/schema/kernel/instant';
import { lastMonthOf, type Period } from '@qianfan/schema/kernel/period';
import type { FormColumn, ReturnForm } from '@qianfan/schema/returns/form';
import { type Duty, owes } from '../calendar/lateness.ts';
import type { ListRef } from './terms.ts';

export interface Organisation {
  code: string;
  kind: string;
  area: string;
  group: string | null;
  peerGroup: string | null;
  obligations: readonly Duty[];
}

export interface ListVersion extends ListRef {
  validFrom: string;
  validTo: string | null;
}

/** Everything but figures themselves that a figure depends on, as known at one instant. */
export interface CatalogueRecords {
  knownAt: Instant;
  metrics: readonly Omit<MetricDefinition, 'name' | 'description'>[];
  forms: readonly ReturnForm[];
  organisations: readonly Organisation[];
  lists: readonly ListVersion[];
  releases: readonly { form: string; period: Period; release: Instant }[];
  /** `banks/BNK_X`: keys with a fact that could not be applied; what depends on them is incomplete. */
  parked: readonly string[];
}

export type Definition = CatalogueRecords['metrics'][number];

/** The records, found by code. */
export interface Catalogue {
  knownAt: Instant;
  metrics: ReadonlyMap<string, readonly Definition[]>;
  forms: ReadonlyMap<string, readonly ReturnForm[]>;
  organisations: ReadonlyMap<string, Organisation>;
  lists: ReadonlyMap<string, readonly ListVersion[]>;
  releases: ReadonlyMap<string, Instant>;
  parked: ReadonlySet<string>;
}

export function catalogueOf(records: CatalogueRecords): Catalogue {
  return {
    knownAt: records.knownAt,
    metrics: byCode(records.metrics, ({ code }) => code),
    forms: byCode(records.forms, ({ form }) => form),
    organisations: new Map(
      records.organisations.toSorted(by(({ code }) => code)).map((it) => [it.code, it]),
    ),
    lists: byCode(records.lists, ({ list }) => list),
    releases: new Map(records.releases.map((it) => [`${it.form}/${it.period}`, it.release])),
    parked: new Set(records.parked),
  };
}

const by =
  <Item>(text: (item: Item) => string) =>
  (a: Item, b: Item) =>
    text(a) < text(b) ? -1 : 1;

/** Versions in rising order under their code; codes in order, so that an answer never depends on that of rows. */
function byCode<Item extends { version: number }>(
  items: readonly Item[],
  codeOf: (item: Item) => string,
): Map<string, Item[]> {
  const found = new Map<string, Item[]>();
  for (const item of items.toSorted((a, b) => a.version - b.version).toSorted(by(codeOf))) {
    const versions = found.get(codeOf(item));
    if (versions) versions.push(item);
    else found.set(codeOf(item), [item]);
  }
  return found;
}

/** The version in force for a period: the highest that takes effect no later than the period's last month. */
export const inForce = <Item extends { effectiveFrom: string }>(
  versions: readonly Item[] | undefined,
  period: Period,
): Item | undefined =>
  versions?.findLast(({ effectiveFrom }) => effectiveFrom <= lastMonthOf(period));

/** The organisations that a reporter's code stands for: itself, or the members of a group. */
export function membersOf(catalogue: Catalogue, reporter: string): string[] {
  if (catalogue.organisations.get(reporter)?.kind !== 'BANK_GROUP') return [reporter];
  return [...catalogue.organisations.values()]
    .filter(({ group }) => group === reporter)
    .map(({ code }) => code);
}

/** What was worked out from a catalogue once; a catalogue never changes. */
const expected = new WeakMap<Catalogue['organisations'], Map<string, ReadonlySet<string>>>();

/** Who owes a form for a period, by code. */
export function expectedReporters(
  { organisations }: Catalogue,
  form: string,
  period: Period,
): ReadonlySet<string> {
  let known = expected.get(organisations);
  if (!known) expected.set(organisations, (known = new Map()));
  const key = `${form}/${period}`;
  let codes = known.get(key);
  if (!codes) {
    const owing = [...organisations.values()].filter(({ obligations }) =>
      owes(obligations, form, period),
    );
    known.set(key, (codes = new Set(owing.map(({ code }) => code))));
  }
  return codes;
}

/** A form whose version in force for the period has a cell for a metric and a population. */
export interface Carrier {
  form: string;
  frequency: 'M' | 'Q';
  column: FormColumn;
  versions: readonly ReturnForm[];
}

/** The first form, by code, that collects a metric of a population for a period; undefined where none does. */
export function carrierOf(
  catalogue: Catalogue,
  metric: string,
  population: string,
  period: Period,
): Carrier | undefined {
  for (const [form, versions] of catalogue.forms) {
    const layout = inForce(versions, period);
    const column = layout?.columns.find((it) => it.metric === metric);
    if (layout && column && layout.rows.some((row) => row.population === population)) {
      return { form, frequency: layout.frequency, column, versions };
    }
  }
  return undefined;
}
