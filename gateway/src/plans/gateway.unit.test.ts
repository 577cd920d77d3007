import { readFileSync } from 'node:fs';
import { ApolloGateway } from '@apollo/gateway';
import { ApolloServer } from '@apollo/server';
import { SERVICES } from '@qianfan/schema/kernel/fact';
import { type GraphQLSchema, type OperationDefinitionNode, getOperationAST, parse } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { around, type Gateway } from '../answers/around.ts';
import { forbidTelemetry } from '../config.ts';
import type { GatewayContext } from '../context.ts';
import { readOperations } from '../operations/manifest.ts';
import type { ServiceClient } from '../services/client.ts';
import { createLife } from '../services/life.ts';
import { createSource } from '../services/source.ts';
import { answerTo, type Dirt, variablesOf } from './answers.fixture.ts';
import { createPlans } from './gateway.ts';

const SUPERGRAPH = new URL('../../../schema/graphql/supergraph.graphql', import.meta.url);
const SEEDS = Array.from({ length: 25 }, (_, seed) => seed);

const OF_ENTERPRISE = `id name { zh } county { code } lists { code version }
  loans(first: 10) { nodes { id balance { amount } classification enterprise { name { en } } } }
  filings(first: 10) { nodes { id status } }`;
const QUERIES: Readonly<Record<string, string>> = {
  'three services': `{ enterprises(first: 20) { nodes { ${OF_ENTERPRISE} } } }`,
  'one entity, aliases and names': `query ($id: ID!) { __typename
    it: enterprise(id: $id) { kind: __typename __typename ${OF_ENTERPRISE} } }`,
  'fragments and fields twice': `query { ...A enterprises { nodes { name { en } } totalCount } }
    fragment A on Query { enterprises { nodes { ... on Enterprise { name { zh } id } ...B } } }
    fragment B on Enterprise { loans { totalCount } loans { nodes { id } } }`,
  ...Object.fromEntries([...readOperations().values()].map((text) => [nameOf(text), text])),
};
/** What is left to @apollo/gateway. */
const RARE: Readonly<Record<string, string>> = {
  directives: `query ($so: Boolean = false) { institutions { nodes { code @skip(if: $so) } } }`,
  introspection: `{ __schema { queryType { name } } institutions { nodes { code } } }`,
  'a name that every object has': `{ institutions { toString: nodes { code } } }`,
  'nothing of a service': `{ __typename }`,
};

let seed = 0;
let dirt: Dirt = 0;
let schema: GraphQLSchema;
let posts: string[] = [];

const sources = new Map(
  SERVICES.map((service) => {
    const post: ServiceClient['post'] = async (body) => {
      posts.push(`${service} ${body}`);
      return { statusCode: 200, text: answerTo(schema, body, seed, dirt) };
    };
    return [service as string, createSource({ service, post } as ServiceClient, () => {})];
  }),
);
const gateway = (options: object = {}) =>
  new ApolloGateway({
    supergraphSdl: readFileSync(SUPERGRAPH, 'utf8'),
    buildService: ({ name }) => sources.get(name)!,
    ...options,
  });
const serve = (of: Gateway) =>
  new ApolloServer<GatewayContext>({ gateway: of, nodeEnv: 'production' });

let theirs: ApolloServer<GatewayContext>;
let ours: ApolloServer<GatewayContext>;

beforeAll(async () => {
  forbidTelemetry();
  const plain = gateway();
  plain.onSchemaLoadOrUpdate(({ apiSchema }) => (schema = apiSchema));
  theirs = serve({
    onSchemaLoadOrUpdate: (callback) => plain.onSchemaLoadOrUpdate(callback),
    stop: () => plain.stop(),
    load: async (options) => ({ executor: around((await plain.load(options)).executor!) }),
  });
  const plans = createPlans();
  const planner = gateway({ experimental_didResolveQueryPlan: plans.learn });
  ours = serve(plans.over(planner, (service, ...asked) => sources.get(service)!.ask(...asked)));
  await Promise.all([theirs.start(), ours.start()]);
});
afterAll(() => Promise.all([theirs.stop(), ours.stop()]));

async function ask(server: ApolloServer<GatewayContext>, query: string, variables: object) {
  posts = [];
  const contextValue = {
    unavailable: new Set(),
    heard: [],
    life: createLife(),
  } as unknown as GatewayContext;
  const { body } = await server.executeOperation(
    { query, variables: variables as never },
    { contextValue },
  );
  if (body.kind !== 'single') throw new Error('not one answer');
  const { data, errors = [] } = JSON.parse(JSON.stringify(body.singleResult));
  return {
    text: JSON.stringify(data),
    errors: errors.map((error: unknown) => JSON.stringify(error)).toSorted(),
    posts: posts.toSorted(),
    heard: contextValue.heard.length,
  };
}

async function both(query: string) {
  const variables = variablesOf(schema, operationOf(query), seed);
  const { heard, ...our } = await ask(ours, query, variables);
  const { heard: none, ...their } = await ask(theirs, query, variables);
  expect(none).toBe(0);
  return { our, their, isOurs: heard > 0 && heard === our.posts.length };
}

describe.each(Object.entries(QUERIES))('%s', (_, query) => {
  beforeAll(async () => {
    [seed, dirt] = [1000, 0];
    await ask(ours, query, variablesOf(schema, operationOf(query), seed)); // planned
  });

  it('is answered without @apollo/gateway, letter for letter as it would', async () => {
    for (seed of SEEDS) {
      dirt = 0;
      const { our, their, isOurs } = await both(query);
      expect(our, `seed ${seed}`).toEqual(their);
      expect([isOurs, our.errors], `seed ${seed}`).toEqual([true, []]);
    }
  });

  it.each([5, 50] as const)(
    'has its nulls and its errors where %i of 1000 do not fit',
    async (d) => {
      dirt = d;
      for (seed of SEEDS) {
        const { our, their } = await both(query);
        // Ours may have asked for more before it was seen that an answer does not fit; nothing was asked twice.
        expect(our.posts, `seed ${seed}`).toEqual(expect.arrayContaining(their.posts));
        expect(new Set(our.posts).size, `seed ${seed}`).toBe(our.posts.length);
        expect({ ...our, posts: [] }, `seed ${seed}`).toEqual({ ...their, posts: [] });
      }
    },
  );
});

describe.each(Object.entries(RARE))('%s', (_, query) => {
  it('is left to @apollo/gateway', async () => {
    for (seed of [1, 2]) {
      const { our, their, isOurs } = await both(query);
      expect([our, isOurs]).toEqual([their, false]);
    }
  });
});

function operationOf(query: string): OperationDefinitionNode {
  return getOperationAST(parse(query))!;
}

function nameOf(query: string): string {
  return getOperationAST(parse(query))!.name!.value;
}
