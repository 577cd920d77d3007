import {
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';
import { validity } from '../answers/leaf.ts';
import { isOrdinary, Unclean, Unsupported } from './unsupported.ts';

type Json = Record<string, unknown>;

/** What one value of an answer has to look like. */
export type Shape =
  | { kind: 'LEAF'; nullable: boolean; isValid: (value: unknown) => boolean }
  | { kind: 'LIST'; nullable: boolean; item: Shape }
  | { kind: 'OBJECT'; nullable: boolean; type: string; fields: readonly Field[] };

interface Field {
  name: string;
  /** `undefined` for `__typename`, which is that of the object. */
  shape: Shape | undefined;
}

export type Fragments = Readonly<Record<string, FragmentDefinitionNode>>;

/**
 * The shape of an operation's `data`. @throws Unsupported for directives, abstract types, introspection, and names that
 * every object has
 */
export function shapeOf(
  operation: OperationDefinitionNode,
  fragments: Fragments,
  schema: GraphQLSchema,
): Shape {
  const root = schema.getRootType(operation.operation);
  if (!root || operation.directives?.length) throw new Unsupported();

  const ofObject = (type: GraphQLObjectType, sets: readonly SelectionSetNode[]): Field[] => {
    const byName = new Map<string, FieldNode[]>();
    const collect = ({ selections }: SelectionSetNode): void => {
      for (const selection of selections) {
        if (selection.directives?.length) throw new Unsupported();
        if (selection.kind === Kind.FIELD) {
          const name = (selection.alias ?? selection.name).value;
          byName.set(name, [...(byName.get(name) ?? []), selection]);
          continue;
        }
        const fragment =
          selection.kind === Kind.INLINE_FRAGMENT ? selection : fragments[selection.name.value];
        const condition = fragment?.typeCondition?.name.value ?? type.name;
        if (!fragment || fragment.directives?.length || condition !== type.name) {
          throw new Unsupported();
        }
        collect(fragment.selectionSet);
      }
    };
    sets.forEach(collect);
    return [...byName].map(([name, nodes]) => ({ name, shape: ofField(type, name, nodes) }));
  };

  const ofField = (
    parent: GraphQLObjectType,
    responseName: string,
    nodes: readonly FieldNode[],
  ): Shape | undefined => {
    const name = nodes[0]!.name.value;
    if (!isOrdinary(responseName)) throw new Unsupported();
    if (name === '__typename') return undefined;
    const field = parent.getFields()[name];
    if (!field || responseName.startsWith('__')) throw new Unsupported();
    const sets = nodes.flatMap(({ selectionSet }) => (selectionSet ? [selectionSet] : []));
    return ofType(field.type, sets);
  };

  const ofType = (type: GraphQLOutputType, sets: readonly SelectionSetNode[]): Shape => {
    if (isNonNullType(type)) return { ...ofType(type.ofType, sets), nullable: false };
    if (isListType(type)) return { kind: 'LIST', nullable: true, item: ofType(type.ofType, sets) };
    if (isLeafType(type)) return { kind: 'LEAF', nullable: true, isValid: validity(type) };
    if (!isObjectType(type)) throw new Unsupported();
    return { kind: 'OBJECT', nullable: true, type: type.name, fields: ofObject(type, sets) };
  };

  const fields = ofObject(root, [operation.selectionSet]);
  return { kind: 'OBJECT', nullable: false, type: root.name, fields };
}

/** A value with what was asked for, in the order in which it was asked for. @throws Unclean where it does not fit */
export function shaped(shape: Shape, value: unknown): unknown {
  if (value === null && shape.nullable) return null;
  if (value === null || value === undefined) throw new Unclean();
  switch (shape.kind) {
    case 'LEAF':
      if (shape.isValid(value)) return value;
      throw new Unclean();
    case 'LIST':
      return shapedList(shape.item, value);
    case 'OBJECT':
      return shapedObject(shape.type, shape.fields, value);
  }
}

function shapedList(item: Shape, values: unknown): unknown[] {
  if (!Array.isArray(values)) throw new Unclean();
  const list: unknown[] = [];
  for (let i = 0; i < values.length; i += 1) list.push(shaped(item, values[i]));
  return list;
}

function shapedObject(type: string, fields: readonly Field[], value: unknown): Json {
  if (typeof value !== 'object' || Array.isArray(value)) throw new Unclean();
  const from = value as Json;
  if (from['__typename'] !== undefined && from['__typename'] !== type) throw new Unclean();
  const object: Json = {};
  for (const { name, shape } of fields) object[name] = shape ? shaped(shape, from[name]) : type;
  return object;
}
