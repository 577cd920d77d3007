import type { Query } from '@qianfan/kit/subgraph/context';
import { addsUp, readDays } from './days.store.ts';
import { conditionsOf, type Fold, FOLDS } from './folds.store.ts';
import { listNumbers } from './lists.ts';
import type { PostingsTerm, Sum } from './terms.ts';

/** The sum, or how many different ones, over the postings that meet the conditions. */
function valueOf({ table, sum, distinct }: Fold, conditions: readonly string[]): string {
  const from = `from ${table} x where ${conditions.join(' and ')}`;
  return distinct
    ? `(select count(*) from (select ${distinct} ${from} group by ${distinct} having sum(${sum}) > 0) b)`
    : `(select coalesce(sum(${sum}), 0) ${from})`;
}

/** Whether there is anything at all of what is folded. */
const someOf = ({ table, only }: Fold, conditions: readonly string[]): string =>
  `exists (select from ${table} x where ${[
    ...conditions,
    ...(only ? [only] : []),
    'x.known_from <= $1',
    'x.date <= $2',
  ].join(' and ')})`;

/** Terms that differ in nothing but their reporters, their areas, and the days until which they sum up. */
export async function readPostings(
  query: Query,
  terms: readonly PostingsTerm[],
  answer: Answer,
): Promise<void> {
  const numberOf = listNumbers();
  const byPlace = Map.groupBy(
    terms,
    ({ area, reporters }) => `${area} ${reporters && numberOf(reporters)}`,
  );
  const byDay = Map.groupBy(terms, ({ to }) => to);
  // Of few places on many days the days share a pass, of many places on few days the places.
  const many = addsUp(terms[0]!) && byPlace.size < byDay.size;
  await Promise.all(
    many
      ? [...byPlace.values()].map((group) => readDays(query, group, answer))
      : [...byDay.values()].map((group) => readOneDay(query, group, answer)),
  );
}

async function readOneDay(
  query: Query,
  terms: readonly PostingsTerm[],
  answer: Answer,
): Promise<void> {
  const fold = FOLDS[terms[0]!.measure];
  const together = terms.filter(
    ({ reporters }) => reporters && (reporters.length === 1 || !fold.distinct),
  );
  const alone = terms.filter((term) => !together.includes(term));
  const byReporter = Map.groupBy(together, ({ area }) => area);
  const byArea = Map.groupBy(alone, ({ area, reporters }) =>
    JSON.stringify([fold.inArea ? area : area?.length, reporters]),
  );
  await Promise.all([
    ...[...byReporter.values()].map((group) => readReporters(query, fold, group, answer)),
    ...[...byArea.values()].map(async (group) => {
      if (group.length > 1) return readAreas(query, fold, group, answer);
      return answer(group[0]!, await readWhole(query, fold, group[0]!));
    }),
  ]);
}

type Answer = (term: PostingsTerm, sum: Sum) => void;

/** Many areas of one level in one pass, which sums up all there are: to look for each row's among them takes longer. */
async function readAreas(
  query: Query,
  fold: Fold,
  terms: readonly PostingsTerm[],
  answer: Answer,
): Promise<void> {
  const { knownAt, to, reporters, area } = terms[0]!;
  const values: unknown[] = [knownAt, to];
  const who = reporters ? [`x.${fold.reporter} = any($${values.push(reporters)}::text[])`] : [];
  const conditions = conditionsOf({ ...terms[0]!, area: null }, values);
  const codes = `$${values.push(terms.map((term) => term.area))}::text[]`;
  const place = `left(x.county, ${area!.length})`;
  const { table, sum, distinct } = fold;
  const from = `from ${table} x where ${[...who, ...conditions].join(' and ')}`;
  const rows = await query<{ area: string; value: string; some: boolean }>(
    `select a.area, coalesce(s.value, 0)::text as value, ${someOf(fold, who)} as some
     from unnest(${codes}) a(area) left join (${
       distinct
         ? `select area, count(*) as value from (select ${place} as area, ${distinct} ${from}
            group by 1, 2 having sum(${sum}) > 0) b group by area`
         : `select ${place} as area, sum(${sum}) as value ${from} group by 1`
     }) s using (area)`,
    values,
  );
  const byArea = new Map(rows.map((row) => [row.area, row]));
  for (const term of terms) {
    const { value, some } = byArea.get(term.area!)!;
    answer(term, { value: BigInt(value), received: some ? 1 : 0 });
  }
}

async function readWhole(query: Query, fold: Fold, term: PostingsTerm): Promise<Sum> {
  const values: unknown[] = [term.knownAt, term.to];
  const reporters = term.reporters
    ? [`x.${fold.reporter} = any($${values.push(term.reporters)}::text[])`]
    : [];
  const conditions = conditionsOf(term, values);
  const [row] = await query<{ value: string; some: boolean }>(
    `select ${valueOf(fold, [...reporters, ...conditions])}::text as value,
       ${someOf(fold, reporters)} as some`,
    values,
  );
  return { value: BigInt(row!.value), received: row!.some ? 1 : 0 };
}

async function readReporters(
  query: Query,
  fold: Fold,
  terms: readonly PostingsTerm[],
  answer: Answer,
): Promise<void> {
  const codes = [...new Set(terms.flatMap(({ reporters }) => reporters!))];
  const values: unknown[] = [terms[0]!.knownAt, terms[0]!.to, codes];
  const own = `x.${fold.reporter} = q.code`;
  const conditions = conditionsOf(terms[0]!, values);
  const rows = await query<{ code: string; value: string; some: boolean }>(
    `select q.code, ${valueOf(fold, [own, ...conditions])}::text as value,
       ${someOf(fold, [own])} as some
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
