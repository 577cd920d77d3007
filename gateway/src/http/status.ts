import type { ApolloServerPlugin } from '@apollo/server';
import type { GraphQLFormattedError } from 'graphql';
import type { GatewayContext } from '../context.ts';

/**
 * HTTP says 503 where nothing of an answer could be had because services are not available: whoever looks at the status
 * alone knows to try again. With one field that has a value it stays 200.
 */
export function statusPlugin(): ApolloServerPlugin<GatewayContext> {
  return {
    requestDidStart: async () => ({
      async willSendResponse({ response }) {
        if (response.body.kind !== 'single') return;
        const { data, errors = [] } = response.body.singleResult;
        if (errors.length > 0 && errors.every(isUnavailable) && isEmpty(data)) {
          response.http.status = 503;
        }
      },
    }),
  };
}

const isUnavailable = ({ extensions }: GraphQLFormattedError): boolean =>
  extensions?.['code'] === 'UNAVAILABLE';

const isEmpty = (data: Record<string, unknown> | null | undefined): boolean =>
  Object.values(data ?? {}).every((value) => value === null);
