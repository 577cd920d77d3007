import { dayOf } from '@qianfan/schema/kernel/instant';
import { shiftPeriod } from '@qianfan/schema/kernel/period';
import { CITIES } from './operations.ts';

/** One persisted operation that a view sends. */
export interface ViewAsk {
  operation: string;
  /** What for, where a view sends the operation more than once. */
  of?: string;
  variables: object;
  /** A date, only what was known at its end; or an instant. */
  asOf?: string;
  /** Only once the reader presses the first button of this name. */
  pressed?: string;
}

export const PERIOD = '2024-12';
/** One bank corrected its return of this month, in September. */
export const CORRECTED = '2024-06';
export const [FROM, TO] = ['2025-02-01', '2025-03-01'];
export const ID = `LN_BAL.HNTE._T.36._T._T._T._T._T.REG_NFRA_JX.RETURN.M:LEVEL:${PERIOD}`;
export const TF01 = { form: 'TF01', period: PERIOD };
export const HNTE = { population: 'HNTE', period: PERIOD };
export const LOANS = { ...HNTE, metric: 'LN_BAL' };

export const AMOUNTS = [
  LOANS,
  { ...HNTE, metric: 'LN_BRW' },
  { period: PERIOD, metric: 'KDT_REL_BAL' },
  { period: PERIOD, metric: 'KDT_FILED_BAL', basis: 'EVENT' },
];
/** What is written in a period, by quarters; with its last the year. */
export const COVER = { metric: 'INS_COVER_WRITTEN', basis: 'RETURN' };
export const FLOWS = [{ ...COVER, period: PERIOD.slice(0, 4) }];
export const RATIOS = ['R_COV_LOAN', 'R_NPL', 'R_UNSEC', 'R_MLT'].map((metric) => ({
  ...HNTE,
  metric,
}));
/** As the cards stand. */
export const CARDS = [...AMOUNTS.slice(0, 2), ...RATIOS, ...AMOUNTS.slice(2), ...FLOWS];
/** What a bank reports since January, which is the year in December. */
export const OF_THE_YEAR = ['LN_DISB_BRW', 'LN_DISB', 'LN_INT_ANN'];
export const OWN = [
  ...['LN_DISB_BRW', 'LN_DISB', 'LN_BRW', 'LN_BAL', 'LN_BAL_MLT', 'LN_BAL_UNSEC'],
  ...['LN_BAL_NPL', 'LN_INT_ANN', 'LN_BAL_DISC'],
];

export const ofCities = (figure: object) => CITIES.map((area) => ({ ...figure, area }));
export const monthsUntil = (period: string, count: number) =>
  Array.from({ length: count }, (_, n) => shiftPeriod(period, n - count + 1));

/** By which every view finds the latest month that was reported; this month is the last that it asks for. */
export function latest(): ViewAsk {
  const months = monthsUntil(dayOf(Date.now() * 1000).slice(0, 7), 36);
  const [from, to] = [months[0]!, months.at(-1)!];
  const figure = { metric: 'LN_BAL', period: to };
  return { operation: 'Series', of: 'latest month', variables: { figure, from, to } };
}

/** The periods that there are to choose from. */
export const calendar: ViewAsk = { operation: 'Calendar', variables: { form: 'TF01' } };

export const regions = (level: string, of?: string): ViewAsk => ({
  operation: 'Regions',
  ...(of && { of }),
  variables: { level },
});
export const cityHeadlines: ViewAsk = {
  operation: 'CityHeadlines',
  variables: { figures: [...ofCities(LOANS), { ...LOANS, area: '36' }] },
};
export const OPEN = '打开报表';
export const formOf = (code: string, pressed?: string): ViewAsk => ({
  operation: 'Form',
  variables: { code, period: PERIOD },
  ...(pressed && { of: code, pressed }),
});
export const form = formOf('TF01');
export const submissionOf = (institution: string, code = 'TF01', pressed?: string): ViewAsk => ({
  operation: 'Submission',
  variables: { institution, form: code, period: PERIOD },
  ...(pressed && { of: code, pressed }),
});
export const metrics: ViewAsk = { operation: 'Metrics', variables: {} };
export const points = (of: string, figures: readonly object[], asOf?: string): ViewAsk => ({
  operation: 'Points',
  of,
  variables: { figures },
  ...(asOf && { asOf }),
});
export const league = (metric: string, basis: string | null, of?: string): ViewAsk => ({
  operation: 'LeagueTable',
  ...(of && { of }),
  variables: { ...HNTE, metric, basis, peerGroup: '_T', by: 'LEVEL', first: 500 },
});
