import { type Ratio, subtractRatios } from '@qianfan/schema/kernel/ratio';
import { type Answer, type Answers, ask } from './ask.ts';
import { type Claim, claimFor, claimsOf } from './claims.ts';
import type { Graphql } from './client.ts';
import { type CrossCompared, crossCompared } from './cross.ts';
import { isRunnable, lookupOf, queriesOf } from './operands.ts';
import { type Measure, measuresOf, type Publication } from './published.ts';
import { type Asked, askedOf, type Question } from './question.ts';
import { forbiddenBy, type Forbidden } from './rule.ts';
import { isOff, type Verdict, verdictOf } from './verdict.ts';

/** A measure beside what the system answers. */
export interface Compared {
  measure: Measure;
  /** In base units. */
  value: Ratio | null;
  /** null where it was not asked for. */
  answer: Answer | null;
  /** The statement that says what was published; null where the system holds none. */
  claim: Claim | null;
  verdict: Verdict;
}

export interface Comparison {
  /** The instant as of which the system answered. */
  cut: string | null;
  figures: Compared[];
  crossChecks: CrossCompared[];
  /** Ids of the measures and cross-checks that are not as the source leads one to expect. */
  off: string[];
}

/**
 * Asks the system for every measure that it can have, and for what the cross-checks need.
 * @throws Failure where it does not answer
 */
export async function compare(publication: Publication, graphql: Graphql): Promise<Comparison> {
  const asked = new Map(
    [...queriesOf(publication)].map(([name, query]) => [name, askedOf(query)] as const),
  );
  const answers = await ask(graphql, questionsOf(asked), forbiddenIn(publication));
  const claims = await claimsOf(graphql, answers.cut);
  const valueOf = (name: string) => {
    const question = asked.get(name);
    return question && valueIn(answers, name, question);
  };
  const figures = measuresOf(publication).map((measure): Compared => {
    const value = valueOf(measure.id) ?? null;
    const claim = claimFor(claims, measure);
    const verdict = verdictOf(publication.units, measure, value, claim !== null);
    return { measure, value, answer: answers.figures.get(measure.id) ?? null, claim, verdict };
  });
  const crossChecks = publication.cross_checks.map((crossCheck) =>
    crossCompared(publication, crossCheck, lookupOf(publication, crossCheck, valueOf), answers),
  );
  return { cut: answers.cut, figures, crossChecks, off: offIn(figures, crossChecks) };
}

const offIn = (figures: readonly Compared[], crossChecks: readonly CrossCompared[]): string[] => [
  ...figures.flatMap(({ measure, verdict }) => (isOff(measure, verdict) ? [measure.id] : [])),
  ...crossChecks.flatMap(({ crossCheck, verdict }) => (verdict === 'FAILS' ? [crossCheck.id] : [])),
];

const lessKey = (name: string): string => `${name}.less`;

function questionsOf(asked: ReadonlyMap<string, Asked>): Map<string, Question> {
  return new Map(
    [...asked].flatMap(([name, { first, less }]): [string, Question][] => [
      [name, first],
      ...(less ? [[lessKey(name), less] as [string, Question]] : []),
    ]),
  );
}

function valueIn({ figures }: Answers, name: string, { less }: Asked): Ratio | null {
  const value = figures.get(name)?.value ?? null;
  if (!less || !value) return value;
  const other = figures.get(lessKey(name))?.value;
  return other ? subtractRatios(value, other) : null;
}

function forbiddenIn(publication: Publication): Map<string, Forbidden> {
  const runnable = publication.cross_checks.filter(isRunnable);
  return new Map(
    runnable.flatMap(({ id, rule }): [string, Forbidden][] => {
      const forbidden = forbiddenBy(publication, rule);
      return forbidden ? [[id, forbidden]] : [];
    }),
  );
}
