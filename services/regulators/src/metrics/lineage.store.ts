import type { Query } from '@qianfan/kit/subgraph/context';
import type { Service } from '@qianfan/schema/kernel/fact';
import type { Instant } from '@qianfan/schema/kernel/instant';
import { latest } from './cells.store.ts';
import { type Operand, PARTS } from './made.ts';
import { membersOn } from './members.store.ts';
import { conditionsOf, FOLDS } from './folds.store.ts';
import type { AnnexTerm, CellsTerm, ListRef, MembersTerm, PostingsTerm, Term } from './terms.ts';

/** A fact behind a figure, and what it adds to one of the figure's operands: hundredths, fen or enterprises. */
export interface Trace {
  source: Service;
  partition: number;
  pos: number;
  knownAt: Instant;
  value: string | null;
}

export const LINEAGE_PARTS = [...PARTS, 'POPULATION', 'DEFINITION', 'REPORTERS'] as const;
export type LineagePart = (typeof LINEAGE_PARTS)[number];

/** Facts of one kind for one operand. `name`: that of the operand in the formula; null for facts that add nothing. */
interface Source {
  part: LineagePart;
  name: string | null;
  operand: Operand;
}

export interface Section extends Source {
  statement: Statement;
}

/** A fact of a section, and the section's place among all. */
export interface Found {
  section: Section;
  index: number;
  trace: Trace;
}

/** What the operands of a figure are called in its formula: by their places. */
export const nameAt = (place: number): string => `x${place + 1}`;

/** Whether a viewer sees every fact behind a term; lists are shown to everybody. */
export const isWhole = (term: Term, visible: readonly string[] | null): boolean =>
  visible === null ||
  term.kind === 'MEMBERS' ||
  (term.reporters?.every((code) => visible.includes(code)) ?? false);

/**
 * What has to be read to name every fact behind these operands. `visible`: the institutions whose facts the viewer
 * may see; null = all.
 */
export const sectionsOf = (
  operands: readonly Operand[],
  visible: readonly string[] | null,
): Section[] => [...statementsOf(operands, visible).values()];

/** One statement for each operand and one for its lists, under a key that is the same at every instant. */
export function statementsOf(
  operands: readonly Operand[],
  visible: readonly string[] | null,
): Map<string, Source & { statement: Statement }> {
  const counted = new Map<string, number>();
  const found = operands.flatMap(
    (operand, place): (readonly [string, Source & { statement: Statement }])[] => {
      const { part, figureId, term } = operand;
      // Those who are compared stand in the order of their values, which is another at another instant.
      const what = `${part}/${figureId ?? ''}`;
      const n = counted.get(what) ?? 0;
      counted.set(what, n + 1);
      const key = `${what}/${n}`;
      const statement = statementOf(term, visible);
      const lists =
        term.kind === 'POSTINGS' ? listsOf(term) : term.kind === 'ANNEX' ? term.within : null;
      const own = { part, name: nameAt(place), operand };
      const who = { part: 'POPULATION' as const, name: null, operand };
      return [
        ...(statement ? ([[key, { ...own, statement }]] as const) : []),
        ...(lists
          ? ([
              [`${key}/lists`, { ...who, statement: populationStatement(lists, term.knownAt) }],
            ] as const)
          : []),
      ];
    },
  );
  return new Map(found);
}

export interface Statement {
  /** Rows: source, partition, pos, known_from, value. */
  text: string;
  values: unknown[];
  /** Where there is but one, so that there are few rows: they bear its name too, and it is the value at `REPORTERS`. */
  reporter?: string;
}

const REPORTERS = 2;

const ROW = `source, partition::int, pos::float8, known_from::float8 as "knownAt", value::text as value`;

/** Section after section, each in order of position, from the row after a place on, until there are enough. */
export async function readSections(
  query: Query,
  sections: readonly Section[],
  [start = 0, ...after]: readonly number[],
  limit: number,
): Promise<Found[]> {
  const found: Found[] = [];
  let index = start;
  while (index < sections.length && found.length < limit) {
    const wanted = limit - found.length;
    const few = index === start ? [] : fewFrom(sections, index, wanted);
    const lists =
      few.length > 1
        ? await readTogether(query, few)
        : [await readOne(query, sections[index]!, index === start ? after : [], wanted)];
    for (const traces of lists) {
      const section = sections[index]!;
      for (const trace of traces) found.push({ section, index, trace });
      index += 1;
    }
  }
  return found.slice(0, limit);
}

