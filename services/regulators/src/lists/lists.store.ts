import type { RowOf } from '@qianfan/kit/projections/table';
import type { RequestContext } from '@qianfan/kit/subgraph/context';
import type { PageRequest } from '@qianfan/kit/subgraph/pages';
import type { listVersions } from './lists.projection.ts';

/** A list version without its members. */
export interface ListVersionRow extends Omit<RowOf<typeof listVersions>, 'members'> {
  partition: number;
  pos: number;
}

const VERSION = `v.list, v.version, v.name, v.issuer, v.valid_from as "validFrom", v.valid_to as "validTo",
  v.member_count as "memberCount", v.synthetic, v.partition, v.pos::float8 as pos`;

/** Of each list the version valid on day $2, as known at $1: the highest, where several are. */
const VALID = `select distinct on (v.list) v.* from enterprise_list_version v
  where v.known_from <= $1 and v.known_to > $1
    and v.valid_from <= $2 and (v.valid_to is null or $2 < v.valid_to)
  order by v.list, v.version desc`;

type Reading = Pick<RequestContext, 'query' | 'cut'>;

/** The version of a list that is valid on a day. */
export async function listOn(
  { query, cut }: Reading,
  list: string,
  on: string,
): Promise<ListVersionRow | null> {
  const rows = await query<ListVersionRow>(
    `select ${VERSION} from (${VALID}) v where v.list = $3`,
    [cut, on, list],
  );
  return rows[0] ?? null;
}

/** All lists that are valid on a day, by code. */
export const listsOn = ({ query, cut }: Reading, on: string): Promise<ListVersionRow[]> =>
  query<ListVersionRow>(`select ${VERSION} from (${VALID}) v order by v.list`, [cut, on]);

/** For each of the enterprises the list versions of a day of which it is a member, by list code. One statement. */
export async function membershipsOn(
  { query, cut }: Reading,
  ids: readonly string[],
  on: string,
): Promise<ListVersionRow[][]> {
  const rows = await query<ListVersionRow & { member: string }>(
    `select m.id as member, ${VERSION} from (${VALID}) v, unnest(v.members) m(id)
     where m.id = any($3::text[]) order by v.list`,
    [cut, on, [...new Set(ids)]],
  );
  const byMember = Map.groupBy(rows, ({ member }) => member);
  return ids.map((id) => byMember.get(id) ?? []);
}

/** Ids of the members of one version in order, from the page's start on. */
export async function memberIds(
  { query, cut }: Reading,
  { list, version }: Pick<ListVersionRow, 'list' | 'version'>,
  { limit, after }: PageRequest,
): Promise<string[]> {
  const rows = await query<{ id: string }>(
    `select m.id from enterprise_list_version v, unnest(v.members) m(id)
     where v.known_from <= $1 and v.known_to > $1 and v.list = $2 and v.version = $3
       and m.id collate "C" > $4 order by m.id collate "C" limit $5`,
    [cut, list, version, String(after?.[0] ?? ''), limit],
  );
  return rows.map(({ id }) => id);
}
