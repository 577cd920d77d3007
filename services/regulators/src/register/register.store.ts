import type { RowOf } from '@qianfan/kit/projections/table';
import type { RequestContext } from '@qianfan/kit/subgraph/context';
import type { PageRequest } from '@qianfan/kit/subgraph/pages';
import type { enterpriseRecords, organisations } from './register.projection.ts';

// As they are known at a cut. Plain rows: a page of hundreds is read with most tables, and as records costs three times as much.
export type EnterpriseRow = RowOf<typeof enterpriseRecords>;
export type OrganisationRow = RowOf<typeof organisations>;

type Reading = Pick<RequestContext, 'query' | 'cut'>;

const ORGANISATION = `code, name, kind, area, group_code as "groupCode", peer_group as "peerGroup", obligations,
  single_name_limit as "singleNameLimit", synthetic from organisation where known_from <= $1 and known_to > $1`;

/** Rows in the order of the codes; null where there is none at the cut. One statement. */
export async function organisationsByCode(
  { query, cut }: Reading,
  codes: readonly string[],
): Promise<(OrganisationRow | null)[]> {
  const rows = await query<OrganisationRow>(`select ${ORGANISATION} and code = any($2::text[])`, [
    cut,
    [...new Set(codes)],
  ]);
  const byCode = new Map(rows.map((row) => [row.code, row]));
  return codes.map((code) => byCode.get(code) ?? null);
}

/** Rows by code. `only`: one code, for a viewer who sees no other; `area`: a GB/T 2260 prefix. */
export async function organisationPage(
  { query, cut }: Reading,
  { only, kind, area }: { only?: string; kind?: string; area?: string },
  { limit, after }: PageRequest,
): Promise<{ rows: OrganisationRow[]; totalCount: number }> {
  const wanted = `($2::text is null or code = $2) and ($3::text is null or kind = $3)
    and ($4::text is null or starts_with(area, $4))`;
  const values = [cut, only ?? null, kind ?? null, area ?? null];
  const [rows, [counted]] = await Promise.all([
    query<OrganisationRow>(
      `select ${ORGANISATION} and ${wanted} and ($5::text is null or code > $5)
       order by code limit $6::int`,
      [...values, after ? String(after[0]) : null, limit],
    ),
    query<{ count: number }>(
      `select count(*)::int from organisation where known_from <= $1 and known_to > $1 and ${wanted}`,
      values,
    ),
  ]);
  return { rows, totalCount: counted!.count };
}

const ENTERPRISE = `id, name, uscc, county, stage, synthetic from enterprise_record
  where known_from <= $1 and known_to > $1`;

/** Rows in the order of the ids; null where there is none at the cut. One statement. */
export async function enterprisesById(
  { query, cut }: Reading,
  ids: readonly string[],
): Promise<(EnterpriseRow | null)[]> {
  const rows = await query<EnterpriseRow>(`select ${ENTERPRISE} and id = any($2::text[])`, [
    cut,
    [...new Set(ids)],
  ]);
  const byId = new Map(rows.map((row) => [row.id, row]));
  return ids.map((id) => byId.get(id) ?? null);
}

/** Rows by id. `area`: a GB/T 2260 prefix. */
export async function enterprisePage(
  { query, cut }: Reading,
  { area }: { area?: string },
  { limit, after }: PageRequest,
): Promise<{ rows: EnterpriseRow[]; totalCount: number }> {
  const wanted = '($2::text is null or starts_with(county, $2))';
  const values = [cut, area ?? null];
  const [rows, [counted]] = await Promise.all([
    query<EnterpriseRow>(
      `select ${ENTERPRISE} and ${wanted} and ($3::text is null or id > $3) order by id limit $4::int`,
      [...values, after ? String(after[0]) : null, limit],
    ),
    query<{ count: number }>(
      `select count(*)::int from enterprise_record where known_from <= $1 and known_to > $1 and ${wanted}`,
      values,
    ),
  ]);
  return { rows, totalCount: counted!.count };
}
