import type { Records } from '@qianfan/kit/identity/reach';
import type { Service } from '@qianfan/schema/kernel/fact';

/** An institution, and one row of each kind that is its own; `NONE` where it has none of a kind. */
export interface Subject {
  institution: string;
  loan: string;
  cover: string;
  filing: string;
  enterprise: string;
}

/** One way to ask a root field. */
export interface Ask {
  field: string;
  args: string;
  /** Whose records the answer is made of; OPEN: nobody's, or of everybody together. */
  records: Records | 'OPEN';
  /** Whether the arguments name the subject. */
  names: boolean;
  /** What those who may ask are told, where the question makes no sense. */
  refused?: string;
}

const FIGURE = 'metric: "LN_BAL", population: "HNTE", period: "2024-12"';
const FILED = 'metric: "KDT_FILED_BAL", period: "2024-12"';
const SERIES = 'from: "2024-11", to: "2024-12"';
const BETWEEN = 'between: "2025-01-14", and: "2025-02-28"';
const figureId = (reporter: string, transform = 'LEVEL') =>
  `LN_BAL.HNTE.${reporter}.36._T._T._T._T._T.REG_NFRA_JX.RETURN.M:${transform}:2024-12`;

type Asks = Record<string, Omit<Ask, 'field'>[]>;

const open = (args = ''): Omit<Ask, 'field'> => ({ args, records: 'OPEN', names: false });
const list = (records: Records, args = '') => ({ args, records, names: false });
const naming = (records: Records, args: string) => ({ args, records, names: true });
/** A total as a share of one institution: it does not add up, and whose it is decides before that. */
const shareOf = (args: string) => ({ ...naming('BANK', args), refused: 'ADDITIVITY' });

/**
 * Every root field of every service, with the ways to ask it that matter for who may see what. A root field that is not
 * here fails the walk: whoever adds one says here whose records it shows.
 */
