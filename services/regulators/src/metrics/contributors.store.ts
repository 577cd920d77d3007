import type { RequestContext } from '@qianfan/kit/subgraph/context';
import type { Catalogue } from './catalogue.ts';
import { type Fold, FOLDS } from './folds.store.ts';
import type { PostingsTerm } from './terms.ts';
import type { Operand } from './made.ts';

/** Nobody owes single contracts: who sends them, of all who could. */
export interface Contributors {
  reporting: number;
  total: number;
}

/** Of whose contracts a table has the postings. */
const SENDERS: Partial<Record<Fold['table'], string>> = {
  loan_posting: 'BANK',
  line_posting: 'BANK',
  cover_posting: 'INSURER',
};

type Reading = Pick<RequestContext, 'query'>;

const counts = new WeakMap<Reading, Map<string, Promise<number>>>();

/** Of the institutions, those with any posting; counted once in a request. */
function countOf(context: Reading, table: string, term: PostingsTerm, asked: readonly string[]) {
  let known = counts.get(context);
  if (!known) counts.set(context, (known = new Map()));
  const key = `${table} ${term.knownAt} ${term.to} ${term.reporters?.join(' ') ?? ''}`;
  let count = known.get(key);
  if (!count) {
    count = context
      .query<{ count: number }>(
        `select count(*)::int as count from unnest($1::text[]) q(code) where exists
           (select from ${table} x where x.institution = q.code and x.known_from <= $2 and x.date <= $3)`,
        [asked, term.knownAt, term.to],
      )
      .then(([row]) => row!.count);
    known.set(key, count);
  }
  return count;
}

/**
 * Who is behind a value that follows from single contracts: how many institutions have sent any by the period's end, in
 * whichever area or class, of how many there are. Null where it follows from anything else, or is of one institution.
 */
export async function contributorsTo(
  context: Reading,
  { organisations }: Catalogue,
  operands: readonly Operand[],
): Promise<Contributors | null> {
  for (const { term } of operands) {
    if (term.kind !== 'POSTINGS') continue;
    const { table } = FOLDS[term.measure];
    const kind = SENDERS[table];
    if (!kind) continue;
    const named = term.reporters && new Set(term.reporters);
    const asked = [...organisations.values()]
      .filter((one) => one.kind === kind && (!named || named.has(one.code)))
      .map(({ code }) => code);
    if (asked.length < 2) return null;
    return { reporting: await countOf(context, table, term, asked), total: asked.length };
  }
  return null;
}
