import {
  type ErrorCode,
  type ErrorParameters,
  type CatalogueError,
  errorOf,
} from '@qianfan/schema/errors/catalogue';
import { GraphQLError } from 'graphql';

const show = ({ code, message, fix }: CatalogueError, extensions: object): GraphQLError =>
  new GraphQLError(`${message.zh} ${message.en}`, {
    extensions: { code, text: message, fix, ...extensions },
  });

/**
 * An error of the catalogue as GraphQL shows it: the message in Chinese, then English; `extensions` carry the stable
 * `code`, the `text` and the `fix` in both languages. Throw it from any resolver: `refusal('NOT_FOUND', { what: id })`.
 */
export function refusal<C extends ErrorCode>(
  code: C,
  ...parameters: ErrorParameters<C>
): GraphQLError {
  return show(errorOf(code, ...parameters), {});
}

/** The same for a request that is refused whole, before any resolver: HTTP answers with the code's status. */
export function requestRefusal<C extends ErrorCode>(
  code: C,
  ...parameters: ErrorParameters<C>
): GraphQLError {
  const error = errorOf(code, ...parameters);
  return show(error, { http: { status: error.http } });
}
