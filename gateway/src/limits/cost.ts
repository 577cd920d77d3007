import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  getNamedType,
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLSchema,
  type InlineFragmentNode,
  isCompositeType,
  isInterfaceType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  SchemaMetaFieldDef,
  type SelectionSetNode,
  TypeMetaFieldDef,
} from 'graphql';
import { argumentsOf } from './argument.ts';
import type { Size, Sizes } from './size.ts';
import type { Ownership } from './supergraph.ts';
import type { Values } from './variables.ts';

/** What of an operation can be told before anybody knows its variables. Fragments count wherever they are spread. */
export interface Extent {
  depth: number;
  aliases: number;
  fields: number;
  /** Requests to services, as the plan will have them, or a few more. */
  fetches: number;
}

export interface Demand {
  /** Values that the answer may hold. */
  cost: number;
  /** Figures that have to be worked out. */
  levels: number;
}

export interface Weighed {
  extent: Extent;
  /** To be asked only of an operation whose extent is bounded: it walks every field. */
  demand: (values: Values) => Demand;
}

interface Weight {
  given: (values: Values) => Values;
  size: Size;
  share: number;
  inner: readonly Part[];
}
/** A field, or a fragment's fields. */
type Part = Weight | readonly Part[];

interface Measured {
  extent: Extent;
  parts: readonly Part[];
}

/** What the schema says of itself is at hand: four such values cost as much as one that a service has to be asked for. */
const OF_INTROSPECTION = 1 / 4;
const NO_SIZE: Size = {};

/** Weighs an operation of a valid document over its schema. */
export function weigh(
  document: DocumentNode,
  operation: OperationDefinitionNode,
  schema: GraphQLSchema,
  owned: Ownership,
  sizes: Sizes,
): Weighed {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION)
      fragments.set(definition.name.value, definition);
  }
  const known = new Map<string, Measured>();

  /** `asked`: the service that answers this object; `also`: others of which the same object is asked. */
  const ofSet = (
    { selections }: SelectionSetNode,
    parent: GraphQLNamedType | undefined,
    asked: string | undefined,
    also = new Set<string>(),
  ): Measured => {
    const extent: Extent = { depth: 0, aliases: 0, fields: 0, fetches: 0 };
    const parts = selections.map((selection): Part => {
      const part =
        selection.kind === Kind.FIELD
          ? ofField(selection, parent, asked, also)
          : selection.kind === Kind.INLINE_FRAGMENT
            ? ofSet(selection.selectionSet, onType(selection) ?? parent, asked, also)
            : ofFragment(selection.name.value, asked);
      extent.depth = Math.max(extent.depth, part.extent.depth);
      extent.aliases += part.extent.aliases;
      extent.fields += part.extent.fields;
      extent.fetches += part.extent.fetches;
      return part.parts;
    });
    return { extent, parts };
  };

  const onType = ({ typeCondition }: InlineFragmentNode | FragmentDefinitionNode) =>
    typeCondition && schema.getType(typeCondition.name.value);

  const ofFragment = (name: string, asked: string | undefined): Measured => {
    const key = `${name} ${asked ?? ''}`;
    const fragment = fragments.get(name)!;
    const measured = known.get(key) ?? ofSet(fragment.selectionSet, onType(fragment), asked);
    known.set(key, measured);
    return measured;
  };

  const ofField = (
    node: FieldNode,
    parent: GraphQLNamedType | undefined,
    asked: string | undefined,
    also: Set<string>,
  ): Measured => {
    const definition = definitionOf(node.name.value, parent);
    const isIntrospection = node.name.value.startsWith('__');
    const [service, isNew] =
      isIntrospection || !parent ? [asked, false] : answererOf(parent.name, node, asked, also);
    const type = definition && getNamedType(definition.type);
    const inner = node.selectionSet
      ? ofSet(node.selectionSet, type, service)
      : { extent: NOTHING, parts: [] };
    const { depth, aliases, fields, fetches } = inner.extent;
    const weight: Weight = {
      given: definition ? argumentsOf(node, definition) : () => ({}),
      size: sizes.get(`${parent?.name}.${node.name.value}`) ?? NO_SIZE,
      share: isIntrospection && type && isCompositeType(type) ? OF_INTROSPECTION : 1,
      inner: inner.parts,
    };
    return {
      extent: {
        // The schema has no rows: how deep its description goes is bounded by its text.
        depth: isIntrospection ? 0 : depth + 1,
        aliases: aliases + (node.alias ? 1 : 0),
        fields: fields + 1,
        fetches: fetches + (isNew ? 1 : 0),
      },
      parts: [weight],
    };
  };

  const answererOf = (
    type: string,
    { name }: FieldNode,
    asked: string | undefined,
    also: Set<string>,
  ): [service: string | undefined, isNew: boolean] => {
    const own = owned.get(type);
    const services = own?.fields.get(name.value) ?? own?.services;
    if (!services || (asked !== undefined && services.has(asked))) return [asked, false];
    const already = [...also].find((service) => services.has(service));
    if (already !== undefined) return [already, false];
    const [first] = services;
    if (first !== undefined) also.add(first);
    return [first, first !== undefined];
  };

  const root = schema.getRootType(operation.operation) ?? undefined;
  const { extent, parts } = ofSet(operation.selectionSet, root, undefined);
  return {
    extent,
    demand: (values) => {
      const total: Demand = { cost: 0, levels: 0 };
      add(total, parts, values, 1, 1);
      return total;
    },
  };
}

const NOTHING: Extent = { depth: 0, aliases: 0, fields: 0, fetches: 0 };

/** Adds what so many objects bring. `page`: what the field above says of the lists that are pages. */
function add(
  total: Demand,
  parts: readonly Part[],
  values: Values,
  times: number,
  page: number,
): void {
  for (const part of parts) {
    if (!isWeight(part)) {
      add(total, part, values, times, page);
      continue;
    }
    const { given, size, share, inner } = part;
    const told = given(values);
    const { rows = 1 } = size;
    const count = rows === 'PAGE' ? page : typeof rows === 'number' ? rows : rows(told);
    const found = times * count * share;
    total.cost += found;
    if (size.levels) total.levels += times * size.levels(told);
    if (inner.length > 0) add(total, inner, values, found, size.page?.(told) ?? 1);
  }
}

const isWeight = (part: Part): part is Weight => !Array.isArray(part);

function definitionOf(
  name: string,
  parent: GraphQLNamedType | undefined,
): GraphQLField<unknown, unknown> | undefined {
  if (name === SchemaMetaFieldDef.name) return SchemaMetaFieldDef;
  if (name === TypeMetaFieldDef.name) return TypeMetaFieldDef;
  return isObjectType(parent) || isInterfaceType(parent) ? parent.getFields()[name] : undefined;
}
