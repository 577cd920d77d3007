import type { ApolloServerPlugin } from '@apollo/server';
import { requestRefusal } from '@qianfan/kit/subgraph/errors';
import type { OperationDefinitionNode } from 'graphql';
import type { GatewayContext } from '../context.ts';
import { type Demand, demandOf } from './cost.ts';

/** What one operation may ask for: ample for any dashboard, far below what hurts. */
export const LIMITS: Readonly<Demand> = { depth: 12, aliases: 100, cost: 20_000 };

/** Tokens of a document; the parser stops there. */
export const MOST_TOKENS = 10_000;

/** Refuses an operation that is too deep, has too many aliases or costs too much, before it is planned. */
export function limitsPlugin(
  limits: Readonly<Demand> = LIMITS,
): ApolloServerPlugin<GatewayContext> {
  /** Of operations without variables: Apollo keeps their documents. */
  const known = new WeakMap<OperationDefinitionNode, Demand>();
  return {
    requestDidStart: async () => ({
      async didResolveOperation({ document, operation, request }) {
        if (!operation) return;
        const demand = known.get(operation) ?? demandOf(document, operation, request.variables);
        if (!operation.variableDefinitions?.length) known.set(operation, demand);
        for (const what of Object.keys(limits) as (keyof Demand)[]) {
          if (demand[what] > limits[what]) {
            const [found, limit] = [demand[what], limits[what]];
            throw requestRefusal('TOO_COMPLEX', { what, found, limit });
          }
        }
      },
    }),
  };
}
