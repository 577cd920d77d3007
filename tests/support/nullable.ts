import {
  getNamedType,
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLSchema,
  isInputObjectType,
  getNullableType,
  isLeafType,
  isListType,
  isNullableType,
  isObjectType,
} from 'graphql';
import { waysIn } from './walk.ts';

/** Two ways to ask the same, which differ in one place: where one says nothing the other says null. */
export interface Pair {
  /** `Filing.balance(on:)`, `Query.observation(figure.population:)` */
  place: string;
  document: string;
  variables: Record<string, null>;
}

type Field = GraphQLField<unknown, unknown>;

/** Leaves of a type, and of what its fields lead to: enough to see that two answers are the same, and cheap. */
function leavesOf(type: GraphQLObjectType, levels: number): string {
  const parts = Object.values(type.getFields()).map((field) => {
    if (field.name === 'edges') return '';
    const named = getNamedType(field.type);
    if (isLeafType(named)) return field.args.length === 0 ? field.name : '';
    if (!isObjectType(named) || levels === 0 || field.args.length > 0) return '';
    return `${field.name} { ${leavesOf(named, levels - 1)} }`;
  });
  return ['__typename', ...parts].join(' ');
}

const selected = (field: Field): string => {
  const named = getNamedType(field.type);
  const levels = isListType(getNullableType(field.type)) ? 0 : 1;
  return isObjectType(named) ? ` { ${leavesOf(named, levels)} }` : '';
};

/** Members that may be null of the input object that an argument takes; none of any other argument. */
function membersOf({ type }: GraphQLArgument): string[] {
  const named = getNamedType(type);
  if (!isInputObjectType(named)) return [];
  return Object.values(named.getFields())
    .filter((member) => isNullableType(member.type))
    .map(({ name }) => name);
}

const call = (name: string, args: string): string => (args ? `${name}(${args})` : name);

/** Every place of a field where null may be said and nothing is: as a literal, and as a variable. */
function* nulledCalls(field: Field, args: string) {
  const without = (name: string) => !new RegExp(`\\b${name}:`).test(args);
  for (const arg of field.args) {
    if (isNullableType(arg.type) && without(arg.name)) {
      const more = (value: string) => [args, `${arg.name}: ${value}`].filter(Boolean).join(', ');
      yield {
        place: arg.name,
        literal: more('null'),
        variable: more('$n'),
        type: String(arg.type),
      };
    }
    for (const member of membersOf(arg).filter(without)) {
      const literal = args.replaceAll('{', `{${member}: null, `);
      yield { place: `${arg.name}.${member}`, literal, variable: undefined, type: '' };
    }
  }
}

/**
 * For every nullable argument and every nullable member of an input object that can be reached from these root fields:
 * a query that asks without it and with null, side by side.
 */
export function nullPairs(
  schema: GraphQLSchema,
  roots: readonly { field: string; args: string }[],
): Pair[] {
  const pairs = new Map<string, Pair>();
  const add = (parent: string, field: Field, args: string, way: readonly string[]): void => {
    const [plain, selection] = [call(field.name, args), selected(field)];
    for (const { place, literal, variable, type } of nulledCalls(field, args)) {
      const coordinate = `${parent}.${field.name}(${place}:)`;
      if (pairs.has(coordinate)) continue;
      const asked = [
        `plain: ${plain}${selection}`,
        `nulled: ${call(field.name, literal)}${selection}`,
        ...(variable ? [`told: ${call(field.name, variable)}${selection}`] : []),
      ].join(' ');
      const document = way.reduceRight((inner, step) => `${step} { ${inner} }`, asked);
      pairs.set(coordinate, {
        place: coordinate,
        document: `${variable ? `query ($n: ${type}) ` : ''}{ ${document} }`,
        variables: variable ? { n: null } : {},
      });
    }
  };
  const query = schema.getQueryType()!;
  for (const { field, args } of roots) {
    add('Query', query.getFields()[field]!, args.replace(/\bfirst: \d+,? ?/, ''), []);
  }
  for (const [name, way] of waysIn(schema, roots)) {
    const type = schema.getType(name) as GraphQLObjectType;
    for (const field of Object.values(type.getFields())) {
      add(name, field, '', way);
    }
  }
  return [...pairs.values()];
}

/** Coordinates of all places of a schema where null may be said, but for mutations and what only federation reaches. */
export function nullablePlaces(schema: GraphQLSchema): string[] {
  return Object.values(schema.getTypeMap()).flatMap((type) => {
    if (!isObjectType(type) || type.name.startsWith('_') || type === schema.getMutationType()) {
      return [];
    }
    return Object.values(type.getFields()).flatMap((field) =>
      field.args.flatMap((arg) => [
        ...(isNullableType(arg.type) ? [`${type.name}.${field.name}(${arg.name}:)`] : []),
        ...membersOf(arg).map((member) => `${type.name}.${field.name}(${arg.name}.${member}:)`),
      ]),
    );
  });
}
