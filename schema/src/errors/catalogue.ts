import type { Issue, Severity, Text } from '../kernel/issue.ts';
import { DOOR_ERRORS } from './door.ts';
import type { ErrorEntry } from './entry.ts';
import { FIGURE_ERRORS } from './figures.ts';
import { FILE_ERRORS } from './files.ts';
import { PROGRAMME_ERRORS } from './programmes.ts';
import { RECORD_ERRORS } from './records.ts';
import { REGISTER_ERRORS } from './register.ts';

/**
 * Every code that Qianfan answers with, but for the rules of a form (S-01, V-02 …), which are data of the form.
 * Codes are stable: clients branch on them. `schema/errors.md` shows them all.
 */
export const ERRORS = {
  ...DOOR_ERRORS,
  ...REGISTER_ERRORS,
  ...RECORD_ERRORS,
  ...PROGRAMME_ERRORS,
  ...FIGURE_ERRORS,
  ...FILE_ERRORS,
};

export type ErrorCode = keyof typeof ERRORS;

type Names<T> = T extends `${string}{${infer Name}}${infer Rest}` ? Name | Names<Rest> : never;
type ParameterOf<C extends ErrorCode> =
  | Names<(typeof ERRORS)[C]['message']['en']>
  | Names<(typeof ERRORS)[C]['fix']['en']>;

/** The parameters that the texts of a code name; none, or all of them. */
export type ErrorParameters<C extends ErrorCode> = [ParameterOf<C>] extends [never]
  ? [parameters?: Record<string, never>]
  : [parameters: Record<ParameterOf<C>, string | number>];

export interface CatalogueError {
  code: ErrorCode;
  http: number;
  message: Text;
  fix: Text;
}

const fill = (template: string, parameters: Record<string, string | number>): string =>
  template.replace(/\{(\w+)\}/g, (name, key: string) => String(parameters[key] ?? name));

const fillBoth = (text: Text, parameters: Record<string, string | number>): Text => ({
  zh: fill(text.zh, parameters),
  en: fill(text.en, parameters),
});

/** The error of a code with its texts filled in: `errorOf('NOT_FOUND', { what: 'loan L-1' })`. */
export function errorOf<C extends ErrorCode>(
  code: C,
  ...[parameters = {}]: ErrorParameters<C>
): CatalogueError {
  const { http, message, fix }: ErrorEntry = ERRORS[code];
  return { code, http, message: fillBoth(message, parameters), fix: fillBoth(fix, parameters) };
}

type Where = Partial<Pick<Issue, 'path' | 'row' | 'column' | 'found' | 'expected'>>;

/** The same as an issue of a command: `issueOf('NO_SUCH_DATE', { found }, { path: '/drawnOn' })`. */
export function issueOf<C extends ErrorCode>(
  code: C,
  parameters: NonNullable<ErrorParameters<C>[0]>,
  where: Where & { severity?: Severity } = {},
): Issue {
  const { http: _, ...error } = (errorOf as (code: C, values: unknown) => CatalogueError)(
    code,
    parameters,
  );
  return { severity: 'ERROR', ...where, ...error };
}

/** Whether a text is a code of this catalogue. */
export const isErrorCode = (code: string): code is ErrorCode => Object.hasOwn(ERRORS, code);
