import {
  type ConstDirectiveNode,
  type FieldDefinitionNode,
  Kind,
  parse,
  type SelectionSetNode,
  valueFromASTUntyped,
} from 'graphql';

/** What the supergraph says of a type that services share. */
export interface Owned {
  /** Services that know the type. */
  services: ReadonlySet<string>;
  /** By field: the services that answer it, where it is not all of them. */
  fields: ReadonlyMap<string, ReadonlySet<string>>;
  /** Fields that plans ask for on their own account: those of keys, and what other fields require. */
  needed: ReadonlySet<string>;
}

export type Ownership = ReadonlyMap<string, Owned>;

type Arguments = Readonly<Record<string, unknown>>;

/** Reads the join directives of a supergraph: https://specs.apollo.dev/join/v0.5 */
export function ownershipIn(supergraph: string): Ownership {
  const { definitions } = parse(supergraph, { noLocation: true });
  const types = definitions.flatMap((definition) =>
    definition.kind === Kind.OBJECT_TYPE_DEFINITION ||
    definition.kind === Kind.INTERFACE_TYPE_DEFINITION
      ? [definition]
      : [],
  );
  const fieldTypes = new Map(
    types.map(({ name, fields = [] }) => [
      name.value,
      new Map(fields.map((field) => [field.name.value, typeOf(field)])),
    ]),
  );
  const needed = new Map<string, Set<string>>(types.map(({ name }) => [name.value, new Set()]));

  const need = (type: string, { selections }: SelectionSetNode): void => {
    for (const selection of selections) {
      if (selection.kind === Kind.INLINE_FRAGMENT) {
        need(selection.typeCondition?.name.value ?? type, selection.selectionSet);
      } else if (selection.kind === Kind.FIELD) {
        const name = selection.name.value;
        needed.get(type)?.add(name);
        const inner = fieldTypes.get(type)?.get(name);
        if (selection.selectionSet && inner) need(inner, selection.selectionSet);
      }
    }
  };
  const needText = (type: string, fieldSet: unknown): void => {
    if (typeof fieldSet === 'string') need(type, selectionsIn(fieldSet));
  };

  const owned = types.map(({ name: { value: name }, directives, fields = [] }) => {
    const joins = all(directives, 'join__type');
    for (const { key } of joins) needText(name, key);
    for (const field of fields) {
      for (const { requires } of all(field.directives, 'join__field')) needText(name, requires);
    }
    const own = {
      services: new Set(joins.map(({ graph }) => String(graph))),
      fields: new Map(fields.flatMap(answerers)),
      needed: needed.get(name)!,
    };
    return [name, own] as const;
  });
  return new Map(owned);
}

/** The services that answer a field, of one that says so. */
function answerers(field: FieldDefinitionNode): [string, Set<string>][] {
  const joins = all(field.directives, 'join__field').filter(({ graph }) => graph !== undefined);
  if (joins.length === 0) return [];
  const graphs = joins
    .filter(({ external }) => external !== true)
    .map(({ graph }) => String(graph));
  return [[field.name.value, new Set(graphs)]];
}

const all = (directives: readonly ConstDirectiveNode[] = [], name: string): Arguments[] =>
  directives
    .filter((directive) => directive.name.value === name)
    .map(({ arguments: given = [] }) =>
      Object.fromEntries(given.map((one) => [one.name.value, valueFromASTUntyped(one.value)])),
    );

function selectionsIn(fieldSet: string): SelectionSetNode {
  const [operation] = parse(`{ ${fieldSet} }`, { noLocation: true }).definitions;
  if (operation?.kind !== Kind.OPERATION_DEFINITION) throw new Error(`no field set: ${fieldSet}`);
  return operation.selectionSet;
}

function typeOf({ type }: FieldDefinitionNode): string {
  let inner = type;
  while (inner.kind !== Kind.NAMED_TYPE) inner = inner.type;
  return inner.name.value;
}
