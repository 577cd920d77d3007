import type { Query } from '@qianfan/kit/subgraph/context';
import { conditionsOf, type Fold, FOLDS } from './folds.store.ts';
import type { PostingsTerm, Sum } from './terms.ts';

/** What was changed on dates, and until dates, between the same of the days; nothing but `first` where there is none. */
interface Span {
  /** The first date of all. */
  first: string | null;
  since: number | null;
  until: number | null;
  change: string | null;
}

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
  const days = [...new Set(terms.map(({ to }) => to))].sort();
  const values: unknown[] = [first.knownAt, days.at(-1)];
  const who = first.reporters
    ? [`x.${fold.reporter} = any($${values.push(first.reporters)}::text[])`]
    : [];
  const conditions = [
    ...who,
    ...conditionsOf(first, values).filter((condition) => condition !== fold.where),
  ];
  const some = [...who, ...(fold.only ? [fold.only] : []), 'x.known_from <= $1'];
  // With a space behind it, a day comes after itself and before the next.
  const thresholds = `$${values.push(days.map((day) => `${day} `))}::text[]`;
  const daysBefore = (date: string) => `width_bucket(${date} collate "C", ${thresholds})`;
  const rows = await query<Span>(
    `select f.first, s.* from (
       select min(x.date) as first from ${fold.table} x where ${some.join(' and ')}
     ) f left join (
       select ${daysBefore('x.date')} as since, ${fold.where ? daysBefore('x.until') : 'null'} as until,
         sum(${fold.sum})::text as change
       from ${fold.table} x where ${conditions.join(' and ')} group by 1, 2
     ) s on true`,
    values,
  );
  const begun = rows[0]!.first;
  for (const term of terms) {
    const day = days.indexOf(term.to);
    const spans = rows.filter(
      ({ since, until }) => since !== null && since <= day && (until === null || until > day),
    );
    answer(term, {
      value: spans.reduce((sum, { change }) => sum + BigInt(change!), 0n),
      received: begun !== null && begun <= term.to ? 1 : 0,
    });
  }
}
