import type { ApolloServerPlugin } from '@apollo/server';
import { asksOnlyTypename } from '@qianfan/kit/subgraph/authentication';
import { formatInstant } from '@qianfan/schema/kernel/instant';
import type { GatewayContext } from '../context.ts';
import { mergeAsked } from './asked.ts';
import type { CurrentCut } from './current.ts';
import { resolveCut } from './resolve.ts';

/** Resolves the cut of a query before it is planned, and says in `extensions.cut` what the answer is an answer about. */
export function cutPlugin(current: CurrentCut): ApolloServerPlugin<GatewayContext> {
  return {
    requestDidStart: async () => ({
      async didResolveOperation({ operation, request, contextValue }) {
        if (!contextValue.principal || operation?.operation !== 'query') return;
        if (asksOnlyTypename(operation)) return;
        contextValue.asked = mergeAsked(contextValue.asked, request.extensions);
        contextValue.cut = await resolveCut(contextValue.asked, current, Date.now() * 1000);
      },
      async willSendResponse({ contextValue: { cut, asked, unavailable }, response }) {
        if (cut === undefined || response.body.kind !== 'single') return;
        response.body.singleResult.extensions = {
          ...response.body.singleResult.extensions,
          cut: {
            at: formatInstant(cut),
            ...(asked.asOf ? { asOf: asked.asOf } : {}),
            ...(asked.minCut ? { minCut: asked.minCut } : {}),
            ...(unavailable.size > 0 ? { unavailable: [...unavailable].sort() } : {}),
          },
        };
      },
    }),
  };
}
