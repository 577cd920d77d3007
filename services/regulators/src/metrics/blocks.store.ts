import type { Query } from '@qianfan/kit/subgraph/context';
import { visible } from './cells.store.ts';
import type { CellsTerm, Sum } from './terms.ts';

type BlocksTerm = CellsTerm & { blocks: NonNullable<CellsTerm['blocks']> };
type Answer = (term: BlocksTerm, sum: Sum) => void;

export const inBlocks = (term: CellsTerm): term is BlocksTerm => term.blocks !== undefined;

/** What one area comes to; `gaps`: reporters that left the cell out there. Without an area: who reported at all. */
interface AreaRow {
  n: number;
  reporter: string;
  area: string | null;
  total: boolean;
  value: string | null;
  gaps: string[] | null;
  received: number;
}

/**
 * One cell of a form that is split by area, at one instant: many areas and periods over the same reporters share one
 * pass over their returns, and so do single reporters. Terms differ in nothing but area, period and reporters.
 */
export async function readBlocks(
  query: Query,
  terms: readonly BlocksTerm[],
  answer: Answer,
): Promise<void> {
  const singles = terms.filter(({ reporters }) => reporters.length === 1);
  const totals = Map.groupBy(
    terms.filter(({ reporters }) => reporters.length !== 1),
    ({ reporters }) => reporters.join(),
  );
  const passes = [...totals.values()].map((group) => readPass(query, group, false, answer));
  if (singles.length > 0) passes.push(readPass(query, singles, true, answer));
  await Promise.all(passes);
}

const spanOf = ({ period, minus }: CellsTerm): string => `${period} ${minus ?? ''}`;

async function readPass(
  query: Query,
  terms: readonly BlocksTerm[],
  apart: boolean,
  answer: Answer,
): Promise<void> {
  const { form, knownAt, minus, cells, blocks, per = 1 } = terms[0]!;
  const spans = [...new Set(terms.map(spanOf))];
  const rows = await query<AreaRow>(statementOf(minus !== null, apart), [
    form,
    knownAt,
    spans.map((span) => span.split(' ')[0]!),
    spans.map((span) => span.split(' ')[1]!),
    [...new Set(terms.flatMap(({ reporters }) => reporters))],
    cells,
    blocks.sizes,
  ]);
  const found = Map.groupBy(rows, ({ n, reporter }) => `${n} ${reporter}`);
  for (const term of terms) {
    const n = spans.indexOf(spanOf(term)) + 1;
    const own = found.get(`${n} ${apart ? term.reporters[0]! : ''}`) ?? [];
    const inside = own.filter(({ area }) => area?.startsWith(term.blocks.area));
    const sum = inside.reduce((all, { value }) => all + BigInt(value ?? 0), 0n);
    const gaps = new Set(inside.flatMap((row) => row.gaps ?? []));
    const received = own.find(({ total }) => total)?.received ?? 0;
    answer(term, { value: sum / BigInt(per), received: received - gaps.size });
  }
}

/** A version of the form without the cell (place 0) was not asked for it. */
function statementOf(minus: boolean, apart: boolean): string {
  const reporter = apart ? 'r.institution' : "''";
  const by = `r.n${apart ? ', r.institution' : ''}`;
  return `with r as (
      select p.n, a.institution, s.*
      from unnest($3::text[], $4::text[]) with ordinality p(period, minus, n)
      cross join lateral ${visible('p.period')} a
      ${minus ? `join lateral ${visible('p.minus')} b on b.institution = a.institution` : ''}
      cross join lateral (values (1, a.areas, a.cells, a.form_version)
        ${minus ? ', (-1, b.areas, b.cells, b.form_version)' : ''}) s(sign, areas, cells, version)
      where ($6::int[])[a.form_version] > 0)
    select r.n::int, ${reporter} as reporter, u.area, grouping(u.area) = 1 as total,
      sum(r.sign * c.cell)::text as value,
      array_agg(distinct r.institution) filter (where c.cell is null and u.area is not null) as gaps,
      count(distinct r.institution)::int as received
    from r left join lateral unnest(r.areas) with ordinality u(area, k) on true
    cross join lateral (
      select r.cells[(u.k::int - 1) * ($7::int[])[r.version] + ($6::int[])[r.version]] as cell) c
    group by grouping sets ((${by}), (${by}, u.area))`;
}
