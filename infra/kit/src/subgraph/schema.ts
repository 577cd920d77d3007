import 'reflect-metadata';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { printSchemaWithDirectives } from '@graphql-tools/utils';
import {
  type GraphQLSchema,
  Kind,
  type NameNode,
  parse,
  print,
  type TypeNode,
  visit,
} from 'graphql';
import {
  buildSchemaSync,
  createResolversMap,
  getMetadataStorage,
  type NonEmptyArray,
} from 'type-graphql';
import type { ServiceDefinition } from '../service.ts';
import { requirePrincipal } from '../identity/access.ts';
import type { RequestContext } from './context.ts';
import { refuseUnnamed } from './entities.ts';
import { refusal } from './errors.ts';
import { batched, type Reference, type ReferenceLoader } from './references.ts';
import { refuseUnstorable } from './given.ts';
import { reachResolvers } from './reaching.ts';
import { submitResolver } from './submit.graphql.ts';

/** What of a service makes its subgraph. */
export type SubgraphParts = Pick<ServiceDefinition, 'service' | 'resolvers' | 'references'>;

const FEDERATION = [
  'extend schema @link(url: "https://specs.apollo.dev/federation/v2.9",',
  '  import: ["@key", "@shareable", "@external", "@requires", "@provides", "@inaccessible", "@tag"])',
].join('\n');

const ROOTS: ReadonlySet<string> = new Set(['Query', 'Mutation']);

/** The types of `@Resolver(() => Type)`: a stub may be reached from other subgraphs alone, and must be there all the same. */
function resolvedTypes(resolvers: readonly Function[]): Function[] {
  return getMetadataStorage()
    .resolverClasses.filter(({ target }) => resolvers.includes(target))
    .flatMap(({ getObjectType }) => {
      try {
        return [getObjectType()];
      } catch {
        return []; // type-graphql throws for `@Resolver()` without a type
      }
    });
}

const made = new WeakMap<readonly Function[], GraphQLSchema>();

/** type-graphql keeps its metadata in one global store: only the service's own resolvers and what they reach get in. */
function ownSchema({ service, resolvers }: SubgraphParts): GraphQLSchema {
  let schema = made.get(resolvers);
  if (!schema) {
    schema = buildSchemaSync({
      resolvers: [...resolvers, submitResolver(service)] as unknown as NonEmptyArray<Function>,
      orphanedTypes: resolvedTypes(resolvers),
      validate: false,
      authChecker: ({ context }, roles) => {
        const { role } = requirePrincipal(context as RequestContext);
        return roles.length === 0 || roles.includes(role);
      },
    });
    made.set(resolvers, schema);
  }
  return schema;
}

/**
 * What type-graphql cannot say. Every root field may be null: one service that is down must not blank what the others
 * answer, nor one field of a mutation that fails what came of its neighbours. So may be what has a default: `Int! = 50`
 * refuses a variable that is null, which is not given.
 */
function loosened(sdl: string): string {
  const nullable = <Node extends { type: TypeNode }>(node: Node): Node | undefined =>
    node.type.kind === Kind.NON_NULL_TYPE ? { ...node, type: node.type.type } : undefined;
  const document = visit(
    visit(parse(sdl), {
      InputValueDefinition: (node) => (node.defaultValue ? nullable(node) : undefined),
    }),
    {
      ObjectTypeDefinition: ({ name }: { name: NameNode }) =>
        ROOTS.has(name.value) ? undefined : false,
      FieldDefinition: nullable,
    },
  );
  return print(document);
}

/** The subgraph's SDL, as composition reads it; needs no server. */
export function subgraphSdl(parts: SubgraphParts): string {
  return `${FEDERATION}\n\n${loosened(printSchemaWithDirectives(ownSchema(parts)))}\n`;
}

/** The executable subgraph, `_entities` included; needs no server. */
export function subgraphSchema(parts: SubgraphParts): GraphQLSchema {
  const resolvers = createResolversMap(ownSchema(parts)) as Record<string, object>;
  for (const [type, load] of Object.entries(parts.references ?? {})) {
    resolvers[type] = { ...resolvers[type], __resolveReference: referenceResolver(load) };
  }
  const typeDefs = parse(subgraphSdl(parts));
  const schema = buildSubgraphSchema({ typeDefs, resolvers: resolvers as never });
  refuseUnnamed(schema, typeDefs);
  reachResolvers(schema);
  // Composition reads `subgraphSdl`; nobody asks a running service for its SDL.
  schema.getQueryType()!.getFields()['_service']!.resolve = () => {
    throw refusal('FORBIDDEN', { what: '_service' });
  };
  return schema;
}

function referenceResolver(load: ReferenceLoader) {
  const loadOne = batched(load);
  // Async, so that what is wrong with one reference is told of that one alone.
  return async (reference: Reference, context: RequestContext): Promise<object | null> => {
    requirePrincipal(context);
    for (const [name, value] of Object.entries(reference)) {
      if (typeof value === 'string') refuseUnstorable(value, name);
    }
    return loadOne(reference, context);
  };
}
