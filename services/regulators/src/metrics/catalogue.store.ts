import type { RequestContext } from '@qianfan/kit/subgraph/context';
import { SERVICES } from '@qianfan/schema/kernel/fact';
import type { Instant } from '@qianfan/schema/kernel/instant';
import type { ReturnForm } from '@qianfan/schema/returns/form';
import {
  type Catalogue,
  catalogueOf,
  type CatalogueRecords,
  type Definition,
} from './catalogue.ts';
import { sqlRegisters } from './known.store.ts';
import { sqlLoad } from './load.store.ts';
import type { Observatory } from './observe.ts';
import type { Vantage } from './level.ts';

type Reading = Pick<RequestContext, 'query' | 'cut'>;

/** The tables that a catalogue is read from. */
const TABLES = [
  'metric_record',
  'form_record',
  'organisation',
  'enterprise_list_version',
  'reporting_period',
];

/**
 * Keys with a parked fact that was known by then: what is parked later must not change what is said of an earlier
 * instant. The journal knows when a fact was known; the first that a key has parked decides.
 */
const PARKED = `select coalesce(array_agg(p.source || '/' || p.key order by p.source || '/' || p.key), '{}')
  from (select source, partition, key, min(pos) as pos from parked group by source, partition, key) p
  where case p.source ${SERVICES.map(
    (service) => `when '${service}' then (select j.known_at from ${service}.journal j
      where j.partition = p.partition and j.pos = p.pos)`,
  ).join(' ')} end <= $1`;

/** Enough for the cut and the release instants that a busy hour asks for. */
const CACHED = 64;
const catalogues = new Map<string, Promise<Catalogue>>();

/**
 * The catalogue as known at an instant. It changes with a definition or a registration, not with every return: what
 * tells two instants apart is how many rows were known and when the last of them was.
 */
export async function catalogueAt(
  { query }: Pick<Reading, 'query'>,
  knownAt: Instant,
): Promise<Catalogue> {
  const [row] = await query<{ stamp: string; parked: string[] }>(
    `select current_database() || '/' || current_schema() || ${TABLES.map(
      (table) => `(select '/' || count(*) || '-' || coalesce(max(known_from), 0)
         from ${table} where known_from <= $1)`,
    ).join(' || ')} as stamp,
       (${PARKED}) as parked`,
    [knownAt],
  );
  const key = `${row!.stamp} ${row!.parked.join()}`;
  let found = catalogues.get(key);
  if (!found) {
    found = readRecords({ query }, knownAt, row!.parked).then(catalogueOf);
    catalogues.set(key, found);
    found.catch(() => catalogues.delete(key));
    for (const oldest of catalogues.keys()) {
      if (catalogues.size <= CACHED) break;
      catalogues.delete(oldest);
    }
  }
  return { ...(await found), knownAt };
}

async function readRecords(
  { query }: Pick<Reading, 'query'>,
  knownAt: Instant,
  parked: string[],
): Promise<CatalogueRecords> {
  const visible = 'known_from <= $1 and known_to > $1';
  const [metrics, forms, organisations, lists, releases] = await Promise.all([
    query<Definition & { numerator?: string | null; denominator?: string | null }>(
      `select code, version, unit, additivity, frequency, agency, effective_from as "effectiveFrom",
         bases, numerator, denominator, formula from metric_record where ${visible}`,
      [knownAt],
    ),
    query<{ definition: ReturnForm }>(`select definition from form_record where ${visible}`, [
      knownAt,
    ]),
    query<CatalogueRecords['organisations'][number]>(
      `select code, kind, area, group_code as "group", peer_group as "peerGroup", obligations
       from organisation where ${visible}`,
      [knownAt],
    ),
    query<CatalogueRecords['lists'][number]>(
      `select list, version, valid_from as "validFrom", valid_to as "validTo"
       from enterprise_list_version where ${visible}`,
      [knownAt],
    ),
    query<CatalogueRecords['releases'][number]>(
      `select form, period, deadline, release from reporting_period where ${visible}`,
      [knownAt],
    ),
  ]);
  return {
    knownAt,
    metrics,
    forms: forms.map(({ definition }) => definition),
    organisations,
    lists,
    releases,
    parked,
  };
}

const observatories = new WeakMap<Reading, Promise<Observatory>>();

/** Where the figures of one request are seen from: its cut, and earlier instants for bases as published. */
export function observatoryOf(context: Reading): Promise<Observatory> {
  let found = observatories.get(context);
  if (!found) {
    found = openObservatory(context);
    observatories.set(context, found);
  }
  return found;
}

async function openObservatory({ query, cut }: Reading): Promise<Observatory> {
  const load = sqlLoad(query);
  const earlier = new Map<Instant, Promise<Vantage>>();
  return {
    catalogue: await catalogueAt({ query }, cut),
    load,
    registers: sqlRegisters(query, cut),
    asOf: (knownAt) => {
      let vantage = earlier.get(knownAt);
      if (!vantage) {
        vantage = catalogueAt({ query }, knownAt).then((catalogue) => ({ catalogue, load }));
        earlier.set(knownAt, vantage);
      }
      return vantage;
    },
  };
}
