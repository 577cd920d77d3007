import type { DemoAccount } from '@qianfan/kit/identity/accounts';
import { shiftPeriod } from '@qianfan/schema/kernel/period';
import {
  CORRECTED,
  PERIOD,
  ID,
  TF01,
  HNTE,
  LOANS,
  AMOUNTS,
  RATIOS,
  CARDS,
  COVER,
  OWN,
  OF_THE_YEAR,
  monthsUntil,
  regions,
  cityHeadlines,
  OPEN,
  formOf,
  form,
  submissionOf,
  calendar,
  metrics,
  points,
  league,
  latest,
  FLOWS,
  FROM,
  TO,
  type ViewAsk,
} from './view-asks.parts.ts';

/** What a view sends to show itself, at one address, to one reader. */
export interface ViewAsks {
  view: string;
  as: DemoAccount;
  path: string;
  asks: readonly ViewAsk[];
}

/** What each view sends, as `browser/view-asks.test.ts` finds it; the bench `views` measures it. */
export const viewAsks = (): ViewAsks[] => [
  {
    view: 'overview',
    as: 'regulator',
    path: `/?period=${PERIOD}`,
    asks: [
      latest(),
      calendar,
      { operation: 'Cards', variables: { amounts: AMOUNTS, ratios: RATIOS, flows: FLOWS } },
      points('sparklines', [
        ...[...AMOUNTS.slice(0, 2), ...RATIOS, ...AMOUNTS.slice(2)].flatMap((card) =>
          monthsUntil(PERIOD, 13).map((period) => ({ ...card, period })),
        ),
        ...['2023-Q4', '2024-Q1', '2024-Q2', '2024-Q3', '2024-Q4'].map((period) => ({
          ...COVER,
          period,
        })),
      ]),
      regions('CITY'),
      cityHeadlines,
      {
        operation: 'Series',
        of: 'trend',
        variables: { figure: LOANS, from: shiftPeriod(PERIOD, -23), to: PERIOD },
      },
      points(
        'composition',
        ['HNTE', 'TSME', 'SRDI', 'ISME', 'TECH_ENT'].map((population) => ({
          ...LOANS,
          population,
        })),
      ),
    ],
  },
  {
    view: 'passport',
    as: 'regulator',
    path: `/figure/${encodeURIComponent(ID)}`,
    asks: [
      regions('CITY', 'cities'),
      regions('COUNTY', 'counties'),
      { operation: 'Passport', variables: { id: ID, first: 200, after: null } },
      {
        operation: 'Moves',
        variables: {
          figure: { ...LOANS, area: '36', agency: 'REG_NFRA_JX', basis: 'RETURN' },
        },
      },
      { operation: 'Release', variables: TF01 },
      { operation: 'Institutions', variables: { first: 500, after: null } },
      // A fact may be of any form that the metric is read from.
      ...['TF01', 'TF02'].flatMap((code) => [
        submissionOf('BNK_ICBC_JX', code, OPEN),
        formOf(code, OPEN),
      ]),
    ],
  },
  {
    view: 'compare',
    as: 'regulator',
    path: `/compare?period=${PERIOD}&from=${FROM}&to=${TO}`,
    asks: [
      latest(),
      calendar,
      { operation: 'Release', variables: TF01 },
      points('before', CARDS, FROM),
      points('after', CARDS, TO),
      {
        operation: 'Difference',
        variables: { figure: LOANS, between: FROM, and: TO, first: 500, after: null },
        pressed: '为何变动',
      },
      { operation: 'Institutions', variables: { first: 500, after: null }, pressed: '为何变动' },
    ],
  },
  {
    view: 'ranking',
    as: 'regulator',
    path: `/ranking?period=${PERIOD}`,
    asks: [
      latest(),
      calendar,
      league('LN_BAL', null),
      regions('CITY'),
      cityHeadlines,
      points('whole', [{ ...LOANS, transform: 'LEVEL' }]),
    ],
  },
  {
    view: 'late',
    as: 'regulator',
    path: `/late?period=${PERIOD}`,
    asks: [calendar, form, { operation: 'Filers', variables: TF01 }],
  },
  {
    view: 'refusals',
    as: 'regulator',
    // Of a month that no suite reports for: of one correction the cells are shown at once, of several of none.
    path: `/refusals?period=${CORRECTED}`,
    asks: [
      latest(),
      calendar,
      { operation: 'Form', variables: { code: 'TF01', period: CORRECTED } },
      {
        operation: 'Corrections',
        variables: { form: 'TF01', period: CORRECTED, first: 500, after: null },
      },
      {
        operation: 'Refusals',
        variables: { form: 'TF01', period: CORRECTED, first: 500, after: null },
      },
      metrics,
    ],
  },
  {
    view: 'return',
    as: 'jjb',
    path: `/return?period=${PERIOD}`,
    asks: [
      latest(),
      calendar,
      { operation: 'OwnReporting', variables: { code: 'BNK_JJB' } },
      { operation: 'Institutions', variables: { first: 500, after: null } },
      ...['TF01', 'TF02', 'TF03'].map((code) => formOf(code)),
      submissionOf('BNK_JJB'),
      {
        operation: 'Annex',
        variables: { institution: 'BNK_JJB', ...TF01, after: null },
        // That of the revision which stands: what was known when it was accepted.
        asOf: '2025-02-18T02:45:01.000000Z',
      },
      regions('COUNTY'),
      points(
        'own figures',
        OWN.map((metric) => ({
          ...HNTE,
          metric,
          ...(OF_THE_YEAR.includes(metric) && { period: PERIOD.slice(0, 4) }),
          reporter: 'BNK_JJB',
          basis: 'RETURN',
        })),
      ),
      ...['LN_BAL', 'LN_BRW', 'R_NPL'].map((metric) => league(metric, 'RETURN', metric)),
      metrics,
    ],
  },
  {
    view: 'replay',
    as: 'auditor',
    path: '/replay',
    // How far it may replay; the replay itself is no query.
    asks: [{ ...regions('CITY'), pressed: '开始重放' }],
  },
];
