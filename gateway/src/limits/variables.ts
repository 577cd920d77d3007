import { flawOf, isStorable } from '@qianfan/schema/kernel/text';
import {
  type GraphQLError,
  type GraphQLInputObjectType,
  type GraphQLInputType,
  type GraphQLSchema,
  isEnumType,
  isInputObjectType,
  isInputType,
  isListType,
  isNonNullType,
  isRequiredInputField,
  type OperationDefinitionNode,
  typeFromAST,
  valueFromAST,
} from 'graphql';
import { MOST_ERRORS, tooMuch, unfit } from './refusals.ts';

export type Values = Readonly<Record<string, unknown>>;

interface Declared {
  name: string;
  type: GraphQLInputType;
  /** `undefined` where there is none. */
  fallback: unknown;
}

/** Of a query: each value, and each character of a text. Commands are bounded by the body of their request. */
const MOST_VALUES = 256 * 1024;
/** Of a value that any JSON may be. */
const MOST_DEPTH = 48;
/** Nothing is longer but what may be any text. */
const LONGEST_WORD = 1000;
const ANY_TEXT = new Set(['ID', 'JSON', 'String']);
const SHOWN = 60;

/** The variables that an operation declares; those that are no input types are for validation to refuse. */
export function declaredBy(
  { variableDefinitions = [] }: OperationDefinitionNode,
  schema: GraphQLSchema,
): Declared[] {
  return variableDefinitions.flatMap(({ variable, type: node, defaultValue }) => {
    const type = typeFromAST(schema, node);
    if (!isInputType(type)) return [];
    const fallback = defaultValue && valueFromAST(defaultValue, type);
    return [{ name: variable.name.value, type, fallback }];
  });
}

/** Where a value stands: told only where something is wrong with it. */
interface Place {
  of: Place | undefined;
  at: string | number;
}

const textOf = ({ of, at }: Place): string => {
  if (!of) return `$${at}`;
  return `${textOf(of)}${typeof at === 'number' ? `[${at}]` : `.${at}`}`;
};

interface InputShape {
  fields: ReadonlyMap<string, GraphQLInputType>;
  required: readonly string[];
}

const shapes = new WeakMap<GraphQLInputObjectType, InputShape>();

function shapeOf(type: GraphQLInputObjectType): InputShape {
  const known = shapes.get(type);
  if (known) return known;
  const all = Object.values(type.getFields());
  const shape = {
    fields: new Map(all.map((field) => [field.name, field.type])),
    required: all.filter(isRequiredInputField).map(({ name }) => name),
  };
  shapes.set(type, shape);
  return shape;
}

/** Thrown once there are as many errors as are told, or more values than are read. */
class Enough extends Error {}

/**
 * Whether the variables of a request are what its operation declares, by the scalars of the services. Unlike that of
 * graphql-js this stops at the tenth error, and repeats no more of a value than helps to find it.
 */
export function variableErrors(
  declared: readonly Declared[],
  given: Values,
  isQuery: boolean,
): GraphQLError[] {
  const errors: GraphQLError[] = [];
  let values = 0;

  const spend = (amount: number): void => {
    values += amount;
    if (!isQuery || values <= MOST_VALUES) return;
    errors.splice(0, Infinity, tooMuch({ what: 'values', found: values, limit: MOST_VALUES }));
    throw new Enough();
  };
  const fault = (place: Place, what: string): void => {
    errors.push(unfit(`${textOf(place)}${what}`));
    if (errors.length >= MOST_ERRORS) throw new Enough();
  };

  const check = (type: GraphQLInputType, value: unknown, place: Place): void => {
    spend(typeof value === 'string' ? value.length + 1 : 1);
    if (isNonNullType(type)) {
      if (value === null || value === undefined)
        fault(place, ` = ${shown(value)} (${String(type)})`);
      else check(type.ofType, value, place);
    } else if (value === null || value === undefined) {
      return;
    } else if (isListType(type)) {
      if (!Array.isArray(value)) check(type.ofType, value, place);
      else value.forEach((item, i) => check(type.ofType, item, { of: place, at: i }));
    } else if (isInputObjectType(type)) {
      checkObject(type, value, place);
    } else if (isEnumType(type)) {
      if (typeof value === 'string' && type.getValue(value)) return;
      const names = type.getValues().map(({ name }) => name);
      fault(place, ` = ${shown(value)} (${type.name}: ${some(names)})`);
    } else if (typeof value === 'object' && isNested(value, MOST_DEPTH)) {
      fault(place, ` = ${shown(value)} (${type.name}, ≤ ${MOST_DEPTH} levels)`);
    } else if (isQuery && typeof value === 'string' && !isStorable(value)) {
      // Nothing has such a name. A command with such a text has an answer of its own at its door.
      fault(place, ` (${flawOf(value)})`);
    } else {
      const isText = typeof value === 'string' && !ANY_TEXT.has(type.name);
      const isLong = isText && value.length > LONGEST_WORD;
      const reason = isLong ? '' : reasonAgainst(() => type.parseValue(value));
      if (reason !== undefined) fault(place, ` = ${shown(value)} (${reason || type.name})`);
    }
  };

  const checkObject = (type: GraphQLInputObjectType, value: unknown, place: Place): void => {
    if (typeof value !== 'object' || Array.isArray(value)) {
      return fault(place, ` = ${shown(value)} (${type.name})`);
    }
    const { fields, required } = shapeOf(type);
    const object = value as Values;
    for (const name of required) {
      if (Object.hasOwn(object, name) && object[name] !== undefined) continue;
      fault({ of: place, at: name }, ` = ${shown(undefined)} (${String(fields.get(name))})`);
    }
    for (const key in object) {
      const inner = fields.get(key);
      if (inner) check(inner, object[key], { of: place, at: key });
      else fault({ of: place, at: cut(key) }, ` ∉ ${type.name} (${some([...fields.keys()])})`);
    }
  };

  try {
    for (const { name, type, fallback } of declared) {
      const isGiven = Object.hasOwn(given, name) && given[name] !== undefined;
      if (isGiven || fallback === undefined) check(type, given[name], { of: undefined, at: name });
    }
  } catch (error) {
    if (!(error instanceof Enough)) throw error;
  }
  return errors;
}

/** The variables as they count, with the defaults of those that are not given. */
export function effective(declared: readonly Declared[], given: Values): Values {
  const values: Record<string, unknown> = {};
  for (const { name, fallback } of declared) {
    values[name] = Object.hasOwn(given, name) ? given[name] : fallback;
  }
  return values;
}

/** Why a scalar does not take a value; what our own say of it is short. */
function reasonAgainst(parse: () => unknown): string | undefined {
  try {
    parse();
    return undefined;
  } catch (error) {
    const { message } = error as Error;
    return message.length <= LONGEST_WORD && message.includes(': expected') ? message : '';
  }
}

/** Whether a JSON value is deeper than so many levels. */
function isNested(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if (levels === 0) return true;
  for (const inner of Object.values(value)) if (isNested(inner, levels - 1)) return true;
  return false;
}

function shown(value: unknown): string {
  if (value === undefined) return '—';
  if (Array.isArray(value)) return '[…]';
  if (typeof value === 'object' && value !== null) return '{…}';
  return typeof value === 'string' ? JSON.stringify(cut(value)) : cut(String(value));
}

const cut = (text: string): string => (text.length > SHOWN ? `${text.slice(0, SHOWN)}…` : text);

const some = (names: readonly string[]): string =>
  `${names.slice(0, 12).join(', ')}${names.length > 12 ? ', …' : ''}`;
