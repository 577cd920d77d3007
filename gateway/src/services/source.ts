import type { GraphQLDataSource } from '@apollo/gateway';
import { CUT_HEADER } from '@qianfan/kit/subgraph/headers';
import { refusal } from '@qianfan/kit/subgraph/errors';
import type { Service } from '@qianfan/schema/kernel/fact';
import type { GraphQLError, GraphQLSchema } from 'graphql';
import { checked } from '../answers/checked.ts';
import { type Heard, isObject } from '../answers/told.ts';
import type { GatewayContext } from '../context.ts';
import type { ServiceClient } from './client.ts';

export interface Source extends GraphQLDataSource<GatewayContext> {
  /** Sends a request, a JSON text, and keeps what it hears with the context: `process` does not send the same again. */
  ask: (body: string, isMutation: boolean, context: GatewayContext) => Promise<Heard>;
}

/**
 * What a subgraph is asked with. The RemoteGraphQLDataSource of @apollo/gateway builds Headers and Request objects for
 * each fetch, which costs three times what all the rest does (`npm run bench`).
 */
export function createSource(client: ServiceClient, called: (service: Service) => void): Source {
  const { service } = client;

  const hear = async (
    body: string,
    isMutation: boolean,
    context: GatewayContext,
  ): Promise<{ heard: Heard; text?: string }> => {
    called(service);
    try {
      const { statusCode, text } = await client.post(
        body,
        headersOf(context),
        isMutation,
        context.life,
      );
      const heard = heardIn(statusCode, text);
      if (!heard) throw refusal('UNAVAILABLE', { service });
      // Its database is away.
      if (Array.isArray(heard.errors) && heard.errors.some(isUnavailable)) {
        context.unavailable.add(service);
      }
      return { heard, text };
    } catch (error) {
      const { message, extensions } = error as GraphQLError;
      if (extensions['code'] !== 'TOO_COMPLEX') context.unavailable.add(service);
      return { heard: { errors: [{ message, extensions: { ...extensions, service } }] } };
    }
  };

  return {
    async ask(body, isMutation, context) {
      const { heard, text } = await hear(body, isMutation, context);
      context.heard.push({ service, body, again: () => (text ? parsed(text) : heard) });
      return heard;
    },
    async process({ request: { query, variables }, context: given, ...more }) {
      const context = given as GatewayContext;
      const { schema } = (more as { incomingRequestContext: { schema: GraphQLSchema } })
        .incomingRequestContext;
      const body = JSON.stringify(variables ? { query, variables } : { query });
      const at = context.heard.findIndex((one) => one.service === service && one.body === body);
      const isMutation = query!.startsWith('mutation');
      const heard =
        at >= 0
          ? context.heard.splice(at, 1)[0]!.again()
          : (await hear(body, isMutation, context)).heard;
      return checked(schema, service, { query: query!, variables }, heard);
    },
  };
}

function headersOf({ requestId, authorization, cut }: Partial<GatewayContext>) {
  const headers: Record<string, string> = { 'content-type': 'application/json' };
  if (requestId) headers['x-request-id'] = requestId;
  if (authorization) headers['authorization'] = authorization;
  if (cut !== undefined) headers[CUT_HEADER] = String(cut);
  return headers;
}

/** `undefined` where it is no answer of GraphQL's at all. */
function heardIn(statusCode: number, text: string): Heard | undefined {
  try {
    const value: unknown = parsed(text);
    if (!isObject(value)) return undefined;
    // What comes with the status of a failure counts only where it says what failed.
    const isSaid = statusCode < 300 ? 'data' in value || 'errors' in value : 'errors' in value;
    return isSaid ? value : undefined;
  } catch {
    return undefined;
  }
}

const parsed = (text: string): Heard => JSON.parse(text) as Heard;

const isUnavailable = (error: unknown): boolean =>
  isObject(error) && isObject(error['extensions']) && error['extensions']['code'] === 'UNAVAILABLE';
