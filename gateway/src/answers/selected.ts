import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  getDirectiveValues,
  getOperationAST,
  GraphQLIncludeDirective,
  type GraphQLNamedType,
  type GraphQLSchema,
  GraphQLSkipDirective,
  isAbstractType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';
import type { Json } from './told.ts';

/** Fields by the name under which they are answered. */
export type Fields = ReadonlyMap<string, readonly FieldNode[]>;

export interface Selected {
  operation: OperationDefinitionNode;
  /** What selection sets ask of an object of some type, with these variables. */
  of: (type: GraphQLNamedType, sets: readonly SelectionSetNode[]) => Fields;
  /** The selection sets of a field. */
  setsOf: (nodes: readonly FieldNode[]) => readonly SelectionSetNode[];
}

/** The field by which a service is asked for what it knows of entities. */
export const ENTITIES = '_entities';

/** What a request asks for. */
export function selectedIn(
  schema: GraphQLSchema,
  document: DocumentNode,
  variables: Json,
): Selected {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const one of document.definitions) {
    if (one.kind === Kind.FRAGMENT_DEFINITION) fragments.set(one.name.value, one);
  }

  const isWanted = (node: SelectionNode): boolean =>
    getDirectiveValues(GraphQLSkipDirective, node, variables)?.['if'] !== true &&
    getDirectiveValues(GraphQLIncludeDirective, node, variables)?.['if'] !== false;

  const isOf = (type: GraphQLNamedType, condition: string): boolean => {
    const wanted = schema.getType(condition);
    if (condition === type.name || !wanted) return true;
    return isAbstractType(wanted) && isObjectType(type) && schema.isSubType(wanted, type);
  };

  const fieldsOf = (type: GraphQLNamedType, sets: readonly SelectionSetNode[]): Fields => {
    const fields = new Map<string, FieldNode[]>();
    const collect = ({ selections }: SelectionSetNode): void => {
      for (const selection of selections.filter(isWanted)) {
        if (selection.kind === Kind.FIELD) {
          const name = (selection.alias ?? selection.name).value;
          fields.set(name, [...(fields.get(name) ?? []), selection]);
          continue;
        }
        const fragment =
          selection.kind === Kind.INLINE_FRAGMENT
            ? selection
            : fragments.get(selection.name.value)!;
        if (isOf(type, fragment.typeCondition?.name.value ?? type.name)) {
          collect(fragment.selectionSet);
        }
      }
    };
    sets.forEach(collect);
    return fields;
  };
  const setsOf = kept((nodes: readonly FieldNode[]) =>
    nodes.flatMap(({ selectionSet }) => (selectionSet ? [selectionSet] : [])),
  );
  const byType = kept((sets: readonly SelectionSetNode[]) =>
    kept((type: GraphQLNamedType) => fieldsOf(type, sets)),
  );
  const of: Selected['of'] = (type, sets) => byType(sets)(type);
  return { operation: getOperationAST(document)!, of, setsOf };
}

/** What is kept of each key is made once: most are asked for again with every row. */
function kept<Key extends object, Value>(make: (key: Key) => Value): (key: Key) => Value {
  const all = new WeakMap<Key, Value>();
  return (key) => {
    if (!all.has(key)) all.set(key, make(key));
    return all.get(key)!;
  };
}
