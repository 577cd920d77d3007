import type { ApolloServerPlugin } from '@apollo/server';
import { ERRORS, type ErrorCode, isErrorCode } from '@qianfan/schema/errors/catalogue';
import type { GraphQLFormattedError } from 'graphql';
import type { GatewayContext } from '../context.ts';

/** Of services that could not answer; the first of them that an answer has gives its status. */
const NOT_NOW: readonly ErrorCode[] = ['UNAVAILABLE', 'TIMEOUT', 'BAD_ANSWER'];

/**
 * HTTP says 503, 504 or 502 where nothing of an answer could be had because services did not answer: whoever looks at
 * the status alone knows to try again. With one field that has a value it stays 200.
 */
export function statusPlugin(): ApolloServerPlugin<GatewayContext> {
  return {
    requestDidStart: async () => ({
      async willSendResponse({ response }) {
        if (response.body.kind !== 'single') return;
        const { data, errors = [] } = response.body.singleResult;
        const codes = new Set(errors.map(codeOf));
        codes.delete('MORE_ERRORS');
        if (codes.size === 0 || !isEmpty(data)) return;
        const known = NOT_NOW.filter((code) => codes.delete(code));
        if (codes.size === 0) response.http.status = ERRORS[known[0]!].http;
      },
    }),
  };
}

const codeOf = ({ extensions }: GraphQLFormattedError): ErrorCode | undefined => {
  const code = String(extensions?.['code']);
  return isErrorCode(code) ? code : undefined;
};

const isEmpty = (data: Record<string, unknown> | null | undefined): boolean =>
  Object.values(data ?? {}).every((value) => value === null);
