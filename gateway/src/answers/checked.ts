import { refusal } from '@qianfan/kit/subgraph/errors';
import type { Service } from '@qianfan/schema/kernel/fact';
import {
  type FieldNode,
  getNullableType,
  type GraphQLNamedType,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
  isAbstractType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  parse,
  type SelectionSetNode,
} from 'graphql';
import type { Answer } from '../context.ts';
import { createHoles } from './holes.ts';
import { validity } from './leaf.ts';
import { leads } from './leads.ts';
import { placesOf } from './places.ts';
import { ENTITIES, selectedIn } from './selected.ts';
import { type Heard, isObject, type Json, type Path, type Told, toldBy, toldIn } from './told.ts';

export interface Asked {
  query: string;
  variables?: Json | undefined;
}

/** A value that may not be null is: so is what it is part of. */
const BUBBLE = Symbol('bubble');

/**
 * An answer of a service as it has to be: what was asked and fits the schema, null for all else, and for every field
 * that is null although the service did not say that there is nothing, one typed error with its path.
 */
export function checked(
  schema: GraphQLSchema,
  service: Service,
  { query, variables = {} }: Asked,
  heard: Heard,
): Answer {
  const selected = selectedIn(schema, parse(query), variables);
  const given = variables['representations'];
  const representations: Json[] = Array.isArray(given) ? given : [];
  const told = toldIn(heard.errors, service);
  const isPlaced = ({ path }: Told): boolean =>
    path !== undefined && leads(schema, selected, representations, path);
  const placed = told.filter(isPlaced);
  const everywhere = told.filter((one) => !isPlaced(one));
  const holes = createHoles(service, placesOf(placed), everywhere[0]);

  const complete = (
    type: GraphQLOutputType,
    sets: readonly SelectionSetNode[],
    value: unknown,
    path: Path,
    name: string,
  ): unknown => {
    const isRequired = isNonNullType(type);
    const of = getNullableType(type);
    const wrong = (): null => holes.add(path, `${name}: ${kindOf(value)}`);
    const found = (): unknown => {
      if (value === undefined) return wrong();
      if (value === null) return isRequired ? wrong() : null;
      if (isLeafType(of)) return validity(of)(value) ? value : wrong();
      if (isListType(of)) {
        if (!Array.isArray(value)) return wrong();
        const items = value.map((item: unknown, i) =>
          complete(of.ofType, sets, item, [...path, i], name),
        );
        return items.includes(BUBBLE) ? null : items;
      }
      const actual = isObject(value) ? typeOf(schema, of, value) : undefined;
      return actual ? objectOf(actual, sets, value as Json, path) : wrong();
    };
    const result = found();
    return result === null && isRequired ? BUBBLE : result;
  };

  const objectOf = (
    type: GraphQLObjectType,
    sets: readonly SelectionSetNode[],
    from: Json,
    path: Path,
  ): Json | null => {
    const object = Object.create(null) as Json;
    for (const [name, nodes] of selected.of(type, sets)) {
      const value = Object.hasOwn(from, name) ? from[name] : undefined;
      const result = fieldOf(type, nodes, value, [...path, name]);
      if (result === BUBBLE) return null;
      object[name] = result;
    }
    return object;
  };

  const fieldOf = (
    type: GraphQLObjectType,
    nodes: readonly FieldNode[],
    value: unknown,
    path: Path,
  ): unknown => {
    const { name } = nodes[0]!;
    if (name.value === '__typename') return type.name;
    if (name.value === ENTITIES) return entitiesOf(selected.setsOf(nodes), value, path);
    const field = type.getFields()[name.value];
    // What is between services alone is theirs to know.
    if (!field) return value ?? null;
    return complete(field.type, selected.setsOf(nodes), value, path, `${type.name}.${name.value}`);
  };

  const entitiesOf = (sets: readonly SelectionSetNode[], value: unknown, path: Path): unknown[] => {
    const isWhole = Array.isArray(value) && value.length === representations.length;
    return representations.map((representation, i) => {
      const type = schema.getType(String(representation['__typename'])) as GraphQLObjectType;
      const at = [...path, i];
      const entity: unknown = isWhole ? value[i] : undefined;
      const isThere = isObject(entity) && typeOf(schema, type, entity) !== undefined;
      if (isThere) return objectOf(type, sets, entity, at);
      const found = isWhole ? kindOf(entity) : `${ENTITIES}: ${kindOf(value)}`;
      const cause =
        isWhole && entity === null
          ? refusal('NOT_FOUND', { what: nameOf(representation) })
          : refusal('BAD_ANSWER', { service, what: `${type.name}: ${found}` });
      for (const name of selected.of(type, sets).keys()) {
        if (name !== '__typename') holes.because([...at, name], at, toldBy(cause));
      }
      return null;
    });
  };

  const root = schema.getRootType(selected.operation.operation)!;
  const from = isObject(heard.data) ? heard.data : {};
  // A null that a nameless error comes with is that error's.
  const isNothing = (name: string): boolean => from[name] === null && everywhere.length > 0;
  const kept = Object.fromEntries(Object.entries(from).filter(([name]) => !isNothing(name)));
  const data = objectOf(root, [selected.operation.selectionSet], kept, []);
  const rest = everywhere.slice(holes.hasUsed() ? 1 : 0);
  const errors = [...holes.without(placed), ...rest, ...holes.told()];
  return { data, ...(errors.length > 0 ? { errors } : {}) } as Answer;
}

/** The type that an object is of; `undefined` where its name is of none that may stand here. */
function typeOf(
  schema: GraphQLSchema,
  type: GraphQLNamedType,
  { __typename: name }: Json,
): GraphQLObjectType | undefined {
  if (isObjectType(type)) return name === undefined || name === type.name ? type : undefined;
  const actual = typeof name === 'string' ? schema.getType(name) : undefined;
  const fits = isAbstractType(type) && isObjectType(actual) && schema.isSubType(type, actual);
  return fits ? actual : undefined;
}

const kindOf = (value: unknown): string => {
  if (value === null) return 'null';
  return Array.isArray(value) ? `list[${value.length}]` : typeof value;
};

/** `Loan BNK_A/1` */
const nameOf = ({ __typename, ...key }: Json): string =>
  [__typename, ...Object.values(key).filter((part) => typeof part === 'string')]
    .join(' ')
    .slice(0, 200);
