import type { Experimental_DidResolveQueryPlanCallback } from '@apollo/gateway';
import { SERVICES, type Service } from '@qianfan/schema/kernel/fact';
import { type GraphQLSchema, isObjectType } from 'graphql';
import { isOrdinary, Unsupported } from './unsupported.ts';

export type QueryPlan = Parameters<Experimental_DidResolveQueryPlanCallback>[0]['queryPlan'];
type PlanNode = NonNullable<QueryPlan['node']>;
type FetchNode = Extract<PlanNode, { kind: 'Fetch' }>;
type Selection = NonNullable<FetchNode['requires']>[number];

export type Step =
  | { kind: 'SEQUENCE' | 'PARALLEL'; steps: readonly Step[] }
  | (Fetch & { kind: 'ROOT' })
  | (Fetch & { kind: 'ENTITIES'; path: readonly string[]; requires: readonly Required[] });

export interface Fetch {
  service: Service;
  /** The JSON text of the request up to its variables. */
  opening: string;
  isMutation: boolean;
  /** Names of the operation's variables that it needs too. */
  usages: readonly string[];
}

/** What of an entity the service has to be told: fields, or what is told of one type alone. */
export type Required =
  | { kind: 'FIELD'; name: string; inner: readonly Required[] | undefined }
  | { kind: 'OF_TYPE'; type: string; inner: readonly Required[] };

/** Of a path into what has been heard: every element of a list. */
export const EACH = '@';

/** A plan of @apollo/gateway as steps. @throws Unsupported for rewrites, conditions, abstract types and other rarities */
export function stepsOf({ node }: QueryPlan, schema: GraphQLSchema): Step {
  if (!node) throw new Unsupported();
  return stepOf(node, schema);
}

function stepOf(node: PlanNode, schema: GraphQLSchema): Step {
  switch (node.kind) {
    case 'Sequence':
    case 'Parallel':
      return {
        kind: node.kind === 'Sequence' ? 'SEQUENCE' : 'PARALLEL',
        steps: node.nodes.map((inner) => stepOf(inner, schema)),
      };
    case 'Fetch':
      if (node.requires) throw new Unsupported();
      return { kind: 'ROOT', ...fetchOf(node) };
    case 'Flatten': {
      const { node: inner, path } = node;
      if (inner.kind !== 'Fetch' || !inner.requires) throw new Unsupported();
      const requires = requiredOf(inner.requires, schema);
      return { kind: 'ENTITIES', ...fetchOf(inner), path: path.map(placeOf), requires };
    }
    default:
      throw new Unsupported();
  }
}

function fetchOf(node: FetchNode): Fetch {
  const { serviceName, operation, operationKind, variableUsages = [] } = node;
  const isRewritten = node.inputRewrites ?? node.outputRewrites ?? node.contextRewrites;
  if (isRewritten?.length || node.hasDefers || !isService(serviceName)) throw new Unsupported();
  const isPlain = (name: string) => isOrdinary(name) && name !== 'representations';
  if (!variableUsages.every(isPlain)) throw new Unsupported();
  return {
    service: serviceName,
    opening: `{"query":${JSON.stringify(operation)},"variables":`,
    isMutation: operationKind === 'mutation',
    usages: variableUsages,
  };
}

function placeOf(place: string | number): string {
  const isPlain = place === EACH || (typeof place === 'string' && /^\w+$/.test(place));
  if (!isPlain || !isOrdinary(place)) throw new Unsupported();
  return place;
}

const requiredOf = (selections: readonly Selection[], schema: GraphQLSchema): Required[] =>
  selections.map((selection) => {
    if (selection.kind === 'Field') {
      const { alias, name, selections: inner } = selection;
      const responseName = alias ?? name;
      if (!isOrdinary(responseName)) throw new Unsupported();
      return { kind: 'FIELD', name: responseName, inner: inner && requiredOf(inner, schema) };
    }
    const { typeCondition: type, selections: inner } = selection;
    if (!type || !isObjectType(schema.getType(type))) throw new Unsupported();
    return { kind: 'OF_TYPE', type, inner: requiredOf(inner, schema) };
  });

const isService = (name: string): name is Service => SERVICES.some((known) => known === name);
