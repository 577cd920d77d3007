import type { ApolloGateway, Experimental_DidResolveQueryPlanCallback } from '@apollo/gateway';
import type { Service } from '@qianfan/schema/kernel/fact';
import type { OperationDefinitionNode } from 'graphql';
import { around, type Executor, type Gateway } from '../answers/around.ts';
import type { Heard } from '../answers/told.ts';
import type { GatewayContext } from '../context.ts';
import { withFreeName } from './free-name.ts';
import { type Step, stepsOf } from './plan.ts';
import { run } from './run.ts';
import { type Shape, shaped, shapeOf } from './shape.ts';
import { Unclean, Unsupported } from './unsupported.ts';

/** Sends a request for a plan, and keeps the answer with the context in case @apollo/gateway asks the same. */
export type AskService = (
  service: Service,
  body: string,
  isMutation: boolean,
  context: GatewayContext,
) => Promise<Heard>;

interface Known {
  steps: Step;
  shape: Shape;
}

/**
 * @apollo/gateway plans an operation and answers it the first time; from then on its plan is executed here, without what
 * it does anew for every request. Variables were looked at before (`limits/before-planning.ts`). Only answers that are whole and fit the schema are ours: for any other it executes
 * the plan itself, over the answers that were heard, so that errors and nulls are its own to the letter.
 */
export function createPlans(): {
  learn: Experimental_DidResolveQueryPlanCallback;
  over: (gateway: ApolloGateway, ask: AskService) => Gateway;
} {
  const known = new WeakMap<OperationDefinitionNode, Known | 'UNSUPPORTED'>();

  return {
    learn({ queryPlan, operationContext: { operation, fragments, schema } }) {
      if (known.has(operation)) return;
      try {
        const shape = shapeOf(operation, fragments, schema);
        known.set(operation, { steps: stepsOf(queryPlan, schema), shape });
      } catch (error) {
        if (!(error instanceof Unsupported)) throw error;
        known.set(operation, 'UNSUPPORTED');
      }
    },

    over: (gateway, ask) => ({
      onSchemaLoadOrUpdate: (callback) => gateway.onSchemaLoadOrUpdate(callback),
      stop: () => gateway.stop(),
      async load(options) {
        const { executor } = await gateway.load(options);
        return {
          executor: executor && around(living(executing(executor, (at) => known.get(at), ask))),
        };
      },
    }),
  };
}

/** The clock of a request runs while its plan is made and executed. */
const living =
  (execute: Executor): Executor =>
  async (request) => {
    const { life } = request.context as GatewayContext;
    life.begin(request.operation.operation === 'mutation' ? 'mutation' : 'query');
    try {
      return await execute(request);
    } finally {
      life.end();
    }
  };

const executing =
  (
    apollo: Executor,
    knownOf: (operation: OperationDefinitionNode) => Known | 'UNSUPPORTED' | undefined,
    ask: AskService,
  ): Executor =>
  async (asked) => {
    const request = withFreeName(asked);
    const { operation } = request;
    const context = request.context as GatewayContext;
    const known = knownOf(operation);
    if (known === undefined || known === 'UNSUPPORTED') return apollo(request);
    const variables = request.request.variables ?? {};
    const heard = await run(known.steps, variables, (service, body, isMutation) =>
      ask(service, body, isMutation, context),
    );
    const data = heard && dataIn(known.shape, heard);
    return data ? { data } : apollo(request);
  };

function dataIn(shape: Shape, heard: unknown): Record<string, unknown> | undefined {
  try {
    return shaped(shape, heard) as Record<string, unknown>;
  } catch (error) {
    if (error instanceof Unclean) return undefined;
    throw error;
  }
}
