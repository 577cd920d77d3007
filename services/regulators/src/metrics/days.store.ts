import type { Query } from '@qianfan/kit/subgraph/context';
import { conditionsOf, type Fold, FOLDS } from './folds.store.ts';
import type { PostingsTerm, Sum } from './terms.ts';

/** A sum of all that happened until a day can be told for many days at once; how many different ones there are cannot. */
export const addsUp = ({ measure, from }: PostingsTerm): boolean => {
  const { distinct, sum } = FOLDS[measure];
  return from === null && !distinct && !sum.includes('$2');
};

/** What of a fold is there at the end of each day, of terms that differ in nothing but the day: in one pass. */
export async function readDays(
  query: Query,
  terms: readonly PostingsTerm[],
  answer: (term: PostingsTerm, sum: Sum) => void,
): Promise<void> {
  const [first] = terms as [PostingsTerm];
  const fold: Fold = FOLDS[first.measure];
  const days = terms.map(({ to }) => to);
  const values: unknown[] = [first.knownAt, days.reduce((a, b) => (a > b ? a : b))];
  const who = first.reporters
    ? [`x.${fold.reporter} = any($${values.push(first.reporters)}::text[])`]
    : [];
  const conditions = [
    ...who,
    ...conditionsOf(first, values).filter((condition) => condition !== fold.where),
  ];
  const some = [...who, ...(fold.only ? [fold.only] : []), 'x.known_from <= $1'];
  const until = fold.where ? 'x.until' : "'9'";
  const rows = await query<{ n: number; value: string; some: boolean }>(
    `select t.n::int, coalesce(sum(d.change), 0)::text as value, coalesce(
       (select min(x.date) from ${fold.table} x where ${some.join(' and ')}) <= t.day, false) as some
     from unnest($${values.push(days)}::text[]) with ordinality t(day, n)
     left join (
       select x.date, ${until} as until, sum(${fold.sum}) as change
       from ${fold.table} x where ${conditions.join(' and ')} group by 1, 2
     ) d on d.date <= t.day and d.until > t.day
     group by t.n, t.day`,
    values,
  );
  const byDay = new Map(rows.map((row) => [row.n, row]));
  terms.forEach((term, n) => {
    const row = byDay.get(n + 1)!;
    answer(term, { value: BigInt(row.value), received: row.some ? 1 : 0 });
  });
}
