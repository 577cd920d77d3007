import { requestRefusal } from '@qianfan/kit/subgraph/errors';
import {
  type DocumentNode,
  type GraphQLError,
  type GraphQLSchema,
  Kind,
  type OperationDefinitionNode,
  specifiedRules,
  validate,
} from 'graphql';
import { aliasRule } from './aliases.ts';
import { documentBeyond } from './bounds.ts';
import { type Demand, type Extent, weigh, type Weighed } from './cost.ts';
import { fitting, invalid, type Measured, MOST_ERRORS, tooMuch } from './refusals.ts';
import { withRealScalars } from './scalars.ts';
import { sizesIn } from './size.ts';
import { SIZES } from './sizes.ts';
import { ownershipIn } from './supergraph.ts';
import { declaredBy, effective, type Values, variableErrors } from './variables.ts';

/** What one operation may ask for: ample for any dashboard, far below what hurts. */
export const LIMITS: Readonly<Extent & Demand> = {
  depth: 12,
  aliases: 100,
  /** Planning takes about 0.1 ms for each, and 0.5 ms for each request to a service, during which nobody is answered. */
  fields: 1_000,
  fetches: 40,
  cost: 60_000,
  levels: 12_000,
};

export interface Asked {
  document: DocumentNode;
  /** `undefined` where none could be told. */
  operation: OperationDefinitionNode | undefined;
  operationName: string | undefined;
  variables: Values;
}

/** Why an operation is not to be planned; none where it is. */
export type Checks = (asked: Asked) => readonly GraphQLError[];

type Prepared =
  | { errors: GraphQLError[] }
  | { declared: ReturnType<typeof declaredBy>; weighed: Weighed };

/** What follows from the document alone is found once: Apollo Server keeps its documents. */
export function createChecks(
  schema: GraphQLSchema,
  supergraph: string,
  limits: Readonly<Extent & Demand> = LIMITS,
): Checks {
  withRealScalars(schema);
  const owned = ownershipIn(supergraph);
  const sizes = sizesIn(schema, SIZES);
  const rules = [...specifiedRules, aliasRule(owned)];
  const known = new WeakMap<OperationDefinitionNode, Prepared>();

  const invalidity = (document: DocumentNode): GraphQLError[] => {
    const measured = documentBeyond(document);
    if (measured) return [tooMuch(measured)];
    const errors = validate(schema, document, rules, {
      maxErrors: MOST_ERRORS,
      hideSuggestions: true,
    });
    return fitting(errors.map(invalid));
  };

  const prepare = (document: DocumentNode, operation: OperationDefinitionNode): Prepared => {
    const errors = invalidity(document);
    if (errors.length > 0) return { errors };
    if (!schema.getRootType(operation.operation))
      return { errors: [requestRefusal('NO_SUBSCRIPTIONS')] };
    const weighed = weigh(document, operation, schema, owned, sizes);
    const measured = beyond(weighed.extent, limits);
    return measured
      ? { errors: [tooMuch(measured)] }
      : { declared: declaredBy(operation, schema), weighed };
  };

  return ({ document, operation, operationName, variables }) => {
    if (!operation) return [unresolved(document, operationName)];
    const prepared = known.get(operation) ?? prepare(document, operation);
    known.set(operation, prepared);
    if ('errors' in prepared) return prepared.errors;
    const { declared, weighed } = prepared;
    const errors = variableErrors(declared, variables, operation.operation === 'query');
    if (errors.length > 0) return fitting(errors);
    const measured = beyond(weighed.demand(effective(declared, variables)), limits);
    return measured ? [tooMuch(measured)] : [];
  };
}

function beyond(
  found: Partial<Extent & Demand>,
  limits: Readonly<Extent & Demand>,
): Measured | undefined {
  const what = (Object.keys(found) as (keyof typeof limits)[]).find(
    (name) => found[name]! > limits[name],
  );
  return what && { what, found: found[what]!, limit: limits[what] };
}

const SHOWN = 60;

function unresolved(
  { definitions }: DocumentNode,
  operationName: string | undefined,
): GraphQLError {
  const names = definitions.flatMap((definition) =>
    definition.kind === Kind.OPERATION_DEFINITION ? [definition.name?.value ?? '—'] : [],
  );
  const shown = (name: string) => (name.length > SHOWN ? `${name.slice(0, SHOWN)}…` : name);
  return requestRefusal('OPERATION_RESOLUTION_FAILURE', {
    found: operationName === undefined ? '—' : `"${shown(operationName)}"`,
    names: names.slice(0, 5).map(shown).join(', ') || '—',
  });
}
