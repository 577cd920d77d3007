import { useQuery } from '@tanstack/react-query';
import { ask, LOST } from '../../data/ask.ts';
import type { AnnexQuery, AnnexQueryVariables } from '../../data/operations.ts';
import type { Text } from '../../words/text.ts';
import type { Borrowers, Submission } from './draft.ts';

/** The borrowers of a return as it stands, and what the register calls them. */
export interface Annex {
  borrowers: Borrowers;
  names: ReadonlyMap<string, Text>;
}

export const NO_ANNEX: Annex = { borrowers: [], names: new Map() };

type Page = NonNullable<NonNullable<AnnexQuery['submission']>['borrowers']>;

/** The annex of what stands, all of it: undefined until it is there. Once read it does not change: it is a revision's. */
export function useAnnex(institution: string, standing: Submission | undefined, enabled: boolean) {
  return useQuery({
    queryKey: ['Annex', standing?.id, standing?.revision],
    queryFn: ({ signal }) => readAnnex(institution, standing!, signal),
    enabled: enabled && standing !== undefined,
    staleTime: Infinity,
  });
}

async function pageOf(
  variables: AnnexQueryVariables,
  asOf: string,
  signal: AbortSignal,
): Promise<Page> {
  const { data } = await ask('Annex', variables, { asOf, signal });
  if (!data.submission?.borrowers) throw LOST;
  return data.submission.borrowers;
}

/** Page by page, as known when the revision came: another one in between changes nothing. */
async function readAnnex(
  institution: string,
  { form, period, knownAt }: Submission,
  signal: AbortSignal,
): Promise<Annex> {
  const nodes: Page['nodes'][number][] = [];
  for (let after: string | null = null, more = true; more;) {
    const page: Page = await pageOf({ institution, form, period, after }, knownAt, signal);
    nodes.push(...page.nodes);
    more = page.pageInfo.hasNextPage;
    after = page.pageInfo.endCursor;
  }
  return {
    borrowers: nodes.flatMap(({ enterprise, counted }) =>
      enterprise === null
        ? []
        : [
            {
              enterprise: enterprise.id,
              rows: Object.fromEntries(counted.map(({ column, rows }) => [column, [...rows]])),
            },
          ],
    ),
    names: new Map(
      nodes.flatMap(({ enterprise }) =>
        enterprise?.name ? [[enterprise.id, enterprise.name] as const] : [],
      ),
    ),
  };
}