const readOne = (
  query: Query,
  { statement: { text, values } }: Section,
  [partition = -1, pos = 0]: readonly number[],
  limit: number,
): Promise<Trace[]> => {
  const n = values.length;
  return query<Trace>(
    `select ${ROW} from (${text}) f where (partition, pos) > ($${n + 1}::int, $${n + 2}::int8)
     order by partition, pos limit $${n + 3}`,
    [...values, partition, pos, limit],
  );
};

/** The sections from one on that have few rows each. */
function fewFrom(sections: readonly Section[], from: number, limit: number): Section[] {
  const next = sections.slice(from, from + limit);
  const end = next.findIndex(({ statement }) => statement.reporter === undefined);
  return end < 0 ? next : next.slice(0, end);
}

/** Peers are asked for the same cells: one statement for all that differ in nothing but the reporter. */
async function readTogether(query: Query, few: readonly Section[]): Promise<Trace[][]> {
  const read = new Map<Section, Trace[]>();
  const alike = Map.groupBy(few, ({ statement: { text, values } }) =>
    JSON.stringify([text, values.with(REPORTERS, null)]),
  );
  for (const group of alike.values()) {
    const { text, values } = group[0]!.statement;
    const reporters = [...new Set(group.map(({ statement }) => statement.reporter!))];
    const rows = await query<Trace & { reporter: string }>(
      `select reporter, ${ROW} from (${text}) f order by partition, pos`,
      values.with(REPORTERS, reporters),
    );
    const byReporter = Map.groupBy(rows, ({ reporter }) => reporter);
    for (const section of group) {
      read.set(section, byReporter.get(section.statement.reporter!) ?? []);
    }
  }
  return few.map((section) => read.get(section)!);
}

const listsOf = ({ lists, within }: PostingsTerm): ListRef[] | null =>
  lists || within
    ? [
        ...new Map(
          [...(lists ?? []), ...(within ?? [])].map((it) => [`${it.list}/${it.version}`, it]),
        ).values(),
      ]
    : null;

/** Undefined where the viewer may see none of it. */
function statementOf(term: Term, visible: readonly string[] | null): Statement | undefined {
  if (term.kind === 'MEMBERS') return membersStatement(term);
  const reporters =
    visible && term.reporters
      ? term.reporters.filter((code) => visible.includes(code))
      : (visible ?? term.reporters);
  if (reporters?.length === 0) return undefined;
  if (term.kind === 'CELLS') return cellsStatement(term, reporters!);
  if (term.kind === 'ANNEX') return annexStatement(term, reporters!);
  return postingsStatement({ ...term, reporters });
}

const FACT = 'source, partition, pos, known_from';
const facts = (row: string): string =>
  FACT.split(', ')
    .map((column) => `${row}.${column}`)
    .join(', ');

/** The cell `$5` of a return; in a form that is split by area, the sum over the blocks in the area. */
function cellOf(row: string, blocks: { sizes: string; area: string } | null): string {
  const place = `($5::int[])[${row}.form_version]`;
  if (!blocks) return `${row}.cells[${place}]`;
  const cell = `${row}.cells[(u.n::int - 1) * (${blocks.sizes}::int[])[${row}.form_version] + ${place}]`;
  return `case when ${place} > 0 then (
    select coalesce(sum(${cell}), 0) from unnest(${row}.areas) with ordinality u(area, n)
    where starts_with(u.area, ${blocks.area})) end`;
}

/** Each return adds its cell; the return before, where a flow is a difference, takes its own away. */
function cellsStatement(term: CellsTerm, reporters: readonly string[]): Statement {
  const { form, knownAt, period, minus, cells, blocks, per = 1 } = term;
  const values: unknown[] = [form, knownAt, reporters, period, cells];
  if (minus !== null) values.push(minus);
  const split = blocks
    ? { sizes: `$${values.push(blocks.sizes)}`, area: `$${values.push(blocks.area)}` }
    : null;
  const at = (row: string) => `div(${cellOf(row, split)}, ${per})`;
  const columns = `r.cells, r.areas, r.form_version, ${facts('r')}`;
  const a = `from unnest($3::text[]) e(institution)
    cross join lateral ${latest(columns, '$4', 'e.institution', '$2')} a`;
  const named = reporters.length === 1 ? { reporter: reporters[0]! } : {};
  if (minus === null) {
    return {
      text: `select e.institution as reporter, ${facts('a')}, ${at('a')} as value ${a}
        where ${at('a')} is not null`,
      values,
      ...named,
    };
  }
  const both = `${a} cross join lateral ${latest(columns, '$6', 'e.institution', '$2')} b
    where ${at('a')} is not null and ${at('b')} is not null`;
  return {
    text: `select e.institution as reporter, ${facts('a')}, ${at('a')} as value ${both}
      union all select e.institution, ${facts('b')}, -(${at('b')}) as value ${both}`,
    values,
    ...named,
  };
}

