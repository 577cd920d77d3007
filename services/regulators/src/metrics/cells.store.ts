import type { Query } from '@qianfan/kit/subgraph/context';
import { listNumbers } from './lists.ts';
import type { CellsTerm, Sum } from './terms.ts';

/**
 * The revision of form `$1` that was known: the first that ended later, if it had begun. Looking forward, Postgres meets
 * the revisions since then, which are none where one asks for now.
 */
export const latest = (
  columns: string,
  period: string,
  institution: string,
  known: string,
): string => `(
  select * from (
    select ${columns}, r.known_from as began from return_revision r
    where r.institution = ${institution} and r.form = $1 and r.period = ${period}
      and r.known_to > ${known}
    order by r.known_to limit 1) r
  where r.began <= ${known})`;

/**
 * The revisions of one period that were known: one range of an index, where a look-up for each reporter takes five
 * times as long. `offset 0` keeps the planner from reading the whole table instead.
 */
export const visible = (period: string): string => `(
  select r.institution, r.pos, r.form_version, r.areas, r.cells from return_revision r
  where r.form = $1 and r.period = ${period} and r.known_from <= $2 and r.known_to > $2
    and r.institution = any($5::text[]) offset 0)`;

type Answer = (term: CellsTerm, sum: Sum) => void;

/** Cells are hundredths, whatever they count. */
const counted = ({ per = 1 }: CellsTerm, hundredths: bigint): bigint => hundredths / BigInt(per);

/**
 * Many cells of one form at one instant. Terms over the same reporters share one pass over their returns; terms of a
 * single reporter share one statement. `answer` is told each term's sum.
 */
export async function readCells(
  query: Query,
  terms: readonly CellsTerm[],
  answer: Answer,
): Promise<void> {
  const singles = terms.filter(({ reporters }) => reporters.length === 1);
  const totals = Map.groupBy(
    terms.filter(({ reporters }) => reporters.length !== 1),
    byReporters(),
  );
  const statements = [...totals.values()].map((group) => readTotals(query, group, answer));
  if (singles.length > 0) statements.push(readSingles(query, singles, answer));
  await Promise.all(statements);
}

/** Which terms are over the same reporters. */
export function byReporters(): (term: Pick<CellsTerm, 'reporters'>) => number {
  const numberOf = listNumbers();
  return ({ reporters }) => numberOf(reporters);
}

/** Positions in a list of distinct texts. */
export function numbering(): { of: (text: string) => number; texts: string[] } {
  const numbers = new Map<string, number>();
  const texts: string[] = [];
  return {
    texts,
    of: (text) => {
      let number = numbers.get(text);
      if (number === undefined) {
        numbers.set(text, (number = texts.length));
        texts.push(text);
      }
      return number;
    },
  };
}

async function readTotals(
  query: Query,
  terms: readonly CellsTerm[],
  answer: Answer,
): Promise<void> {
  const spans = numbering();
  const slots = numbering();
  const placed = terms.map((term) => ({
    term,
    span: spans.of(`${term.period} ${term.minus ?? ''}`),
    slot: slots.of(term.cells.join()),
  }));
  const { form, knownAt, minus, reporters } = terms[0]!;
  const cell = (row: string, slot: number) =>
    `${row}.cells[($${slot + 6}::int[])[${row}.form_version]]`;
  const values = slots.texts.map(
    (_, n) => `${cell('a', n)}${minus === null ? '' : ` - ${cell('b', n)}`} as v${n}`,
  );
  const sums = slots.texts.map((_, n) => `count(v${n})::int as c${n}, sum(v${n})::text as s${n}`);
  const rows = await query<Record<string, number | string>>(
    `select n, ${sums.join(', ')} from (
       select p.n::int, ${values.join(', ')}
       from unnest($3::text[], $4::text[]) with ordinality p(period, minus, n)
       cross join lateral ${visible('p.period')} a
       ${minus === null ? '' : `join lateral ${visible('p.minus')} b on b.institution = a.institution`}
       offset 0) v
     group by n`,
    [
      form,
      knownAt,
      spans.texts.map((span) => span.split(' ')[0]!),
      spans.texts.map((span) => span.split(' ')[1]!),
      reporters,
      ...slots.texts.map((places) => places.split(',').map(Number)),
    ],
  );
  const bySpan = new Map(rows.map((row) => [row['n'], row]));
  for (const { term, span, slot } of placed) {
    const row = bySpan.get(span + 1);
    answer(term, {
      value: counted(term, BigInt(row?.[`s${slot}`] ?? 0)),
      received: Number(row?.[`c${slot}`] ?? 0),
    });
  }
}

/** The same for one term alone: a fifth of the time of a list of one. */
async function readOne(query: Query, term: CellsTerm, answer: Answer): Promise<void> {
  const { form, knownAt, period, reporters, cells, minus } = term;
  const columns = 'r.cells, r.form_version';
  const cell = (row: string) => `${row}.cells[($5::int[])[${row}.form_version]]`;
  const values = [form, knownAt, period, reporters[0]!, cells];
  const [row] = await query<{ value: string | null }>(
    minus === null
      ? `select ${cell('a')}::text as value from ${latest(columns, '$3', '$4', '$2')} a`
      : `select (${cell('a')} - ${cell('b')})::text as value
         from ${latest(columns, '$3', '$4', '$2')} a cross join ${latest(columns, '$6', '$4', '$2')} b`,
    minus === null ? values : [...values, minus],
  );
  const found = row?.value ?? null;
  answer(term, {
    value: counted(term, BigInt(found ?? 0)),
    received: found === null ? 0 : 1,
  });
}

async function readSingles(
  query: Query,
  terms: readonly CellsTerm[],
  answer: Answer,
): Promise<void> {
  if (terms.length === 1) return readOne(query, terms[0]!, answer);
  const slots = numbering();
  const numbers = terms.map(({ cells }) => slots.of(cells.join()));
  const { form, knownAt, minus } = terms[0]!;
  const width = terms[0]!.cells.length;
  const cell = (row: string) =>
    `${row}.cells[($7::int[])[q.slot * ${width} + ${row}.form_version]]`;
  const value = minus === null ? cell('a') : `${cell('a')} - ${cell('b')}`;
  const columns = 'r.cells, r.form_version';
  const rows = await query<{ n: number; value: string | null }>(
    `select q.n::int, (${value})::text as value
     from unnest($3::text[], $4::text[], $5::text[], $6::int[]) with ordinality
       q(institution, period, minus, slot, n)
     cross join lateral ${latest(columns, 'q.period', 'q.institution', '$2')} a
     ${minus === null ? '' : `cross join lateral ${latest(columns, 'q.minus', 'q.institution', '$2')} b`}`,
    [
      form,
      knownAt,
      terms.map(({ reporters }) => reporters[0]!),
      terms.map(({ period }) => period),
      terms.map((term) => term.minus),
      numbers,
      slots.texts.flatMap((places) => places.split(',').map(Number)),
    ],
  );
  const values = new Map(rows.map((row) => [row.n, row.value]));
  terms.forEach((term, n) => {
    const found = values.get(n + 1);
    answer(term, {
      value: counted(term, BigInt(found ?? 0)),
      received: typeof found === 'string' ? 1 : 0,
    });
  });
}
