import type { Query } from '@qianfan/kit/subgraph/context';
import { membersOn } from './members.store.ts';
import type { ListRef, Measure, MembersTerm, PostingsTerm, Sum } from './terms.ts';

/** How a measure is folded from the postings `x` of a table. */
interface Fold {
  table: 'loan_posting' | 'cover_posting' | 'line_posting' | 'filing_posting' | 'register_posting';
  reporter: 'institution' | 'bank';
  /** Of a row; for a distinct count, what has to be above zero in all. */
  sum: string;
  /** How many different ones there are: those of single reporters do not add up to those of several. */
  distinct?: string;
  where?: string;
  /** Which rows of the table it is about at all. */
  only?: string;
  /** Whether a row lies in the area of this name. */
  inArea?: (name: string) => string;
}

const inRegister = (condition: string): string => `x.enterprise in (select e.id
  from enterprise_record e where ${condition} and e.known_from <= $1 and e.known_to > $1)`;

const FIRMS = { distinct: 'x.enterprise' };
const loans = { table: 'loan_posting', reporter: 'institution' } as const;
const covers = { table: 'cover_posting', reporter: 'institution' } as const;
const lines = {
  table: 'line_posting',
  reporter: 'institution',
  sum: 'x.granted',
  // A line does not say where: its enterprise does.
  inArea: (name: string) => inRegister(`starts_with(e.county, ${name})`),
} as const;
const filings = { table: 'filing_posting', reporter: 'bank' } as const;
const registered = (kind: string): Fold => ({
  table: 'register_posting',
  reporter: 'bank',
  sum: 'x.change',
  only: `x.kind = '${kind}'`,
  distinct: 'x.member',
  inArea: (name) => `starts_with(x.area, ${name})`,
});
const IN_FORCE = { where: 'x.until > $2' };

export const FOLDS: Record<Measure, Fold> = {
  BALANCE: { ...loans, sum: 'x.balance_change' },
  NPL: { ...loans, sum: 'x.npl_change' },
  DRAWN: { ...loans, sum: 'x.drawn' },
  BORROWERS: { ...loans, sum: 'x.balance_change', ...FIRMS },
  DRAWN_BORROWERS: { ...loans, sum: 'x.drawn', ...FIRMS },
  WRITTEN: { ...covers, sum: 'x.written' },
  IN_FORCE: { ...covers, sum: 'x.in_force', ...IN_FORCE },
  LIMIT: { ...lines, ...IN_FORCE },
  LIMIT_BORROWERS: { ...lines, ...FIRMS, ...IN_FORCE },
  LIMIT_BORROWERS_EVER: { ...lines, ...FIRMS },
  FILED: { ...filings, sum: 'x.change' },
  FILED_EVER: { ...filings, sum: 'greatest(x.change, 0)', ...FIRMS },
  CITIES: registered('CITY'),
  COUNTIES: registered('COUNTY'),
  BANKS: registered('BANK'),
  OUTLETS: registered('OUTLET'),
  AGREEMENT_CITIES: registered('AGREEMENT_CITY'),
  AGE: {
    table: 'register_posting',
    reporter: 'bank',
    sum: '(left($2, 4)::int - left(x.date, 4)::int)',
    only: "x.kind = 'LAUNCH'",
  },
};

/** Conditions on postings `x`, apart from the reporter; `$1` = known at, `$2` = last day. Appends to `values`. */
export function conditionsOf(term: PostingsTerm, values: unknown[]): string[] {
  const parameter = (value: unknown): string => `$${values.push(value)}`;
  const when = (value: unknown, condition: (name: string) => string): string[] =>
    value === null ? [] : [condition(parameter(value))];
  const { where, only, inArea = (name) => `starts_with(x.county, ${name})` } = FOLDS[term.measure];
  const onLists = (lists: readonly ListRef[] | null): string[] =>
    lists
      ? [
          `x.enterprise in (${membersOn(
            parameter(lists.map(({ list }) => list)),
            parameter(lists.map(({ version }) => version)),
            '$1',
          )})`,
        ]
      : [];
  return [
    'x.known_from <= $1',
    'x.date <= $2',
    ...[only ?? [], where ?? []].flat(),
    ...when(term.from, (name) => `x.date >= ${name}`),
    ...when(term.area, inArea),
    ...when(term.product, (name) => `x.product = ${name}`),
    ...when(term.guarantee, (name) => `x.guarantee = ${name}`),
    ...when(term.term, (name) => `x.term = ${name}`),
    ...when(term.programme, (name) => `x.programme = ${name}`),
    ...when(term.lifecycle, (name) => inRegister(`e.stage = ${name}`)),
    ...onLists(term.lists),
    ...onLists(term.within),
  ];
}

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

/** Terms that differ in nothing but their reporters and areas. */
export async function readPostings(
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
