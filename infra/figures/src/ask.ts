import type { Ratio } from '@qianfan/schema/kernel/ratio';
import type { AnswerError, Graphql } from './client.ts';
import { decimal } from './exact.ts';
import type { Question, Reading } from './question.ts';
import type { Forbidden } from './rule.ts';

/** What the system said to one question; amounts in yuan, ratios as fractions. */
export interface Answer {
  /** Of the figure, the same in `trace`; null where the system refused to answer. */
  figureId: string | null;
  /** Status of the observation, or the code of the error. */
  status: string;
  value: Ratio | null;
  numerator: Ratio | null;
  denominator: Ratio | null;
  /** Unit of numerator and denominator: YUAN, COUNT. */
  partUnit: string | null;
  /** The period that a growth compares with. */
  basePeriod: string | null;
}

export interface Answers {
  /** The instant as of which all of it was read. */
  cut: string | null;
  figures: ReadonlyMap<string, Answer>;
  /** Code of the error by which what is forbidden was refused; null where it was not. */
  refusals: ReadonlyMap<string, string | null>;
}

/** One field of the request. */
interface Part {
  key: string;
  variable: string;
  type: string;
  value: unknown;
  field: (variable: string) => string;
}

interface WireValue {
  figureId: string;
  status: string;
  value: string | null;
  numerator?: { value: string | null; unit: string } | null;
  denominator?: { value: string | null } | null;
  basePeriod?: string;
}
type WireObservation = WireValue & { growth?: WireValue | null; change?: WireValue | null };

const OBSERVATION = 'figureId status value numerator { value unit } denominator { value }';
const CHANGE = 'figureId status value basePeriod';

const selectionOf = (reading: Reading): string =>
  reading.field === 'value' ? OBSERVATION : `${reading.field}(kind: ${reading.kind}) { ${CHANGE} }`;

/** The gateway takes a hundred aliases. */
const MOST = 90;

/** Asks for many figures at once, and for what must be refused. What is read is read as of one instant. */
export async function ask(
  graphql: Graphql,
  questions: ReadonlyMap<string, Question>,
  forbidden: ReadonlyMap<string, Forbidden>,
): Promise<Answers> {
  const parts = [
    ...[...questions].map(([key, { figure, reading }]) => figurePart(key, figure, reading)),
    ...[...forbidden].map(([key, { how, figures }]) => combinedPart(key, how, figures)),
  ];
  let cut: string | null = null;
  const data: Record<string, unknown> = {};
  const errors: AnswerError[] = [];
  for (let from = 0; from < parts.length; from += MOST) {
    const some = parts.slice(from, from + MOST);
    const answer = await graphql(documentOf(some), variablesOf(some), cut);
    cut ??= answer.cut;
    Object.assign(data, answer.data);
    errors.push(...answer.errors);
  }
  const errorOf = (key: string): string | null =>
    errors.find(({ path }) => path?.[0] === aliasOf(key))?.code ?? null;
  return {
    cut,
    figures: new Map(
      [...questions].map(([key, { reading }]) => [
        key,
        answerOf(data[aliasOf(key)] as WireObservation | null, reading, errorOf(key)),
      ]),
    ),
    refusals: new Map([...forbidden.keys()].map((key) => [key, errorOf(key)])),
  };
}

const aliasOf = (key: string): string => key.replaceAll(/\W/g, '_');

const figurePart = (key: string, figure: unknown, reading: Reading): Part => ({
  key,
  variable: `of_${aliasOf(key)}`,
  type: 'FigureInput!',
  value: figure,
  field: (variable) => `observation(figure: $${variable}) { ${selectionOf(reading)} }`,
});

const combinedPart = (key: string, how: string, figures: readonly unknown[]): Part => ({
  key,
  variable: `of_${aliasOf(key)}`,
  type: '[FigureInput!]!',
  value: figures,
  field: (variable) => `combined(how: ${how}, figures: $${variable}) { value }`,
});

function documentOf(parts: readonly Part[]): string {
  const declared = parts.map(({ variable, type }) => `$${variable}: ${type}`).join(', ');
  const fields = parts.map(({ key, variable, field }) => `  ${aliasOf(key)}: ${field(variable)}`);
  return `query Figures(${declared}) {\n${fields.join('\n')}\n}`;
}

const variablesOf = (parts: readonly Part[]): Record<string, unknown> =>
  Object.fromEntries(parts.map(({ variable, value }) => [variable, value]));

function answerOf(
  observation: WireObservation | null | undefined,
  reading: Reading,
  error: string | null,
): Answer {
  const found = reading.field === 'value' ? observation : observation?.[reading.field];
  const number = (text: string | null | undefined): Ratio | null =>
    text === null || text === undefined ? null : decimal(text);
  return {
    figureId: found?.figureId ?? null,
    status: error ?? found?.status ?? 'MISSING',
    value: number(found?.value),
    numerator: number(found?.numerator?.value),
    denominator: number(found?.denominator?.value),
    partUnit: found?.numerator?.unit ?? null,
    basePeriod: found?.basePeriod ?? null,
  };
}
