import type { Demonstrated } from './figure.ts';
import { CITIES, operations } from '../support/operations.ts';

/** One operation of the dashboard mix with what it is asked with. */
export interface Mixed {
  name: string;
  what: string;
  id: string;
  variables: object;
}

const PERIOD = '2024-12';
const SIX = [
  { metric: 'LN_BAL', population: 'HNTE' },
  { metric: 'LN_BAL', population: 'TSME' },
  { metric: 'LN_BAL' },
  { metric: 'LN_BAL_NPL', population: 'HNTE' },
  { metric: 'KDT_FILED_BAL' },
  { metric: 'INS_COVER_INFORCE' },
];
const HNTE = { metric: 'LN_BAL', population: 'HNTE', period: PERIOD };

/** The mix of `domain.md` 5.3, each as one persisted operation. */
export function mixOf(counties: readonly string[]): Mixed[] {
  const asked = (operation: string, name: string, what: string, variables: object): Mixed => ({
    name,
    what,
    id: operations.find((one) => one.name === operation)!.id,
    variables,
  });
  return [
    asked('CityHeadlines', 'headline', '6 metrics × 11 cities with growth', {
      figures: SIX.flatMap((figure) => CITIES.map((area) => ({ ...figure, area, period: PERIOD }))),
    }),
    asked('Series', 'series', 'series of 24 months', {
      figure: HNTE,
      from: '2023-03',
      to: '2025-02',
    }),
    asked('LeagueTable', 'league', 'league table of 20', {
      metric: 'LN_BAL',
      period: PERIOD,
      population: 'HNTE',
      peerGroup: '_T',
      by: 'YOY',
      first: 20,
    }),
    asked('Areas', 'counties', 'a hundred counties', {
      figures: counties.map((area) => ({ ...HNTE, area })),
    }),
  ];
}

/** What is asked by text, of an answer without errors. */
export async function answerTo<Data>(
  { system }: Demonstrated,
  token: string,
  query: string,
  variables: object = {},
  headers: Record<string, string> = {},
): Promise<Data> {
  const answer = await fetch(`${system.gatewayUrl}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}`, ...headers },
    body: JSON.stringify({ query, variables }),
  });
  const { data, errors } = (await answer.json()) as { data: Data; errors?: unknown };
  if (errors) throw new Error(JSON.stringify(errors));
  return data;
}
