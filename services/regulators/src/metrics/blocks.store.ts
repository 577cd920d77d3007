import type { Query } from '@qianfan/kit/subgraph/context';
import { byReporters, numbering, visible } from './cells.store.ts';
import type { CellsTerm, Sum } from './terms.ts';

type BlocksTerm = CellsTerm & { blocks: NonNullable<CellsTerm['blocks']> };
type Answer = (term: BlocksTerm, sum: Sum) => void;

export const inBlocks = (term: CellsTerm): term is BlocksTerm => term.blocks !== undefined;

/**
 * What one area comes to, by slot: `s0` the sum, `g0` reporters that left the cell out there. Without an area: `c0`, how
 * many reported.
 */
type AreaRow = { n: number; reporter: string; area: string | null } & Record<
  `s${number}`,
  string | null
> &
  Record<`g${number}`, string[] | null> &
  Record<`c${number}`, number | null>;

/** Passes over the returns of many reporters that run at the same time, each over a connection and a core of its own. */
const ABREAST = 2;

/**
 * Cells of a form that is split by area, at one instant: many cells, areas and periods over the same reporters share
 * a pass over their returns, and so do single reporters. Periods of many reporters are parted among `ABREAST` passes.
 */
export async function readBlocks(
  query: Query,
  terms: readonly BlocksTerm[],
  answer: Answer,
): Promise<void> {
  const singles = terms.filter(({ reporters }) => reporters.length === 1);
  const totals = Map.groupBy(
    terms.filter(({ reporters }) => reporters.length !== 1),
    byReporters(),
  );
  const passes = [...totals.values()]
    .flatMap(abreast)
    .map((group) => readPass(query, group, false, answer));
  if (singles.length > 0) passes.push(readPass(query, singles, true, answer));
  await Promise.all(passes);
}

function abreast(terms: readonly BlocksTerm[]): BlocksTerm[][] {
  const { of } = numbering();
  return [...Map.groupBy(terms, ({ period }) => of(period) % ABREAST).values()];
}

async function readPass(
  query: Query,
  terms: readonly BlocksTerm[],
  apart: boolean,
  answer: Answer,
): Promise<void> {
  const spans = numbering();
  const slots = numbering();
  const placed = terms.map((term) => ({
    term,
    span: spans.of(`${term.period} ${term.minus ?? ''}`),
    slot: slots.of(term.cells.join()),
  }));
  const { form, knownAt, minus } = terms[0]!;
  const rows = await query<AreaRow>(statementOf(minus !== null, apart, slots.texts.length), [
    form,
    knownAt,
    spans.texts.map((span) => span.split(' ')[0]!),
    spans.texts.map((span) => span.split(' ')[1]!),
    [...new Set(terms.flatMap(({ reporters }) => reporters))],
    ...slots.texts.map((places) => places.split(',').map(Number)),
  ]);
  const found = Map.groupBy(rows, ({ n, reporter }) => `${n} ${reporter}`);
  const within = new Map<string, AreaRow[]>();
  /** Those of a pass that lie in an area; looked for once, however many cells are asked for there. */
  const inside = (pass: string, area: string): AreaRow[] => {
    const key = `${pass} ${area}`;
    let those = within.get(key);
    if (!those) {
      those = (found.get(pass) ?? []).filter((row) => row.area?.startsWith(area));
      within.set(key, those);
    }
    return those;
  };
  for (const { term, span, slot } of placed) {
    const pass = `${span + 1} ${apart ? term.reporters[0]! : ''}`;
    const those = inside(pass, term.blocks.area);
    const sum = those.reduce((all, row) => all + BigInt(row[`s${slot}`] ?? 0), 0n);
    const gaps = new Set(those.flatMap((row) => row[`g${slot}`] ?? []));
    const received = found.get(pass)?.find(({ area }) => area === null)?.[`c${slot}`] ?? 0;
    answer(term, { value: sum / BigInt(term.per ?? 1), received: received - gaps.size });
  }
}

/** Where a version of the form has no such cell (place 0), it was not asked for it. */
function statementOf(minus: boolean, apart: boolean, slots: number): string {
  const each = (text: (slot: number) => string): string =>
    Array.from({ length: slots }, (_, slot) => text(slot)).join(', ');
  const placeOf = (slot: number) => `($${slot + 6}::int[])[s.version]`;
  const by = `r.n${apart ? ', r.institution' : ''}`;
  const head = `r.n::int, ${apart ? 'r.institution' : "''"} as reporter`;
  return `with r as materialized (
      select p.n, a.institution, s.sign, s.areas, ${each(
        (slot) => `${placeOf(slot)} > 0 as h${slot},
        (select c.values from area_cells c where c.institution = a.institution
          and c.posting = s.pos and c.place = ${placeOf(slot)} offset 0) as v${slot}`,
      )}
      from unnest($3::text[], $4::text[]) with ordinality p(period, minus, n)
      cross join lateral ${visible('p.period')} a
      ${minus ? `join lateral ${visible('p.minus')} b on b.institution = a.institution` : ''}
      cross join lateral (values (1, a.areas, a.pos, a.form_version)
        ${minus ? ', (-1, b.areas, b.pos, b.form_version)' : ''}) s(sign, areas, pos, version))
    select ${head}, u.area, ${each(
      (slot) => `sum(r.sign * u.v${slot})::text as s${slot},
      array_agg(r.institution) filter (where r.h${slot} and u.v${slot} is null) as g${slot},
      null::int as c${slot}`,
    )}
    from r cross join lateral unnest(r.areas, ${each((slot) => `r.v${slot}`)}) u(area, ${each((slot) => `v${slot}`)})
    group by ${by}, u.area
    union all
    select ${head}, null, ${each(
      (slot) => `null, null, (count(*) filter (where r.sign = 1 and r.h${slot}))::int`,
    )}
    from r group by ${by}`;
}
