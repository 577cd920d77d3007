import {
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLSchema,
  type GraphQLType,
  getNamedType,
  isInputObjectType,
  isLeafType,
  isNonNullType,
  isObjectType,
} from 'graphql';

/** A selection under one field of a schema, made from the schema alone. */
export interface Step {
  /** `Loan.institution` */
  coordinate: string;
  /** The type that the field leads to. */
  type: string;
  document: string;
}

/** Rows of each list along the way: enough to hold those of several institutions. */
const ROWS = 4;

const objectOf = (type: GraphQLType): GraphQLObjectType | undefined => {
  const named = getNamedType(type);
  return isObjectType(named) ? named : undefined;
};

const fieldsOf = (type: GraphQLObjectType): GraphQLField<unknown, unknown>[] =>
  Object.values(type.getFields());

/** Lists and plain values: shown whole wherever they stand, and no places of their own. */
const isWrapping = (type: GraphQLObjectType): boolean =>
  /(Connection|Edge)$/.test(type.name) ||
  fieldsOf(type).every((field) => isLeafType(getNamedType(field.type)) && field.args.length === 0);

/** A field with what it needs; a schema that needs more has to be told here how to be walked. */
function called(parent: string, field: GraphQLField<unknown, unknown>): string {
  const needed = field.args.find(
    ({ type, defaultValue }) => isNonNullType(type) && defaultValue === undefined,
  );
  if (needed) throw new Error(`no value for ${parent}.${field.name}(${needed.name}:)`);
  return field.args.some(({ name }) => name === 'first')
    ? `${field.name}(first: ${ROWS})`
    : field.name;
}

/** Every field of a type; `levels` of further objects below it, lists and plain values not counted. */
function selectionOf(type: GraphQLObjectType, levels: number): string {
  const parts = fieldsOf(type).map((field) => {
    const child = objectOf(field.type);
    if (!child) return called(type.name, field);
    if (type.name.endsWith('Connection') && field.name === 'edges') {
      return 'edges { __typename cursor node { __typename } }';
    }
    const wrapping = isWrapping(child);
    if (!wrapping && levels === 0) return '';
    const inner = selectionOf(child, wrapping ? levels : levels - 1);
    return `${called(type.name, field)} { ${inner} }`;
  });
  return ['__typename', ...parts].join(' ');
}

/** All of an object, or of those in a list, and of what each of its fields leads to. */
export const shownBy = (type: GraphQLObjectType): string =>
  selectionOf(type, through(type).path.length + 1);

/** What a list leads to, and how: `nodes { … }` where the field is a connection. */
function through(type: GraphQLObjectType): { type: GraphQLObjectType; path: string[] } {
  const nodes = type.getFields()['nodes'];
  const node = nodes && objectOf(nodes.type);
  return node ? { type: node, path: ['nodes'] } : { type, path: [] };
}

const wrap = (path: readonly string[], selection: string): string =>
  path.reduceRight((inner, field) => `${field} { __typename ${inner} }`, selection);

type Roots = readonly { field: string; args: string }[];

/**
 * Steps that lead over every field of every type that can be reached from these root fields: for each field that leads
 * to an object, one query on the shortest way to it, with everything that the object has and what each of its own
 * fields leads to.
 */
export const stepsFrom = (schema: GraphQLSchema, roots: Roots): Step[] =>
  explored(schema, roots).steps;

/** The shortest way to every type that can be reached from these root fields, by its name. */
export const waysIn = (schema: GraphQLSchema, roots: Roots): ReadonlyMap<string, string[]> =>
  explored(schema, roots).ways;

function explored(schema: GraphQLSchema, roots: Roots) {
  const query = schema.getQueryType()!;
  const steps: Step[] = [];
  const ways = new Map<string, string[]>();
  const waiting: GraphQLObjectType[] = [];

  const step = (coordinate: string, field: GraphQLField<unknown, unknown>, way: string[]): void => {
    const direct = objectOf(field.type);
    if (!direct) return;
    const { type, path } = through(direct);
    // Of a root field nobody else shows the plain values.
    const isShownAbove = way.length > 1 && path.length === 0;
    if (isWrapping(direct) && isShownAbove) return;
    const document = `{ ${wrap(way, shownBy(direct))} }`;
    steps.push({ coordinate, type: type.name, document });
    if (ways.has(type.name)) return;
    ways.set(type.name, [...way, ...path]);
    waiting.push(type);
  };

  for (const { field, args } of roots) {
    const root = query.getFields()[field];
    if (!root) throw new Error(`no root field ${field}`);
    step(`Query.${field}`, root, [args ? `${field}(${args})` : field]);
  }
  for (let type = waiting.shift(); type; type = waiting.shift()) {
    for (const field of fieldsOf(type)) {
      step(`${type.name}.${field.name}`, field, [
        ...ways.get(type.name)!,
        called(type.name, field),
      ]);
    }
  }
  return { steps, ways };
}

/** Arguments of a field, and fields of input objects, that hold free text: where a code may be smuggled in. */
export function textPlaces(field: GraphQLField<unknown, unknown>): string[][] {
  const isText = (type: GraphQLType): boolean => ['ID', 'String'].includes(getNamedType(type).name);
  return field.args.flatMap(({ name, type }) => {
    const named = getNamedType(type);
    if (isText(type)) return [[name]];
    if (!isInputObjectType(named)) return [];
    return Object.values(named.getFields())
      .filter((inner) => isText(inner.type))
      .map((inner) => [name, inner.name]);
  });
}

/** Every object of an answer, with the path to it. */
export function* objectsIn(
  value: unknown,
  path: string = '',
): Generator<{ path: string; object: Record<string, unknown> }> {
  if (Array.isArray(value)) {
    for (const [n, item] of value.entries()) yield* objectsIn(item, `${path}[${n}]`);
  } else if (typeof value === 'object' && value !== null) {
    yield { path, object: value as Record<string, unknown> };
    for (const [name, item] of Object.entries(value)) yield* objectsIn(item, `${path}.${name}`);
  }
}
