import {
  type DocumentNode,
  Kind,
  type OperationDefinitionNode,
  type VariableNode,
  visit,
} from 'graphql';
import type { Executor } from '../answers/around.ts';

type Request = Parameters<Executor>[0];

/** What a plan calls the variable in which it tells a service of entities. */
const TAKEN = 'representations';

const renamed = new WeakMap<OperationDefinitionNode, Renamed>();

interface Renamed {
  name: string;
  document: DocumentNode;
  operation: OperationDefinitionNode;
}

/** A request none of whose variables has the name that plans need for their own: one that has is given another. */
export function withFreeName(request: Request): Request {
  const { operation, document } = request;
  if (!operation.variableDefinitions?.some(({ variable }) => variable.name.value === TAKEN)) {
    return request;
  }
  let known = renamed.get(operation);
  if (!known) renamed.set(operation, (known = rename(document, operation)));
  const { [TAKEN]: value, ...variables } = request.request.variables ?? {};
  return {
    ...request,
    document: known.document,
    operation: known.operation,
    request: {
      ...request.request,
      variables: value === undefined ? variables : { ...variables, [known.name]: value },
    },
  };
}

function rename(document: DocumentNode, operation: OperationDefinitionNode): Renamed {
  const names = new Set<string>();
  visit(document, { Variable: (node) => void names.add(node.name.value) });
  let name = `${TAKEN}_`;
  while (names.has(name)) name += '_';
  const changed = visit(document, {
    Variable: (node): VariableNode | undefined =>
      node.name.value === TAKEN ? { ...node, name: { ...node.name, value: name } } : undefined,
  });
  const at = document.definitions.indexOf(operation);
  const found = changed.definitions[at];
  if (found?.kind !== Kind.OPERATION_DEFINITION)
    throw new Error('an operation of another document');
  return { name, document: changed, operation: found };
}
