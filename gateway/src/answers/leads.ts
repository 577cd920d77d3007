import {
  getNullableType,
  type GraphQLNamedType,
  type GraphQLOutputType,
  type GraphQLSchema,
  isListType,
  isObjectType,
  type SelectionSetNode,
} from 'graphql';
import { ENTITIES, type Selected } from './selected.ts';
import type { Json, Path } from './told.ts';

/** Whether a path is one of what was asked: Apollo's gateway takes any number in it for an index of its own. */
export function leads(
  schema: GraphQLSchema,
  selected: Selected,
  representations: readonly Json[],
  path: Path,
): boolean {
  const root = schema.getRootType(selected.operation.operation)!;
  let at: { type: GraphQLNamedType; sets: readonly SelectionSetNode[]; lists: number } = {
    type: root,
    sets: [selected.operation.selectionSet],
    lists: 0,
  };
  for (const [i, part] of path.entries()) {
    if (typeof part === 'number') {
      if (at.lists === 0 || part < 0) return false;
      if (i === 1 && path[0] === ENTITIES) {
        const type = schema.getType(String(representations[part]?.['__typename']));
        if (!type) return false;
        at = { type, sets: at.sets, lists: 0 };
      } else at = { ...at, lists: at.lists - 1 };
      continue;
    }
    const nodes = at.lists === 0 ? selected.of(at.type, at.sets).get(part) : undefined;
    if (!nodes) return false;
    const name = nodes[0]!.name.value;
    const field = isObjectType(at.type) ? at.type.getFields()[name] : undefined;
    if (name === ENTITIES) at = { type: root, sets: selected.setsOf(nodes), lists: 1 };
    else if (field) at = { ...innermost(field.type), sets: selected.setsOf(nodes) };
    else return i === path.length - 1;
  }
  return true;
}

function innermost(type: GraphQLOutputType): { type: GraphQLNamedType; lists: number } {
  const of = getNullableType(type);
  if (!isListType(of)) return { type: of as GraphQLNamedType, lists: 0 };
  const inner = innermost(of.ofType);
  return { type: inner.type, lists: inner.lists + 1 };
}
