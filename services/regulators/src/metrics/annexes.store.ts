import { createHash } from 'node:crypto';
import type { Query } from '@qianfan/kit/subgraph/context';
import { numbering } from './cells.store.ts';
import { membersOn } from './members.store.ts';
import type { AnnexTerm, ListRef, Sum } from './terms.ts';

/** Of one set of reporters: how many reported, or the borrowers of all of them and those on each of the lists. */
type AnnexRow = { n: number; received: number | null; whole: string | null } & Record<
  `w${number}`,
  string | null
>;

/** Parameters before those of the lists. */
const BEFORE_LISTS = 7;

type Answer = (term: AnnexTerm, sum: Sum) => void;

/** Some kilobytes for each thousand. */
const KEPT = 20_000;
const counted = new Map<string, Sum>();

/**
 * Distinct borrowers for many sets of reporters, of one form at one instant. A revision never changes: the borrowers of the
 * same revisions are counted once, at whatever instant these are asked for.
 */
export async function readAnnexes(
  query: Query,
  terms: readonly AnnexTerm[],
  answer: Answer,
): Promise<void> {
  const keyOf = await revisionsBehind(query, terms);
  const unknown = terms.filter((term) => {
    const sum = counted.get(keyOf(term));
    if (sum) answer(term, sum);
    return !sum;
  });
  const keep: Answer = (term, sum) => {
    counted.set(keyOf(term), sum);
    answer(term, sum);
  };
  const shared = Map.groupBy(unknown, ({ period, columns, masks }) =>
    JSON.stringify([period, columns, masks]),
  );
  await Promise.all([...shared.values()].map((group) => count(query, group, keep)));
  for (const oldest of counted.keys()) {
    if (counted.size <= KEPT) break;
    counted.delete(oldest);
  }
}

/** What a term counts, said by the positions of the revisions that it counts it in. */
async function revisionsBehind(
  query: Query,
  terms: readonly AnnexTerm[],
): Promise<(term: AnnexTerm) => string> {
  const { form, knownAt } = terms[0]!;
  const periods = [...new Set(terms.map(({ period }) => period))];
  const reporters = [...new Set(terms.flatMap((term) => term.reporters))];
  // `offset 0` keeps the planner from reading the whole table instead.
  const rows = await query<{ n: number; place: string; codes: string; posted: string }>(
    `select p.n::int, current_database() || '/' || current_schema() as place,
       string_agg(a.institution, ',') as codes, string_agg(a.pos::text, ',') as posted
     from unnest($3::text[]) with ordinality p(period, n)
     cross join lateral (
       select r.institution, r.pos from return_revision r
       where r.form = $1 and r.period = p.period and r.known_from <= $2 and r.known_to > $2
         and r.institution = any($4::text[]) offset 0) a
     group by p.n`,
    [form, knownAt, periods, reporters],
  );
  const positions = new Map(
    rows.map(({ n, codes, posted }) => {
      const list = posted.split(',');
      return [periods[n - 1]!, new Map(codes.split(',').map((code, at) => [code, list[at]!]))];
    }),
  );
  const place = rows[0]?.place ?? '';
  const keys = new Map(
    terms.map((term) => {
      const { period, columns, masks, within } = term;
      const held = positions.get(period);
      const behind = term.reporters.map((code) => `${code} ${held?.get(code) ?? ''}`);
      const text = JSON.stringify([place, form, period, columns, masks, within, behind]);
      return [term, createHash('sha256').update(text).digest('base64')];
    }),
  );
  return (term) => keys.get(term)!;
}

/**
 * The same cell of one period, for many sets of reporters. Those on lists are counted in the same pass: to take the annexes
 * apart is what takes the time.
 */
async function count(query: Query, terms: readonly AnnexTerm[], answer: Answer): Promise<void> {
  const { form, knownAt, period, columns, masks } = terms[0]!;
  const lists = numbering();
  const numbers = terms.map(({ within }) => within && lists.of(JSON.stringify(within)));
  const restrictions = lists.texts.map((text) => JSON.parse(text) as ListRef[]);
  const pairs = terms.flatMap(({ reporters }, n) => reporters.map((code) => [n, code] as const));
  const rows = await query<AnnexRow>(statementOf(restrictions.length), [
    form,
    knownAt,
    period,
    pairs.map(([n]) => n),
    pairs.map(([, code]) => code),
    columns,
    masks,
    ...restrictions.flatMap((within) => [
      within.map(({ list }) => list),
      within.map(({ version }) => version),
    ]),
  ]);
  const received = new Map(rows.map((row) => [row.n, row.received ?? 0]));
  const sums = new Map(rows.flatMap((row) => (row.whole === null ? [] : [[row.n, row]])));
  terms.forEach((term, n) => {
    const list = numbers[n]!;
    const row = sums.get(n);
    const value = list === null ? row?.whole : row?.[`w${list}`];
    answer(term, { value: BigInt(value ?? 0), received: received.get(n) ?? 0 });
  });
}

/**
 * Members are looked up where borrowers are counted, by hash whatever the planner knows: as a condition the list would be
 * joined, and where statistics are still missing taken apart anew for each return.
 */
function statementOf(lists: number): string {
  const each = (text: (n: number) => string): string =>
    Array.from({ length: lists }, (_, n) => `, ${text(n)}`).join('');
  const members = (n: number) =>
    membersOn(`$${BEFORE_LISTS + 2 * n + 1}`, `$${BEFORE_LISTS + 2 * n + 2}`, '$2');
  return `with r as materialized (
      select q.n, r.annex_ids, r.annex_masks, cardinality(r.annex_ids) as size,
        ($6::int[])[r.form_version] as k, ($7::int8[])[r.form_version] as bits
      from unnest($4::int[], $5::text[]) q(n, institution)
      join return_revision r on r.form = $1 and r.period = $3 and r.institution = q.institution
        and r.known_from <= $2 and r.known_to > $2),
    t as (
      select n, bits, unnest(annex_ids) as id,
        unnest(annex_masks[k * size + 1 : (k + 1) * size]) as mask
      from r where k >= 0),
    counted as (select distinct n, id from t where mask & bits <> 0)
    select n, null::int as received, count(*)::text as whole
      ${each((n) => `(count(*) filter (where id in (${members(n)})))::text as w${n}`)}
    from counted group by n
    union all
    select n, (count(*) filter (where k >= 0))::int, null ${each(() => 'null')} from r group by n`;
}
