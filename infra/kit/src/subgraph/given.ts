import { flawOf, isStorable } from '@qianfan/schema/kernel/text';
import {
  type GraphQLArgument,
  type GraphQLInputField,
  type GraphQLInputType,
  isInputObjectType,
  isListType,
  isNonNullType,
} from 'graphql';
import { refusal } from './errors.ts';

type Place = Pick<GraphQLArgument | GraphQLInputField, 'name' | 'type' | 'defaultValue'>;
type Values = Readonly<Record<string, unknown>>;

/** Judges a text of a client, which stands at a path. */
type Judge = (text: string, path: string) => void;

/** Texts that GraphQL itself defines, so that they take whatever a string can hold; ours check themselves. */
const FREE_TEXTS: ReadonlySet<string> = new Set(['String', 'ID']);

/**
 * Arguments, or the members of an input object, as a resolver gets them. An explicit `null` says no more than leaving it
 * out: the default applies, and where there is none the place is absent. In a list the elements that are null are left
 * out. What a scalar holds (a command's JSON) is its own matter: `null` there is a value.
 */
export function given(
  places: readonly Place[],
  values: Values,
  judge: Judge = () => {},
  path: string = '',
): Values {
  const found: Record<string, unknown> = {};
  for (const { name, type, defaultValue } of places) {
    const value = values[name] ?? defaultValue;
    if (value === undefined || value === null) continue;
    found[name] = givenValue(type, value, judge, path + name);
  }
  return found;
}

function givenValue(type: GraphQLInputType, value: unknown, judge: Judge, path: string): unknown {
  if (isNonNullType(type)) return givenValue(type.ofType, value, judge, path);
  if (isListType(type)) {
    return (value as unknown[]).flatMap((item, n) =>
      item === null || item === undefined
        ? []
        : [givenValue(type.ofType, item, judge, `${path}/${n}`)],
    );
  }
  if (isInputObjectType(type)) {
    return given(Object.values(type.getFields()), value as Values, judge, `${path}/`);
  }
  if (typeof value === 'string' && FREE_TEXTS.has(type.name)) judge(value, path);
  return value;
}

/** @throws BAD_USER_INPUT for text that cannot be stored, and so cannot name anything */
export function refuseUnstorable(text: string, path: string): void {
  if (isStorable(text)) return;
  throw refusal('BAD_USER_INPUT', { what: `${path} (${flawOf(text)})` });
}
