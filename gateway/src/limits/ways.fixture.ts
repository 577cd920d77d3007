import {
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLInputField,
  type GraphQLSchema,
  getNamedType,
  getNullableType,
  isEnumType,
  isInputObjectType,
  isListType,
  isObjectType,
  isRequiredArgument,
  isRequiredInputField,
} from 'graphql';

export type Field = GraphQLField<unknown, unknown>;

/** By type, a way of asking for it: the fields that lead to it from the root of queries. */
export function ways(schema: GraphQLSchema): Map<string, string[]> {
  const found = new Map<string, string[]>([[schema.getQueryType()!.name, []]]);
  for (const [typeName, path] of found) {
    const type = schema.getType(typeName);
    if (!isObjectType(type)) continue;
    for (const field of Object.values(type.getFields())) {
      const inner = getNamedType(field.type);
      if (!isObjectType(inner) || found.has(inner.name)) continue;
      found.set(inner.name, [...path, `${field.name}${required(field)}`]);
    }
  }
  return found;
}

/** A query with a selection at the end of a way. */
export const along = (way: readonly string[], selection: string): string =>
  `{ ${[...way, selection].reduceRight((inner, outer) => `${outer} { ${inner} }`)} }`;

/** The required arguments of a field with values that fit, but for one. */
export function required(field: Field, but?: GraphQLArgument): string {
  const given = field.args
    .filter((arg) => arg !== but && isRequiredArgument(arg))
    .map((arg) => `${arg.name}: ${fitting(arg)}`);
  return given.length > 0 ? `(${given.join(', ')})` : '';
}

const GOOD: Readonly<Record<string, string>> = {
  Period: '"2024-12"',
  Date: '"2024-12-31"',
  Int: '1',
  Boolean: 'true',
};

function fitting({ type }: GraphQLArgument | GraphQLInputField): string {
  if (isListType(getNullableType(type))) return '[]';
  const named = getNamedType(type);
  if (isEnumType(named)) return named.getValues()[0]!.name;
  if (!isInputObjectType(named)) return GOOD[named.name] ?? '"x"';
  const inner = Object.values(named.getFields()).filter(isRequiredInputField);
  return `{${inner.map((field) => `${field.name}: ${fitting(field)}`).join(', ')}}`;
}