/** A borrower of several reporters is counted with the first of them, so that the contributions add up. */
function annexStatement(term: AnnexTerm, reporters: readonly string[]): Statement {
  const { form, knownAt, period, columns, masks, within } = term;
  const members = within
    ? [within.map(({ list }) => list), within.map(({ version }) => version)]
    : [];
  return {
    text: `with r as (
        select e.institution, ${facts('r')}, r.annex_ids, r.annex_masks,
          cardinality(r.annex_ids) as size, ($5::int[])[r.form_version] as k,
          ($6::int8[])[r.form_version] as bits
        from unnest($3::text[]) e(institution)
        cross join lateral ${latest(`r.annex_ids, r.annex_masks, r.form_version, ${facts('r')}`, '$4', 'e.institution', '$2')} r),
      first as (
        select distinct on (t.id) t.id, r.institution from r
        cross join lateral unnest(r.annex_ids, r.annex_masks[r.k * r.size + 1 : (r.k + 1) * r.size]) t(id, mask)
        where t.mask & r.bits <> 0 ${within ? `and t.id in (${membersOn('$7', '$8', '$2')})` : ''}
        order by t.id, r.institution)
      select ${facts('r')}, (select count(*) from first f where f.institution = r.institution) as value
      from r where r.k >= 0`,
    values: [form, knownAt, reporters, period, columns, masks, ...members],
  };
}

function postingsStatement(term: PostingsTerm): Statement {
  const fold = FOLDS[term.measure];
  const values: unknown[] = [term.knownAt, term.to];
  const conditions = [
    ...(term.reporters
      ? [`x.${fold.reporter} = any($${values.push(term.reporters)}::text[])`]
      : []),
    ...conditionsOf(term, values),
  ].join(' and ');
  if (!fold.distinct) {
    return {
      text: `select ${facts('x')}, ${fold.sum} as value from ${fold.table} x
        where ${conditions} and ${fold.sum} <> 0`,
      values,
    };
  }
  return {
    text: `select ${FACT}, (n = 1)::int as value from (
        select ${facts('x')}, sum(${fold.sum}) over w as total,
          row_number() over (partition by ${fold.distinct} order by x.partition, x.pos) as n
        from ${fold.table} x where ${conditions} and ${fold.sum} <> 0
        window w as (partition by ${fold.distinct})) c where total > 0`,
    values,
  };
}

/** A member of several lists is counted with the first of them; where it lies and how old it is, the register says. */
function membersStatement({ lists, knownAt, area, lifecycle }: MembersTerm): Statement {
  const values: unknown[] = [
    knownAt,
    lists.map(({ list }) => list),
    lists.map(({ version }) => version),
  ];
  const conditions = [
    ...(area ? [`starts_with(e.county, $${values.push(area)})`] : []),
    ...(lifecycle ? [`e.stage = $${values.push(lifecycle)}`] : []),
  ];
  const registered = conditions.length
    ? `where m.id in (select e.id from enterprise_record e
         where e.known_from <= $1 and e.known_to > $1 and ${conditions.join(' and ')})`
    : '';
  return {
    text: `with l as (
        select l.* from enterprise_list_version l
        join unnest($2::text[], $3::int[]) w(list, version) using (list, version)
        where l.known_from <= $1),
      first as (
        select distinct on (m.id) m.id, l.list from l cross join lateral unnest(l.members) m(id) ${registered}
        order by m.id, l.list)
      select ${facts('l')}, (select count(*) from first f where f.list = l.list) as value from l`,
    values,
  };
}

/** The lists that decide who belongs: they add nothing, and without them nothing could be told. */
const populationStatement = (lists: readonly ListRef[], knownAt: Instant): Statement => ({
  text: `select ${facts('l')}, null::int8 as value from enterprise_list_version l
    join unnest($2::text[], $3::int[]) w(list, version) using (list, version)
    where l.known_from <= $1`,
  values: [knownAt, lists.map(({ list }) => list), lists.map(({ version }) => version)],
});
