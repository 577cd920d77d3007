import {
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLSchema,
  getNamedType,
  getNullableType,
  isLeafType,
  isListType,
} from 'graphql';
import { textPlaces, waysIn } from './walk.ts';

/** A list that is asked for by a code that nobody has. */
export interface UnknownAsk {
  /** `Query.loans(enterprise:)` */
  place: string;
  document: string;
}

type Field = GraphQLField<unknown, unknown>;

const isList = ({ type }: Field): boolean =>
  isListType(getNullableType(type)) || getNamedType(type).name.endsWith('Connection');

/** Places where a list takes a code: not its cursor. */
const codesTaken = (field: Field): string[] =>
  textPlaces(field).flatMap(([name, inner]) => (inner || name === 'after' ? [] : [name!]));

function askedFor(field: Field, args: string, code: string): string {
  const said = new RegExp(`\\b${code}: ("[^"]*"|\\w+)`);
  const given = said.test(args)
    ? args.replace(said, `${code}: "NOPE"`)
    : [args, `${code}: "NOPE"`].filter(Boolean).join(', ');
  const selection = isLeafType(getNamedType(field.type)) ? '' : ' { __typename }';
  return `${field.name}(${given})${selection}`;
}

/** Every list that can be reached from these root fields, by every code that it can be asked by. */
export function unknownAsks(
  schema: GraphQLSchema,
  roots: readonly { field: string; args: string }[],
): UnknownAsk[] {
  const asks = new Map<string, UnknownAsk>();
  const add = (parent: string, field: Field, args: string, way: readonly string[]): void => {
    if (!isList(field)) return;
    for (const code of codesTaken(field)) {
      const place = `${parent}.${field.name}(${code}:)`;
      if (asks.has(place)) continue;
      const asked = askedFor(field, args, code);
      const document = `{ ${way.reduceRight((inner, step) => `${step} { ${inner} }`, asked)} }`;
      asks.set(place, { place, document });
    }
  };
  const query = schema.getQueryType()!;
  for (const { field, args } of roots) add('Query', query.getFields()[field]!, args, []);
  for (const [name, way] of waysIn(schema, roots)) {
    const type = schema.getType(name) as GraphQLObjectType;
    for (const field of Object.values(type.getFields())) add(name, field, '', way);
  }
  return [...asks.values()];
}
