import {
  type GraphQLInputType,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
  getNullableType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isObjectType,
  isRequiredInputField,
  Kind,
  type OperationDefinitionNode,
  parse,
  type SelectionSetNode,
  typeFromAST,
} from 'graphql';

/** How often, of a thousand values, something is there that the schema does not allow. */
export type Dirt = 0 | 5 | 50;

type Random = (below: number) => number;
type Json = Record<string, unknown>;

/** What a subgraph might answer to a request; always the same to the same request with the same seed. */
export function answerTo(schema: GraphQLSchema, body: string, seed: number, dirt: Dirt): string {
  const random = randomOf(`${seed}${body}`);
  const { query, variables } = JSON.parse(body) as { query: string; variables: Json };
  const { definitions } = parse(query);
  const fragments = new Map(
    definitions.flatMap((one) =>
      one.kind === Kind.FRAGMENT_DEFINITION ? [[one.name.value, one] as const] : [],
    ),
  );
  const operation = definitions.find((one) => one.kind === Kind.OPERATION_DEFINITION)!;
  const isDirty = () => random(1000) < dirt;

  const fill = (object: Json, type: GraphQLObjectType, set: SelectionSetNode): Json => {
    for (const selection of set.selections) {
      if (selection.kind !== Kind.FIELD) {
        const fragment =
          selection.kind === Kind.INLINE_FRAGMENT
            ? selection
            : fragments.get(selection.name.value)!;
        const condition = fragment.typeCondition?.name.value ?? type.name;
        if (condition === type.name) fill(object, type, fragment.selectionSet);
        continue;
      }
      const name = (selection.alias ?? selection.name).value;
      if (selection.name.value === '__typename') object[name] = isDirty() ? 'Money' : type.name;
      else if (selection.name.value === '_entities')
        object[name] = entities(selection.selectionSet!);
      else if (!isDirty()) {
        const field = type.getFields()[selection.name.value]!;
        object[name] = valueOf(field.type, selection.selectionSet);
      }
    }
    return object;
  };
  const entities = (set: SelectionSetNode): unknown[] =>
    (variables['representations'] as { __typename: string }[])
      .map(({ __typename }) => {
        const type = schema.getType(__typename) as GraphQLObjectType;
        return isDirty() ? null : fill({}, type, set);
      })
      .slice(isDirty() ? 1 : 0);
  const valueOf = (type: GraphQLOutputType, set: SelectionSetNode | undefined): unknown => {
    if (isDirty()) return [null, 7.5, 'x', true, {}, []][random(6)];
    if (!isNonNullType(type) && random(10) === 0) return null;
    const of = getNullableType(type);
    if (isListType(of)) return Array.from({ length: random(4) }, () => valueOf(of.ofType, set));
    if (isObjectType(of)) return fill({}, of, set!);
    if (isEnumType(of)) return of.getValues()[random(of.getValues().length)]!.name;
    return leafOf(String(of), random);
  };

  const root = schema.getRootType(operation.operation)!;
  const data = fill({}, root, operation.selectionSet);
  if (!isDirty()) return JSON.stringify({ data });
  const errors = [
    { message: 'no', path: Object.keys(data).slice(0, 1), extensions: { code: 'FORBIDDEN' } },
  ];
  return JSON.stringify([{ errors }, { data: null, errors }, { data, errors }, {}][random(4)]);
}

/** Variables that an operation takes. */
export function variablesOf(
  schema: GraphQLSchema,
  { variableDefinitions = [] }: OperationDefinitionNode,
  seed: number,
): Json {
  const random = randomOf(`variables${seed}`);
  const valueOf = (type: GraphQLInputType): unknown => {
    const of = getNullableType(type);
    if (isListType(of)) return Array.from({ length: 1 + random(3) }, () => valueOf(of.ofType));
    if (isEnumType(of)) return of.getValues()[random(of.getValues().length)]!.name;
    if (!isInputObjectType(of)) return leafOf(String(of), random);
    const fields = Object.values(of.getFields());
    return Object.fromEntries(
      fields
        .filter((field) => isRequiredInputField(field) || random(2) === 0)
        .map(({ name, type: inner }) => [name, valueOf(inner)]),
    );
  };
  return Object.fromEntries(
    variableDefinitions.map(({ variable, type }) => [
      variable.name.value,
      valueOf(typeFromAST(schema, type as never) as GraphQLInputType),
    ]),
  );
}

function leafOf(type: string, random: Random): unknown {
  const n = random(40);
  if (type === 'Int') return n;
  if (type === 'Float') return n / 4;
  if (type === 'Boolean') return n % 2 === 0;
  return `${type.toLowerCase()}${n}`;
}

/** mulberry32, seeded by a text. */
function randomOf(text: string): Random {
  let state = 0;
  for (const char of text) state = (Math.imul(state, 31) + char.codePointAt(0)!) | 0;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) % below;
  };
}
