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

const HNTE_ID = 'LN_BAL.HNTE._T.36._T._T._T._T._T.REG_NFRA_JX.RETURN.M:LEVEL:2024-12';

/** What each persisted operation may be asked with in any demonstration. */
export const VARIABLES: Readonly<Record<string, Record<string, unknown>>> = {
  CityHeadlines: { figures: CITIES.map((area) => ({ ...HNTE, area, basis: 'CONTRACT' })) },
  Calendar: { form: 'TF01' },
  Annex: { institution: 'BNK_JJB', form: 'TF01', period: '2024-12', after: null },
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
  Cards: {
    amounts: [HNTE, { ...HNTE, metric: 'LN_BRW' }],
    ratios: [{ ...HNTE, metric: 'R_NPL' }],
    flows: [{ metric: 'INS_COVER_WRITTEN', basis: 'RETURN', period: '2024' }],
  },
  Corrections: { form: 'TF01', period: '2024-12', first: 200, after: null },
  Difference: { figure: HNTE, between: '2025-02-01', and: '2025-03-01', first: 50, after: null },
  Filers: { form: 'TF01', period: '2024-12' },
  Form: { code: 'TF01', period: '2024-12' },
  Institutions: { first: 50, after: null },
  Metrics: {},
  Moves: { figure: HNTE },
  Named: { figure: HNTE },
  /** A mutation: tried by the suite of the calendar's view. */
  OpenPeriod: {},
  OwnReporting: { code: 'BNK_JJB' },
  Passport: { id: HNTE_ID, first: 50, after: null },
  Points: { figures: [HNTE] },
  Refusals: { form: 'TF01', period: '2024-12', first: 200, after: null },
  Regions: { level: 'CITY' },
  Release: { form: 'TF01', period: '2024-12' },
  Shifts: { figure: { ...HNTE, metric: 'R_NPL' } },
  Submission: { institution: 'BNK_JJB', form: 'TF01', period: '2024-12' },
  /** A mutation: tried by the journeys of the bank. */
  SubmitReturn: {},
};
