import {
  type ErrorCode,
  type ErrorParameters,
  type CatalogueError,
  errorOf,
} from '@qianfan/schema/errors/catalogue';
import { GraphQLError } from 'graphql';

/** Of what a client sent; what is longer helps nobody to find it. */
const LONGEST = 300;

/** So much of a text that a message is told with. */
export const capped = (text: string): string =>
  text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;

/** An error of the catalogue, told with no more of its parameters than can be read. */
function about<C extends ErrorCode>(code: C, ...[told = {}]: ErrorParameters<C>): CatalogueError {
  const parameters = Object.fromEntries(
    Object.entries(told).map(([name, value]: [string, string | number]) => [
      name,
      typeof value === 'string' ? capped(value) : value,
    ]),
  );
  return (errorOf as (code: C, parameters: object) => CatalogueError)(code, parameters);
}

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
  return show(about(code, ...parameters), {});
}

/** The same for a request that is refused whole, before any resolver: HTTP answers with the code's status. */
export function requestRefusal<C extends ErrorCode>(
  code: C,
  ...parameters: ErrorParameters<C>
): GraphQLError {
  const error = about(code, ...parameters);
  return show(error, { http: { status: error.http } });
}
