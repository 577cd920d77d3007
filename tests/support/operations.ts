import manifest from '../../gateway/operations/manifest.json' with { type: 'json' };

export interface Operation {
  id: string;
  name: string;
  type: string;
  body: string;
}

export const operations: readonly Operation[] = manifest.operations;

export const CITIES = Array.from({ length: 11 }, (_, n) => String(3601 + n));

const HNTE = { metric: 'LN_BAL', population: 'HNTE', period: '2024-12' };

/** What each persisted operation may be asked with in any demonstration. */
export const VARIABLES: Readonly<Record<string, Record<string, unknown>>> = {
  CityHeadlines: { figures: CITIES.map((area) => ({ ...HNTE, area, basis: 'CONTRACT' })) },
  Areas: { figures: CITIES.map((area) => ({ ...HNTE, area, basis: 'CONTRACT' })) },
  Series: { figure: HNTE, from: '2024-11', to: '2024-12' },
  LeagueTable: {
    metric: 'LN_BAL',
    period: '2024-12',
    population: 'HNTE',
    peerGroup: '_T',
    by: 'LEVEL',
    first: 20,
  },
};
