import { type DocumentNode, type GraphQLSchema, Kind } from 'graphql';
import { refusal } from './errors.ts';

/** Of each entity the fields that name one: those of its keys. */
type Keys = ReadonlyMap<string, readonly string[]>;

/** Keys of entities as the SDL has them: one field each, `@key(fields: "id")`. */
function keysIn({ definitions }: DocumentNode): Keys {
  return new Map(
    definitions.flatMap((definition) => {
      if (definition.kind !== Kind.OBJECT_TYPE_DEFINITION) return [];
      const keys = (definition.directives ?? []).flatMap(({ name, arguments: args = [] }) =>
        name.value === 'key'
          ? args.flatMap(({ value }) => (value.kind === Kind.STRING ? [value.value] : []))
          : [],
      );
      return keys.length > 0 ? [[definition.name.value, keys] as const] : [];
    }),
  );
}

/** What of a representation names no entity; undefined where it names one. */
function flawOf(keys: Keys, representation: unknown): string | undefined {
  const stated = (representation ?? {}) as Readonly<Record<string, unknown>>;
  const { __typename: type } = stated;
  const names = typeof type === 'string' ? keys.get(type) : undefined;
  if (!names) return `__typename ${JSON.stringify(type) ?? ''}`;
  const isNamed = names.some((name) => Object.hasOwn(stated, name) && isText(stated[name]));
  return isNamed ? undefined : `${type as string}.${names.join()}`;
}

const isText = (value: unknown): boolean => typeof value === 'string';

/**
 * `_entities`, one by one: what names no entity is a client's mistake, told of that one alone, and the others are answered. The
 * library takes whatever a service's own gateway would send, and fails at anything else.
 */
export function refuseUnnamed(schema: GraphQLSchema, sdl: DocumentNode): void {
  const field = schema.getQueryType()!.getFields()['_entities'];
  if (!field?.resolve) return;
  const keys = keysIn(sdl);
  const { resolve } = field;
  field.resolve = (parent, { representations }, context, info) =>
    (representations as readonly unknown[]).map((one, n) => {
      const flaw = flawOf(keys, one);
      if (flaw !== undefined) {
        return refusal('BAD_USER_INPUT', { what: `representations/${n}: ${flaw}` });
      }
      const [entity] = resolve(parent, { representations: [one] }, context, info) as unknown[];
      return entity;
    });
}
