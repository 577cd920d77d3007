import { type EntitySchema, raw } from '@mikro-orm/core';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { PageRequest } from '@qianfan/kit/subgraph/pages';

/** What loans and covers have in common: whose they are, for whom, and where. */
export interface ContractRow {
  institution: string;
  enterprise: string;
  county: string;
  city: string;
}

/** A read table of contracts; `id` is the property that names one within its institution. */
export interface ContractTable<Row extends ContractRow> {
  entity: EntitySchema<any, any> & { '~entity'?: Row };
  id: string;
}

/** Columns by which contracts hang on an entity of GraphQL. */
export type Parent = 'institution' | 'enterprise' | 'county' | 'city';

export interface ContractPage<Row> {
  rows: Row[];
  totalCount: number;
}

/** The condition that a contract lies in an area; none for the province, in which all of them lie. */
export function inArea(area: string | undefined): Partial<Record<Parent, string>> {
  if (area === undefined || area.length === 2) return {};
  return area.length === 4 ? { city: area } : { county: area };
}

const order = (id: string) => [{ institution: 'asc' }, { [id]: 'asc' }];

/** Rows behind a cursor: [institution, id]. */
function behind({ after }: PageRequest, id: string): object[] {
  if (!after) return [];
  const [institution, local] = after;
  return [{ $or: [{ institution: { $gt: institution } }, { institution, [id]: { $gt: local } }] }];
}

/** One page of the contracts that meet a condition, as the filters of the request let them be seen. */
export async function contractPage<Row extends ContractRow>(
  em: EntityManager,
  { entity, id }: ContractTable<Row>,
  where: object,
  request: PageRequest,
): Promise<ContractPage<Row>> {
  const rows = await em.find<any>(entity, { $and: [where, ...behind(request, id)] } as never, {
    orderBy: order(id) as never,
    limit: request.limit,
  });
  return { rows: rows as unknown as Row[], totalCount: await em.count(entity, where as never) };
}

/** The same for many parents at once, in their order, in two statements: no parent costs a statement of its own. */
export async function contractPages<Row extends ContractRow>(
  em: EntityManager,
  { entity, id }: ContractTable<Row>,
  parent: Parent,
  values: readonly string[],
  where: object,
  request: PageRequest,
): Promise<ContractPage<Row>[]> {
  const hung = { ...where, [parent]: { $in: [...new Set(values)] } };
  const page = em
    .createQueryBuilder(entity, 'c')
    .where({ $and: [hung, ...behind(request, id)] })
    .orderBy(order(id) as never)
    .setPartitionLimit({ partitionBy: parent, limit: request.limit });
  await page.applyFilters();
  const counts = em
    .createQueryBuilder(entity, 'c')
    .select([parent, raw('count(*)::int as total')] as never)
    .where(hung)
    .groupBy(parent as never);
  await counts.applyFilters();
  const rows = (await page.getResultList()) as unknown as Row[];
  const totals = (await counts.execute('all')) as (Record<Parent, string> & { total: number })[];
  const rowsOf = Map.groupBy(rows, (row) => row[parent]);
  const totalOf = new Map(totals.map((row) => [row[parent], row.total]));
  return values.map((value) => ({
    rows: rowsOf.get(value) ?? [],
    totalCount: totalOf.get(value) ?? 0,
  }));
}

/** Contracts by their global ids `<institution>/<id>`, in that order; null where there is none at the cut. */
export async function contractsById<Row extends ContractRow>(
  em: EntityManager,
  { entity, id }: ContractTable<Row>,
  globalIds: readonly string[],
): Promise<(Row | null)[]> {
  const named = globalIds.map((globalId) => {
    const slash = globalId.indexOf('/');
    return { institution: globalId.slice(0, slash), [id]: globalId.slice(slash + 1) };
  });
  const rows = (await em.find<any>(entity, { $or: named } as never)) as unknown as (Row &
    Record<string, string>)[];
  const byId = new Map(rows.map((row) => [`${row.institution}/${row[id]}`, row]));
  return globalIds.map((globalId) => byId.get(globalId) ?? null);
}
