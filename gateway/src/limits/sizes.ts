import {
  lengthOf,
  MOST_FIGURES,
  levelsOf,
  levelsOfFigures,
  levelsOfId,
  PEERS,
  periodsIn,
} from './figures.ts';
import { type Arguments, pageOf, type Size } from './size.ts';

const page: Size = { rows: 'PAGE' };
const few: Size = { rows: 2 };
const some: Size = { rows: 6 };
const many: Size = { rows: 60 };
const once = (levels: number): Size => ({ levels: () => levels });
const figures = ({ figures: asked }: Arguments): number => lengthOf(asked);
const levels = ({ figure, figures: list }: Arguments): number => levelsOfFigures(figure ?? list);
/** Each period at its own release and at every later one, and now: no more than the service works out at once. */
const triangle = (given: Arguments): number => {
  const periods = periodsIn(given);
  return Math.min(periods * ((periods + 1) / 2 + 1), MOST_FIGURES);
};

/**
 * How long the lists are that have no pages, and what figures take to work out: what an answer of an ordinary month holds,
 * or most that there can be where that is not much more. A test holds that every list of the supergraph is here.
 */
export const SIZES: Readonly<Record<string, Size>> = {
  // Figures
  'Query.observation': { levels },
  'Query.figure': { levels: ({ id }) => levelsOfId(id) },
  'Query.observations': { rows: figures, levels },
  'Query.combined': { page: figures, levels },
  'CombinedFigure.figureIds': page,
  'CombinedFigure.flags': few,
  'Query.series': { rows: periodsIn, levels: (given) => periodsIn(given) * levels(given) },
  'Query.vintages': {
    rows: periodsIn,
    page: (given) => triangle(given) / periodsIn(given),
    levels: (given) => triangle(given) * levels(given),
  },
  'VintageRow.vintages': page,
  'Query.difference': { levels: (given) => 2 * levels(given) },
  'Query.ranking': { page: pageOf, levels: ({ by }) => PEERS * levelsOf(by) },
  'Ranking.rows': page,
  'Observation.growth': once(1),
  'Observation.change': once(2),
  'Observation.share': once(1),
  'Observation.rank': once(PEERS),
  'Observation.split': once(4),
  'Observation.flags': few,
  'Observation.comparisons': few,
  'Growth.flags': few,
  'Query.findings': { levels: () => PEERS },
  'Findings.findings': { rows: 2 * PEERS },

  // The catalogue and the forms
  'Query.metrics': { rows: 150 },
  'Metric.bases': few,
  'Metric.dimensions': some,
  'Metric.sources': some,
  'ReturnForm.tables': some,
  'ReturnForm.rows': many,
  'ReturnForm.columns': { rows: 15 },
  'ReturnForm.rules': many,
  'FormRow.parts': some,
  'FormRow.columns': some,
  'FormRule.rows': some,
  'FormRule.columns': some,

  // Registers and lists
  'Query.regions': {
    rows: ({ level }) => (level === 'PROVINCE' ? 1 : level === 'CITY' ? 11 : 112),
  },
  'Region.children': { rows: 18 },
  'Query.enterpriseLists': { rows: 15 },
  'Enterprise.lists': some,
  'Enterprise.classes': some,
  'Institution.obligations': some,
  'ReportingPeriod.filers': { rows: PEERS },
  'Query.calendar': many,

  // Returns
  'Submission.warnings': some,
  'Submission.cells': { rows: 500 },
  'Submission.history': few,
  'Submission.changes': { rows: 4 },
  'SubmissionRevision.warnings': some,
  'SubmissionRevision.cells': { rows: 500 },
  'SubmissionRevision.changes': { rows: 4 },
  'SubmissionBorrower.counted': some,
  'BorrowerRows.rows': some,
  'Refusal.issues': { rows: 5 },

  // Programmes
  'Filing.reference': few,
  'ProgrammeRule.eligibleLists': some,

  // Commands
  'Mutation.banksSubmit': { rows: ({ commands }) => lengthOf(commands) },
  'Mutation.programmesSubmit': { rows: ({ commands }) => lengthOf(commands) },
  'Mutation.regulatorsSubmit': { rows: ({ commands }) => lengthOf(commands) },
  // Of a whole batch nearly all are accepted.
  'Outcome.issues': { rows: 1 / 4 },
  'Receipt.issues': { rows: 1 / 4 },

  // What the schema says of itself
  '__Schema.types': { rows: 150 },
  '__Schema.directives': { rows: 8 },
  '__Directive.locations': { rows: 3 },
  '__Directive.args': few,
  '__Type.fields': { rows: 8 },
  '__Type.inputFields': few,
  '__Type.enumValues': { rows: 3 },
  '__Type.interfaces': { rows: 1 },
  '__Type.possibleTypes': { rows: 1 },
  '__Field.args': few,
};
