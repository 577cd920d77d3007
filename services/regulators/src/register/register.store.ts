import { type InferEntity, p } from '@mikro-orm/core';
import type { EntityManager } from '@mikro-orm/postgresql';
import { readEntity } from '@qianfan/kit/projections/entity';
import type { PageRequest } from '@qianfan/kit/subgraph/pages';
import type { OrganisationRegistered } from '@qianfan/schema/facts/regulators';
import type { Text } from '@qianfan/schema/kernel/issue';

/** Banks, insurers, authorities …, with what they owe. The register itself is scoped by its resolvers. */
export const Organisation = readEntity({
  name: 'Organisation',
  identity: { code: p.text() },
  columns: {
    name: p.json<Text>(),
    kind: p.text(),
    area: p.text(),
    groupCode: p.text().nullable(),
    peerGroup: p.text().nullable(),
    obligations: p.json<OrganisationRegistered['obligations']>(),
    /** Yuan. */
    singleNameLimit: p.text().nullable(),
    synthetic: p.boolean(),
  },
});

export const EnterpriseRecord = readEntity({
  name: 'EnterpriseRecord',
  identity: { id: p.text() },
  columns: {
    name: p.json<Text>().nullable(),
    uscc: p.text().nullable(),
    county: p.text(),
    stage: p.text().nullable(),
    synthetic: p.boolean(),
  },
  indexes: [['county', 'id']],
});

export const registerEntities = [Organisation, EnterpriseRecord] as const;

export type OrganisationRow = InferEntity<typeof Organisation>;
export type EnterpriseRow = InferEntity<typeof EnterpriseRecord>;

/** Rows in the order of the codes; null where there is none at the cut. One statement. */
export async function organisationsByCode(
  em: EntityManager,
  codes: readonly string[],
): Promise<(OrganisationRow | null)[]> {
  const rows = await em.find(Organisation, { code: { $in: [...new Set(codes)] } });
  const byCode = new Map(rows.map((row) => [row.code, row]));
  return codes.map((code) => byCode.get(code) ?? null);
}

/** Rows in the order of the ids; null where there is none at the cut. One statement. */
export async function enterprisesById(
  em: EntityManager,
  ids: readonly string[],
): Promise<(EnterpriseRow | null)[]> {
  const rows = await em.find(EnterpriseRecord, { id: { $in: [...new Set(ids)] } });
  const byId = new Map(rows.map((row) => [row.id, row]));
  return ids.map((id) => byId.get(id) ?? null);
}

/** Rows by code. `only`: one code, for a viewer who sees no other; `area`: a GB/T 2260 prefix. */
export async function organisationPage(
  em: EntityManager,
  where: { only?: string; kind?: string; area?: string },
  { limit, after }: PageRequest,
): Promise<{ rows: OrganisationRow[]; totalCount: number }> {
  const filter = {
    ...(where.kind === undefined ? {} : { kind: where.kind }),
    ...(where.area === undefined ? {} : { area: { $like: `${where.area}%` } }),
    ...(where.only === undefined ? {} : { code: where.only }),
  };
  const from = after ? { $and: [filter, { code: { $gt: String(after[0]) } }] } : filter;
  const rows = await em.find(Organisation, from, { orderBy: { code: 'asc' }, limit });
  return { rows, totalCount: await em.count(Organisation, filter) };
}

/** Rows by id. `area`: a GB/T 2260 prefix. */
export async function enterprisePage(
  em: EntityManager,
  where: { area?: string },
  { limit, after }: PageRequest,
): Promise<{ rows: EnterpriseRow[]; totalCount: number }> {
  const filter = where.area === undefined ? {} : { county: { $like: `${where.area}%` } };
  const from = after ? { ...filter, id: { $gt: String(after[0]) } } : filter;
  const rows = await em.find(EnterpriseRecord, from, { orderBy: { id: 'asc' }, limit });
  return { rows, totalCount: await em.count(EnterpriseRecord, filter) };
}
