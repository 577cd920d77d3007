import { refusal } from '@qianfan/kit/subgraph/errors';
import { isErrorCode } from '@qianfan/schema/errors/catalogue';
import type { Service } from '@qianfan/schema/kernel/fact';
import type { GraphQLError, GraphQLFormattedError } from 'graphql';

export type Path = readonly (string | number)[];
export type Json = Record<string, unknown>;

/** What an answer of a service says, as it was read; nothing of it is known to fit. */
export interface Heard {
  data?: unknown;
  errors?: unknown;
}

/** An error of a service, made fit to be handed on. */
export interface Told {
  message: string;
  path?: Path;
  extensions: Json;
}

/** Of one answer; whoever has more to complain of says how many more. */
export const MOST_ERRORS = 50;
const LONGEST_MESSAGE = 2_000;

export const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** What an answer holds under `errors`, whatever that is: none where it says none. */
export function toldIn(errors: unknown, service: Service): Told[] {
  if (errors === undefined || errors === null) return [];
  if (!Array.isArray(errors)) return [nonsense(service)];
  const told = errors.slice(0, MOST_ERRORS).map((error) => toldOf(error, service));
  return errors.length > MOST_ERRORS ? withMore(told, errors.length - MOST_ERRORS) : told;
}

/** The same, and how many more there are: `aroundExecutor` adds them up. */
export const withMore = (told: readonly Told[], count: number): Told[] =>
  told.map((one, i) => {
    if (i < told.length - 1) return one;
    const before = Number(one.extensions['more'] ?? 0);
    return { ...one, extensions: { ...one.extensions, more: before + count } };
  });

/** A `refusal` as a service would have told it. */
export const toldBy = ({ message, extensions }: GraphQLError, path?: Path): Told => ({
  message,
  ...(path ? { path } : {}),
  extensions: { ...extensions },
});

const nonsense = (service: Service): Told =>
  toldBy(refusal('BAD_ANSWER', { service, what: 'errors' }));

/** Nothing of an error is taken on trust: `extensions.http`, for one, would set the status and headers of our own answer. */
function toldOf(error: unknown, service: Service): Told {
  if (!isObject(error)) return nonsense(service);
  const { message, path, extensions } = error as { [name in keyof GraphQLFormattedError]: unknown };
  const code = isObject(extensions) ? extensions['code'] : undefined;
  const isTyped = typeof code === 'string' && isErrorCode(code);
  return {
    message: typeof message === 'string' ? message.slice(0, LONGEST_MESSAGE) : '',
    ...(isPath(path) ? { path } : {}),
    extensions: isTyped ? { code, ...shownOf(extensions as Json) } : { code: 'INTERNAL' },
  };
}

const isText = (value: unknown): boolean => typeof value === 'string';
const isInBoth = (value: unknown): boolean =>
  isObject(value) && isText(value['zh']) && isText(value['en']);
const SHOWN: Readonly<Record<string, (value: unknown) => boolean>> = {
  text: isInBoth,
  fix: isInBoth,
  issues: Array.isArray,
  retryAfter: Number.isFinite,
  service: isText,
};

const shownOf = (extensions: Json): Json =>
  Object.fromEntries(
    Object.entries(SHOWN).flatMap(([name, fits]) =>
      fits(extensions[name]) ? [[name, extensions[name]]] : [],
    ),
  );

const isPath = (path: unknown): path is Path =>
  Array.isArray(path) &&
  path.length > 0 &&
  path.every((part) => isText(part) || Number.isSafeInteger(part));
