import { isBuilt } from './capabilities.ts';
import { measuresOf, type Publication, type Rule } from './published.ts';
import { askedOf, type FigureInput } from './question.ts';

/** How the API combines figures. */
export type Combination = 'SUM' | 'QUOTIENT' | 'DIFFERENCE';

/** What the system is asked to do and must refuse. */
export interface Forbidden {
  how: Combination;
  figures: FigureInput[];
}

/** To equate two figures is to say that their difference means something. */
const COMBINATIONS: Record<string, Combination> = {
  SUM: 'SUM',
  RATIO: 'QUOTIENT',
  EQUATE: 'DIFFERENCE',
};

/** The typed errors that say so. Any other error is no refusal for this reason. */
const REASONS: Record<string, readonly string[]> = {
  OVERLAPPING_POPULATIONS: ['OVERLAPPING_POPULATIONS'],
  DIFFERENT_DATE: ['MIXED_DATES'],
  // The two scopes of 科贷通 are kept by two agencies on two bases.
  DIFFERENT_SCOPE: ['MIXED_AGENCIES', 'MIXED_BASES'],
};

/** What a rule forbids, as a question; undefined for rules of another kind. */
export function forbiddenBy(
  publication: Publication,
  rule: Rule | undefined,
): Forbidden | undefined {
  if (!rule || !('refuse' in rule)) return undefined;
  const how = COMBINATIONS[rule.refuse];
  if (!how) return undefined;
  const measures = measuresOf(publication).filter(
    ({ id, needs }) => rule.of.includes(id) && isBuilt(needs),
  );
  return { how, figures: measures.map(({ query }) => askedOf(query).first.figure) };
}

/** Whether an error's code says what the rule says. */
export const isReason = (rule: Rule, code: string | null): boolean =>
  code !== null && rule.because.split(', ').some((why) => REASONS[why]?.includes(code));
