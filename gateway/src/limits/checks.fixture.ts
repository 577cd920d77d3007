import { readFileSync } from 'node:fs';
import { ApolloGateway } from '@apollo/gateway';
import { ApolloServer } from '@apollo/server';
import { type GraphQLSchema, getOperationAST, parse, validate } from 'graphql';
import { forbidTelemetry } from '../config.ts';
import { createChecks, type LIMITS } from './before-planning.ts';
import { type Weighed, weigh } from './cost.ts';
import { sizesIn } from './size.ts';
import { SIZES } from './sizes.ts';
import type { QueryPlan } from '../plans/plan.ts';
import { ownershipIn } from './supergraph.ts';

const SUPERGRAPH = readFileSync(
  new URL('../../../schema/graphql/supergraph.graphql', import.meta.url),
  'utf8',
);

export interface Checks {
  /** As clients see it, with the scalars of the services. */
  schema: GraphQLSchema;
  /** The codes with which an operation is refused, and where. */
  codes: (query: string, variables?: object) => string[];
  /** The same with other limits. */
  under: (limits: typeof LIMITS) => Checks['codes'];
  /** What a valid operation weighs. */
  weighed: (query: string) => Weighed;
  /** The requests to services that @apollo/gateway plans for an operation, without white space. */
  planned: (query: string) => Promise<string[]>;
  stop: () => Promise<void>;
}

/** The checks over the committed supergraph, and the planner whose work they bound. */
export async function openChecks(): Promise<Checks> {
  forbidTelemetry();
  let schema: GraphQLSchema | undefined;
  let requests: string[] = [];
  const gateway = new ApolloGateway({
    supergraphSdl: SUPERGRAPH,
    buildService: () => ({ process: async () => ({ data: {} }) }),
    experimental_didResolveQueryPlan({ queryPlan }) {
      requests = requestsIn(queryPlan.node as PlanNode);
    },
  });
  gateway.onSchemaLoadOrUpdate(({ apiSchema }) => (schema = apiSchema));
  const server = new ApolloServer({ gateway, nodeEnv: 'production' });
  await server.start();
  const owned = ownershipIn(SUPERGRAPH);
  const sizes = sizesIn(schema!, SIZES);

  const under = (limits?: typeof LIMITS): Checks['codes'] => {
    const check = createChecks(schema!, SUPERGRAPH, limits);
    return (query, variables = {}) => {
      const document = parse(query);
      const operation = getOperationAST(document) ?? undefined;
      return check({
        document,
        operation,
        operationName: undefined,
        variables: variables as Record<string, unknown>,
      }).map(({ message, extensions }) => `${String(extensions['code'])}: ${message}`);
    };
  };
  return {
    schema: schema!,
    codes: under(),
    under,
    weighed(query) {
      const document = parse(query);
      const errors = validate(schema!, document);
      if (errors.length > 0) throw new Error(errors.join('\n'));
      return weigh(document, getOperationAST(document)!, schema!, owned, sizes);
    },
    async planned(query) {
      requests = [];
      await server.executeOperation({ query });
      return requests;
    },
    stop: () => server.stop(),
  };
}

type PlanNode = NonNullable<QueryPlan['node']>;

function requestsIn(node: PlanNode | undefined): string[] {
  switch (node?.kind) {
    case 'Fetch':
      return [node.operation.replace(/\s+/g, '')];
    case 'Flatten':
      return requestsIn(node.node);
    case 'Sequence':
    case 'Parallel':
      return node.nodes.flatMap(requestsIn);
    default:
      throw new Error(`not looked into: ${String(node?.kind)}`);
  }
}
