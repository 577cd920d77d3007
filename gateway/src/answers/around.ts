import type { ApolloServerOptions, BaseContext } from '@apollo/server';
import { refusal } from '@qianfan/kit/subgraph/errors';
import { GraphQLError } from 'graphql';
import { isObject, MOST_ERRORS, type Path } from './told.ts';

export type Gateway = NonNullable<ApolloServerOptions<BaseContext>['gateway']>;
export type Executor = NonNullable<Awaited<ReturnType<Gateway['load']>>['executor']>;
type Result = Awaited<ReturnType<Executor>>;

/**
 * An executor whose errors are real ones, each in a place of its own: whatever it throws or calls an error, nobody after
 * it finds anything but a GraphQLError that can be written to. What `@apollo/gateway` hides in `extensions` becomes
 * errors too.
 */
export const around =
  (execute: Executor): Executor =>
  async (request) => {
    try {
      return ours(await execute(request));
    } catch (error) {
      return { data: null, errors: [errorOf(error)] };
    }
  };

function ours({ errors = [], extensions, ...result }: Result): Result {
  const { valueCompletion, ...rest } = (extensions ?? {}) as { valueCompletion?: unknown };
  const hidden = Array.isArray(valueCompletion) ? valueCompletion : [];
  if (errors.length === 0 && hidden.length === 0) return { ...result, ...extended(rest) };
  const all = [...errors.map(errorOf), ...hidden.map(incomplete)];
  const count = all.reduce(
    (sum, error) => sum + moreOf(error),
    Math.max(0, all.length - MOST_ERRORS),
  );
  const shown = all.slice(0, MOST_ERRORS);
  if (count > 0) shown.push(refusal('MORE_ERRORS', { count }));
  return { ...result, ...extended(rest), errors: shown };
}

const extended = (extensions: object) => (Object.keys(extensions).length > 0 ? { extensions } : {});

/** How many more there were than a service's answer shows. */
function moreOf(error: GraphQLError): number {
  const { more } = error.extensions;
  delete error.extensions['more'];
  return typeof more === 'number' ? more : 0;
}

/** A value that may not be null is: the services answered, but not together. */
function incomplete(found: unknown): GraphQLError {
  const { path, message } = isObject(found) ? found : {};
  const what = typeof message === 'string' ? message.replace(/\.$/, '') : String(path);
  return at(refusal('BAD_ANSWER', { service: 'gateway', what }), path);
}

function errorOf(error: unknown): GraphQLError {
  if (error instanceof GraphQLError) return error;
  const { message, path } = isObject(error) ? error : {};
  const originalError = error instanceof Error ? error : new Error(String(message ?? error));
  return at(new GraphQLError(originalError.message, { originalError }), path);
}

const at = (error: GraphQLError, path: unknown): GraphQLError =>
  Array.isArray(path)
    ? new GraphQLError(error.message, {
        path: path as Path,
        extensions: error.extensions,
        originalError: error.originalError,
      })
    : error;
