import type { Query } from '@qianfan/kit/subgraph/context';
import { membersOn } from './members.store.ts';
import type { Measure, MembersTerm, PostingsTerm, Sum } from './terms.ts';

/** How a measure is folded from the postings `x` of a table. */
interface Fold {
  table: 'loan_posting' | 'cover_posting' | 'filing_posting';
  reporter: 'institution' | 'bank';
  sum: string;
  /** Distinct enterprises: sums of single reporters do not add up to those of several. */
  distinct?: { having: string };
  where?: string;
}

export const FOLDS: Record<Measure, Fold> = {
  BALANCE: { table: 'loan_posting', reporter: 'institution', sum: 'x.balance_change' },
  NPL: { table: 'loan_posting', reporter: 'institution', sum: 'x.npl_change' },
  DRAWN: { table: 'loan_posting', reporter: 'institution', sum: 'x.drawn' },
  BORROWERS: {
    table: 'loan_posting',
    reporter: 'institution',
    sum: 'x.balance_change',
    distinct: { having: 'sum(x.balance_change) > 0' },
  },
  DRAWN_BORROWERS: {
    table: 'loan_posting',
    reporter: 'institution',
    sum: 'x.drawn',
    distinct: { having: 'sum(x.drawn) > 0' },
  },
  WRITTEN: { table: 'cover_posting', reporter: 'institution', sum: 'x.written' },
  IN_FORCE: {
    table: 'cover_posting',
    reporter: 'institution',
    sum: 'x.in_force',
    where: 'x.until > $2',
  },
  FILED: { table: 'filing_posting', reporter: 'bank', sum: 'x.change' },
};

/** Conditions on postings `x`, apart from the reporter; `$1` = known at, `$2` = last day. Appends to `values`. */
export function conditionsOf(term: PostingsTerm, values: unknown[]): string[] {
  const parameter = (value: unknown): string => `$${values.push(value)}`;
  const when = (value: unknown, condition: (name: string) => string): string[] =>
    value === null ? [] : [condition(parameter(value))];
  return [
    'x.known_from <= $1',
    'x.date <= $2',
    ...[FOLDS[term.measure].where ?? []].flat(),
    ...when(term.from, (name) => `x.date >= ${name}`),
    ...when(term.area, (name) => `starts_with(x.county, ${name})`),
    ...when(term.product, (name) => `x.product = ${name}`),
    ...when(term.guarantee, (name) => `x.guarantee = ${name}`),
    ...when(term.term, (name) => `x.term = ${name}`),
    ...when(term.programme, (name) => `x.programme = ${name}`),
    ...when(
      term.lifecycle,
      (name) => `x.enterprise in (select e.id from enterprise_record e
        where e.stage = ${name} and e.known_from <= $1 and e.known_to > $1)`,
    ),
    ...(term.lists
      ? [
          `x.enterprise in (${membersOn(
            parameter(term.lists.map(({ list }) => list)),
            parameter(term.lists.map(({ version }) => version)),
            '$1',
          )})`,
        ]
      : []),
  ];
}

/** The sum, or the number of enterprises, over the postings that meet the conditions. */
function valueOf({ table, sum, distinct }: Fold, conditions: readonly string[]): string {
  const from = `from ${table} x where ${conditions.join(' and ')}`;
  return distinct
    ? `(select count(*) from (select x.enterprise ${from} group by x.enterprise having ${distinct.having}) b)`
    : `(select coalesce(sum(${sum}), 0) ${from})`;
}

/** Terms that differ in nothing but their reporters. */
export async function readPostings(
  query: Query,
  terms: readonly PostingsTerm[],
  answer: (term: PostingsTerm, sum: Sum) => void,
): Promise<void> {
  const fold = FOLDS[terms[0]!.measure];
  const together = terms.filter(
    ({ reporters }) => reporters && (reporters.length === 1 || !fold.distinct),
  );
  const alone = terms.filter((term) => !together.includes(term));
  await Promise.all([
    ...alone.map(async (term) => answer(term, await readWhole(query, fold, term))),
    ...(together.length > 0 ? [readReporters(query, fold, together, answer)] : []),
  ]);
}

async function readWhole(query: Query, fold: Fold, term: PostingsTerm): Promise<Sum> {
  const values: unknown[] = [term.knownAt, term.to];
  const reporters = term.reporters
    ? [`x.${fold.reporter} = any($${values.push(term.reporters)}::text[])`]
    : [];
  const conditions = conditionsOf(term, values);
  const [row] = await query<{ value: string; some: boolean }>(
    `select ${valueOf(fold, [...reporters, ...conditions])}::text as value,
       exists (select from ${fold.table} x
         where ${[...reporters, 'x.known_from <= $1', 'x.date <= $2'].join(' and ')}) as some`,
    values,
  );
  return { value: BigInt(row!.value), received: row!.some ? 1 : 0 };
}

async function readReporters(
  query: Query,
  fold: Fold,
  terms: readonly PostingsTerm[],
  answer: (term: PostingsTerm, sum: Sum) => void,
): Promise<void> {
  const codes = [...new Set(terms.flatMap(({ reporters }) => reporters!))];
  const values: unknown[] = [terms[0]!.knownAt, terms[0]!.to, codes];
  const own = `x.${fold.reporter} = q.code`;
  const conditions = conditionsOf(terms[0]!, values);
  const rows = await query<{ code: string; value: string; some: boolean }>(
    `select q.code, ${valueOf(fold, [own, ...conditions])}::text as value,
       exists (select from ${fold.table} x
         where ${own} and x.known_from <= $1 and x.date <= $2) as some
     from unnest($3::text[]) q(code)`,
    values,
  );
  const byCode = new Map(rows.map((row) => [row.code, row]));
  for (const term of terms) {
    const found = term.reporters!.map((code) => byCode.get(code)!);
    answer(term, {
      value: found.reduce((sum, { value }) => sum + BigInt(value), 0n),
      received: found.some(({ some }) => some) ? 1 : 0,
    });
  }
}

/** Distinct enterprises on lists. */
export async function readMembers(query: Query, term: MembersTerm): Promise<Sum> {
  const values: unknown[] = [
    term.knownAt,
    term.lists.map(({ list }) => list),
    term.lists.map(({ version }) => version),
  ];
  const restrictions = [
    ...(term.area ? [`starts_with(e.county, $${values.push(term.area)})`] : []),
    ...(term.lifecycle ? [`e.stage = $${values.push(term.lifecycle)}`] : []),
  ];
  const [row] = await query<{ value: string }>(
    `select count(*)::text as value from (select distinct * from (${membersOn('$2', '$3', '$1')}) l) m(id)
     ${
       restrictions.length > 0
         ? `join enterprise_record e on e.id = m.id
            where e.known_from <= $1 and e.known_to > $1 and ${restrictions.join(' and ')}`
         : ''
     }`,
    values,
  );
  return { value: BigInt(row!.value), received: 1 };
}
