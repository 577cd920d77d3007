import { type GraphQLLeafType, isEnumType } from 'graphql';

const isText = (value: unknown): boolean => typeof value === 'string';
const isWhole = (value: unknown): boolean => Number.isSafeInteger(value);
const BUILT_IN: Readonly<Record<string, (value: unknown) => boolean>> = {
  Boolean: (value) => typeof value === 'boolean',
  Float: (value) => Number.isFinite(value),
  ID: (value) => isText(value) || isWhole(value),
  Int: isWhole,
  JSON: (value) => isNestedWithin(value, DEEPEST),
};

/** No JSON that is meant is so deep; much deeper, it could not be written down again. */
const DEEPEST = 64;

const isNestedWithin = (value: unknown, levels: number): boolean =>
  typeof value !== 'object' ||
  value === null ||
  (levels > 0 && Object.values(value).every((inner) => isNestedWithin(inner, levels - 1)));

/** What may stand for a value of a scalar or an enum; our own scalars are texts, but for JSON. */
export function validity(type: GraphQLLeafType): (value: unknown) => boolean {
  if (!isEnumType(type)) return BUILT_IN[type.name] ?? isText;
  const names = new Set<unknown>(type.getValues().map(({ name }) => name));
  return (value) => names.has(value);
}