export function rootAsks(of: Subject): Record<Service, Asks> {
  const { institution, loan, cover, filing, enterprise } = of;
  const reporter = `reporter: "${institution}"`;
  return {
    regulators: {
      region: [open('code: "36"'), open('code: "3604"')],
      regions: [open('level: PROVINCE')],
      institution: [naming('PROGRAMME', `code: "${institution}"`)],
      institutions: [list('PROGRAMME', 'first: 8'), list('PROGRAMME', 'first: 8, kind: BANK')],
      calendar: [open('form: "TF01"')],
      reportingPeriod: [open('form: "TF01", period: "2024-12"')],
      // What one sent oneself, whoever one is; whose they are beyond that `refusals-of-all.test.ts` tells.
      regulatorsRefusals: [open('first: 5')],
      returnForm: [open('code: "TF01", period: "2024-12"')],
      metric: [open('code: "R_NPL"')],
      metrics: [open()],
      enterprise: [open(`id: "${enterprise}"`)],
      enterprises: [open('first: 5'), open('first: 5, area: "3604"')],
      enterpriseList: [open('code: "HNTE"')],
      enterpriseLists: [open()],
      findings: [list('BANK', 'period: "2024-12"')],
      statements: [open('first: 3'), open('by: "REG_NFRA_JX", period: "2024-12"')],
      observation: [
        // First, since the walk goes on from here: its growth has no base, and says so.
        open(`figure: {${FIGURE.replace('2024-12', '2023-12')}}`),
        open(`figure: {${FIGURE}}`),
        open('figure: {metric: "R_NPL", population: "HNTE", period: "2024-12"}'),
        naming('BANK', `figure: {${FIGURE}, ${reporter}}`),
        naming('BANK', `figure: {${FIGURE}, ${reporter}, basis: CONTRACT}`),
        shareOf(`figure: {${FIGURE}, transform: "SHARE-${institution}"}`),
        naming('PROGRAMME', `figure: {${FILED}, ${reporter}}`),
      ],
      observations: [
        open(`figures: [{${FIGURE}}]`),
        naming('BANK', `figures: [{${FIGURE}}, {${FIGURE}, ${reporter}}]`),
      ],
      figure: [
        open(`id: "${figureId('_T')}"`),
        naming('BANK', `id: "${figureId(institution)}"`),
        naming('BANK', `id: "${figureId(institution, 'YOY')}"`),
        shareOf(`id: "${figureId('_T', `SHARE-${institution}`)}"`),
      ],
      series: [
        open(`${SERIES}, figure: {${FIGURE}}`),
        naming('BANK', `${SERIES}, figure: {${FIGURE}, ${reporter}}`),
      ],
      vintages: [
        open(`${SERIES}, figure: {${FIGURE}}`),
        naming('BANK', `${SERIES}, figure: {${FIGURE}, ${reporter}}`),
        shareOf(`${SERIES}, figure: {${FIGURE}, transform: "SHARE-${institution}"}`),
      ],
      difference: [
        open(`${BETWEEN}, figure: {${FIGURE}}`),
        open(`${BETWEEN}, figure: {${FIGURE}, basis: CONTRACT}`),
        naming('BANK', `${BETWEEN}, figure: {${FIGURE}, ${reporter}}`),
        shareOf(`${BETWEEN}, figure: {${FIGURE}, transform: "SHARE-${institution}"}`),
      ],
      combined: [
        open(`how: QUOTIENT, figures: [{${FIGURE.replace('LN_BAL', 'LN_BAL_NPL')}}, {${FIGURE}}]`),
        naming('BANK', `how: QUOTIENT, figures: [{${FIGURE}, ${reporter}}, {${FIGURE}}]`),
      ],
      ranking: [
        open('metric: "LN_BAL", population: "HNTE", period: "2024-12"'),
        shareOf(`metric: "LN_BAL", period: "2024-12", by: "SHARE-${institution}"`),
      ],
    },
    banks: {
      loan: [naming('BANK', `institution: "${institution}", id: "${loan}"`)],
      loans: [
        list('BANK', 'first: 8'),
        list('BANK', `first: 8, enterprise: "${enterprise}"`),
        list('BANK', 'first: 8, area: "36"'),
        naming('BANK', `first: 8, institution: "${institution}"`),
      ],
      cover: [naming('BANK', `institution: "${institution}", id: "${cover}"`)],
      covers: [
        list('BANK', 'first: 8'),
        list('BANK', `first: 8, enterprise: "${enterprise}"`),
        naming('BANK', `first: 8, institution: "${institution}"`),
      ],
      submission: [
        naming('BANK', `institution: "${institution}", form: "TF01", period: "2024-12"`),
      ],
      refusals: [
        list('BANK', 'first: 5'),
        list('BANK', 'first: 5, form: "TF01", period: "2024-12"'),
        naming('BANK', `first: 5, institution: "${institution}"`),
      ],
      submissions: [
        list('BANK', 'first: 5'),
        list('BANK', 'first: 5, form: "TF01", period: "2024-12"'),
        naming('BANK', `first: 5, institution: "${institution}"`),
      ],
    },
    programmes: {
      programme: [open('code: "KDT"')],
      programmesRefusals: [open('first: 5')],
      filing: [naming('PROGRAMME', `programme: "KDT", bank: "${institution}", loan: "${filing}"`)],
      filings: [
        list('PROGRAMME', 'first: 8'),
        list('PROGRAMME', 'first: 8, programme: "KDT", on: "2024-12-31"'),
        naming('PROGRAMME', `first: 8, bank: "${institution}"`),
      ],
      participations: [
        list('PROGRAMME', 'first: 5'),
        list('PROGRAMME', 'first: 8, programme: "KDT", kind: OUTLET'),
        naming('PROGRAMME', `first: 8, bank: "${institution}"`),
      ],
    },
  };
}

/** What `_entities` of a port may be asked for. */
export interface EntityAsk {
  type: string;
  representation: object;
  records: Records | 'OPEN';
}

/** Every entity of every port; one that is not here fails the walk. */
export function entityAsks(of: Subject): Record<Service, EntityAsk[]> {
  const { institution, loan, cover, filing, enterprise } = of;
  const entity = (
    type: string,
    records: Records | 'OPEN',
    ...representations: object[]
  ): EntityAsk[] =>
    representations.map((representation) => ({
      type,
      records,
      representation: { __typename: type, ...representation },
    }));
  const shared = [
    ...entity('Enterprise', 'OPEN', { id: enterprise }),
    ...entity('Region', 'OPEN', { code: '36' }, { code: '3604' }, { code: '360403' }),
  ];
  return {
    regulators: [...shared, ...entity('Institution', 'PROGRAMME', { code: institution })],
    banks: [
      ...shared,
      ...entity('Institution', 'BANK', { code: institution }),
      ...entity('Loan', 'BANK', { id: `${institution}/${loan}` }),
      ...entity('Cover', 'BANK', { id: `${institution}/${cover}` }),
      ...entity('Submission', 'BANK', { id: `${institution}/TF01/2024-12` }),
    ],
    programmes: [
      ...shared,
      ...entity('Institution', 'PROGRAMME', { code: institution }),
      ...entity('Loan', 'PROGRAMME', { id: `${institution}/${filing}` }),
      ...entity('Filing', 'PROGRAMME', { id: `${institution}/KDT/${filing}` }),
      ...entity('Programme', 'OPEN', { code: 'KDT' }),
    ],
  };
}
