import type { ApolloServerPlugin, BaseContext } from '@apollo/server';
import { type ErrorCode, errorOf, isErrorCode } from '@qianfan/schema/errors/catalogue';
import type { Service } from '@qianfan/schema/kernel/fact';
import type { Text } from '@qianfan/schema/kernel/issue';
import type { GraphQLError, GraphQLFormattedError } from 'graphql';
import { LONGEST_READ_SECONDS } from '../postgres/cancellable.ts';
import { isCancelled, isTransient } from '../postgres/errors.ts';
import type { Logger } from '../telemetry/logger.ts';
import { capped, refusal, requestRefusal } from './errors.ts';

/** Codes of the protocol that GraphQL's own machinery sets; all others are of the catalogue. */
const PROTOCOL: ReadonlySet<string> = new Set([
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'BAD_USER_INPUT',
  'BAD_REQUEST',
  'OPERATION_RESOLUTION_FAILURE',
  'PERSISTED_QUERY_NOT_FOUND',
  'PERSISTED_QUERY_NOT_SUPPORTED',
]);

/** What of an error's extensions a client may see, beside its code. */
const SHOWN = ['text', 'fix', 'issues', 'retryAfter', 'service', 'requestId'] as const;

const isKnown = (code: unknown): code is string =>
  typeof code === 'string' && code !== 'INTERNAL' && (PROTOCOL.has(code) || isErrorCode(code));

/**
 * What the client sees of an error: those of the catalogue and of the protocol as they are, without stack traces and
 * inner details; anything else as INTERNAL with the id under which the log has it.
 */
export function maskError(formatted: GraphQLFormattedError): GraphQLFormattedError {
  const { message, locations, path, extensions = {} } = formatted;
  const place = { ...(locations ? { locations } : {}), ...(path ? { path } : {}) };
  const { code } = extensions;
  if (!isKnown(code)) {
    const requestId = typeof extensions['requestId'] === 'string' ? extensions['requestId'] : '?';
    const { fix, message: text } = errorOf('INTERNAL', { requestId });
    return {
      message: `${text.zh} ${text.en}`,
      ...(path ? { path } : {}),
      extensions: { code: 'INTERNAL', text, fix, requestId },
    };
  }
  const shown = Object.fromEntries(
    SHOWN.flatMap((name) => (extensions[name] === undefined ? [] : [[name, extensions[name]]])),
  );
  if (shown['text'] || !isErrorCode(code)) {
    return { message, ...place, extensions: { code, ...shown } };
  }
  const { text, fix } = inBothLanguages(code, message);
  return {
    message: `${text.zh} ${text.en}`,
    ...place,
    extensions: { code, text, fix, ...shown },
  };
}

/** The texts of the catalogue for errors that GraphQL itself worded, in English alone. */
function inBothLanguages(code: ErrorCode, words: string): { text: Text; fix: Text } {
  const about = errorOf as (code: ErrorCode, parameters: object) => ReturnType<typeof errorOf>;
  const { message: text, fix } = about(code, { what: capped(words).replace(/\.$/, '') });
  return { text, fix };
}

/**
 * Gives every error the id of its request, and logs those that clients do not see. While its Postgres is away a service
 * is UNAVAILABLE, and HTTP says 503.
 */
export function errorPlugin<Context extends BaseContext & { requestId: string }>(
  logger: Logger,
  service?: Service,
): ApolloServerPlugin<Context> {
  return {
    requestDidStart: async () => ({
      didEncounterErrors: async ({ errors, contextValue: { requestId }, operationName }) => {
        for (const error of errors) {
          if (service && isTransient(error.originalError)) {
            become(error, requestRefusal('UNAVAILABLE', { service }), { service });
          }
          if (isCancelled(error.originalError))
            become(error, refusal('TIMEOUT', { limit: LONGEST }));
          error.extensions['requestId'] = requestId;
          if (isKnown(error.extensions['code'] ?? protocolCode(error.message))) continue;
          logger.error({ err: error.originalError ?? error, requestId, operationName }, 'masked');
        }
      },
    }),
    unexpectedErrorProcessingRequest: async ({ error, requestContext }) => {
      const { requestId } = requestContext.contextValue;
      logger.error({ err: error, requestId }, 'unexpected');
    },
  };
}

const LONGEST = `${LONGEST_READ_SECONDS} s`;

function become(error: GraphQLError, { message, extensions }: GraphQLError, more = {}): void {
  error.message = message;
  Object.assign(error.extensions, extensions, more);
}

/** GraphQL's own messages about variables come without a code until Apollo gives them one. */
const protocolCode = (message: string): string | undefined =>
  message.startsWith('Variable "$') ? 'BAD_USER_INPUT' : undefined;
