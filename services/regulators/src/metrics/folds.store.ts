import { membersOn } from './members.store.ts';
import type { ListRef, Measure, PostingsTerm } from './terms.ts';

/** How a measure is folded from the postings `x` of a table. */
export interface Fold {
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
