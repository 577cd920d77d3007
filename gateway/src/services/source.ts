import type { GraphQLDataSource } from '@apollo/gateway';
import { CUT_HEADER } from '@qianfan/kit/subgraph/headers';
import { refusal } from '@qianfan/kit/subgraph/errors';
import type { Service } from '@qianfan/schema/kernel/fact';
import { GraphQLError } from 'graphql';
import type { Answer, GatewayContext } from '../context.ts';
import type { ServiceClient } from './client.ts';

export interface Source extends GraphQLDataSource<GatewayContext> {
  /** Sends a request, a JSON text, and keeps what it hears with the context: `process` does not send the same again. */
  ask: (body: string, isMutation: boolean, context: GatewayContext) => Promise<Answer>;
}

/**
 * What a subgraph is asked with. The RemoteGraphQLDataSource of @apollo/gateway builds Headers and Request objects for
 * each fetch, which costs three times what all the rest does (`npm run bench`).
 */
export function createSource(client: ServiceClient, called: (service: Service) => void): Source {
  const { service } = client;

  const send = async (
    body: string,
    isMutation: boolean,
    context: GatewayContext,
  ): Promise<{ answer: Answer; text?: string }> => {
    called(service);
    try {
      const text = await client.post(body, headersOf(context), isMutation);
      const answer = parse(text);
      if (!answer) throw refusal('UNAVAILABLE', { service });
      // Its database is away.
      if (answer.errors?.some(({ extensions }) => extensions?.['code'] === 'UNAVAILABLE')) {
        context.unavailable?.add(service);
      }
      return { answer, text };
    } catch (error) {
      context.unavailable?.add(service);
      const { message, extensions } = error as GraphQLError;
      const told = new GraphQLError(message, { extensions: { ...extensions, service } });
      return { answer: { errors: [told] } };
    }
  };

  return {
    async ask(body, isMutation, context) {
      const { answer, text } = await send(body, isMutation, context);
      context.heard.push({ service, body, again: () => (text ? parse(text)! : answer) });
      return answer;
    },
    async process({ request: { query, variables }, context: given }) {
      const context = given as GatewayContext;
      const body = JSON.stringify(variables ? { query, variables } : { query });
      const at = context.heard?.findIndex((one) => one.service === service && one.body === body);
      if (at !== undefined && at >= 0) return context.heard.splice(at, 1)[0]!.again();
      const { answer } = await send(body, query!.startsWith('mutation'), context);
      return answer;
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

function parse(text: string): Answer | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isAnswer(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

const isAnswer = (value: unknown): value is Answer =>
  typeof value === 'object' && value !== null && ('data' in value || 'errors' in value);
