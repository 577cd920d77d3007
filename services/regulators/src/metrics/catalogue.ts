import type { MetricDefinition } from '@qianfan/schema/catalogue/definition';
import { cycleOf } from '@qianfan/schema/catalogue/parts';
import type { Instant } from '@qianfan/schema/kernel/instant';
import { lastMonthOf, type Period } from '@qianfan/schema/kernel/period';
import { type FormColumn, RESTRICTIONS, type ReturnForm } from '@qianfan/schema/returns/form';
import { placeOf, type Wanted } from '@qianfan/schema/returns/place';
import { type Duty, owes } from '../calendar/lateness.ts';
import { PROVINCE, TOTAL } from '@qianfan/schema/catalogue/dimensions';
import type { Series } from './figure.ts';
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
  releases: readonly { form: string; period: Period; deadline: Instant; release: Instant }[];
  /** `banks/BNK_X`: keys with a fact that could not be applied; what depends on them is incomplete. */
  parked: readonly string[];
}

export type Definition = CatalogueRecords['metrics'][number];

/** The records, found by code. */
export interface Catalogue {
  knownAt: Instant;
  metrics: ReadonlyMap<string, readonly Definition[]>;
  /** Metrics that are parts of themselves, and how: no definition makes one today, and none that is stored is followed. */
  circular: ReadonlyMap<string, string>;
  forms: ReadonlyMap<string, readonly ReturnForm[]>;
  organisations: ReadonlyMap<string, Organisation>;
  lists: ReadonlyMap<string, readonly ListVersion[]>;
  /** By `form/period`, as are the deadlines. */
  releases: ReadonlyMap<string, Instant>;
  deadlines: ReadonlyMap<string, Instant>;
  parked: ReadonlySet<string>;
}

export function catalogueOf(records: CatalogueRecords): Catalogue {
  const metrics = byCode(records.metrics, ({ code }) => code);
  return {
    knownAt: records.knownAt,
    metrics,
    circular: circularIn(metrics),
    forms: byCode(records.forms, ({ form }) => form),
    organisations: new Map(
      records.organisations.toSorted(by(({ code }) => code)).map((it) => [it.code, it]),
    ),
    lists: byCode(records.lists, ({ list }) => list),
    releases: new Map(records.releases.map((it) => [`${it.form}/${it.period}`, it.release])),
    deadlines: new Map(records.releases.map((it) => [`${it.form}/${it.period}`, it.deadline])),
    parked: new Set(records.parked),
  };
}

const circularIn = (metrics: Catalogue['metrics']): Map<string, string> =>
  new Map(
    [...metrics.keys()].flatMap((code): [string, string][] => {
      const way = cycleOf(code, (it) => metrics.get(it) ?? []);
      return way === undefined ? [] : [[code, way]];
    }),
  );

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
const expected = new WeakMap<Catalogue['organisations'], Map<string, Expected>>();

/** The same as a list and as a set. */
interface Expected {
  list: readonly string[];
  has: (code: string) => boolean;
}

/** Who owes a form for a period, by code; always the same object. */
export function expectedReporters(
  { organisations }: Catalogue,
  form: string,
  period: Period,
): Expected {
  let known = expected.get(organisations);
  if (!known) expected.set(organisations, (known = new Map()));
  const key = `${form}/${period}`;
  let found = known.get(key);
  if (!found) {
    const owing = [...organisations.values()].filter(({ obligations }) =>
      owes(obligations, form, period),
    );
    const list = owing.map(({ code }) => code);
    const codes = new Set(list);
    known.set(key, (found = { list, has: (code) => codes.has(code) }));
  }
  return found;
}

/** A form whose version in force for the period has a cell for what is asked. */
export interface Carrier {
  form: string;
  frequency: 'M' | 'Q';
  column: FormColumn;
  versions: readonly ReturnForm[];
  /** The version in force. */
  layout: ReturnForm;
}

const LENGTHS = { CITY: 4, COUNTY: 6 };

/** Whether a form can tell an area: the province, or what its blocks make up. */
const tells = ({ blocks }: ReturnForm, area: string): boolean =>
  blocks ? area.length <= LENGTHS[blocks.level] : area === PROVINCE;

/** Whether an area is one block of a form, or its whole grid. */
export const isOneGrid = ({ blocks }: ReturnForm, area: string): boolean =>
  !blocks || area.length === LENGTHS[blocks.level];

/** What of a series a form's cell has to match. */
export const wantedOf = (series: Series): Wanted => {
  const given = (value: string) => (value === TOTAL ? undefined : value);
  return {
    metric: series.metric,
    population: given(series.population),
    ...Object.fromEntries(RESTRICTIONS.map((name) => [name, given(series[name])])),
  };
};

/** The first form, by code, that collects a series for a period, one without blocks before others; undefined where none does. */
export function carrierOf(
  catalogue: Catalogue,
  series: Series,
  period: Period,
): Carrier | undefined {
  const wanted = wantedOf(series);
  let split: Carrier | undefined;
  for (const [form, versions] of catalogue.forms) {
    const layout = inForce(versions, period);
    const place = layout && tells(layout, series.area) ? placeOf(layout, wanted) : undefined;
    if (!layout || !place) continue;
    const { frequency } = layout;
    const carrier = { form, frequency, column: place.column, versions, layout };
    if (!layout.blocks) return carrier;
    split ??= carrier;
  }
  return split;
}
