import type { Query } from '@qianfan/kit/subgraph/context';
import type { MembersTerm, Sum } from './terms.ts';

/** The enterprises on versions of lists, as a subquery over parameters: codes, versions, known at. */
export const membersOn = (lists: string, versions: string, knownAt: string): string => `
  select unnest(l.members) from enterprise_list_version l
  join unnest(${lists}::text[], ${versions}::int[]) w(list, version) using (list, version)
  where l.known_from <= ${knownAt}`;

/** Distinct enterprises on lists, of terms that differ in nothing but areas of one level. */
export async function readMembers(
  query: Query,
  terms: readonly MembersTerm[],
  answer: (term: MembersTerm, sum: Sum) => void,
): Promise<void> {
  const { knownAt, lists, area, lifecycle } = terms[0]!;
  const values: unknown[] = [
    knownAt,
    lists.map(({ list }) => list),
    lists.map(({ version }) => version),
  ];
  const members = membersOn('$2', '$3', '$1');
  const place = area ? `left(e.county, ${area.length})` : "''";
  const stage = lifecycle ? `and e.stage = $${values.push(lifecycle)}` : '';
  // In one pass over the register, each looked up by hash: as a condition the list would be joined, where statistics are
  // still missing enterprise by enterprise.
  const rows = await query<{ area: string; value: string }>(
    area || lifecycle
      ? `select ${place} as area, (count(*) filter (where e.id in (${members})))::text as value
         from enterprise_record e where e.known_from <= $1 and e.known_to > $1 ${stage} group by 1`
      : `select '' as area, count(*)::text as value from (select distinct * from (${members}) l) m`,
    values,
  );
  const byArea = new Map(rows.map((row) => [row.area, row.value]));
  for (const term of terms) {
    answer(term, { value: BigInt(byArea.get(term.area ?? '') ?? 0), received: 1 });
  }
}
