import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';

/** How much an operation asks for. */
export interface Demand {
  depth: number;
  aliases: number;
  /** Fields, each times the rows of the pages that it stands in. */
  cost: number;
}

/** Rows of a page for which the query states no number, and at most: those of `pages.ts` in the kit. */
const ROWS = 50;
const MOST_ROWS = 500;

type Variables = Readonly<Record<string, unknown>>;

/**
 * The demand of an operation, with the page sizes that its variables give. Fragments are counted where they are spread,
 * but walked once, so that the time is linear in the document. Introspection costs nothing: its answer is fixed.
 */
export function demandOf(
  document: DocumentNode,
  operation: OperationDefinitionNode,
  variables: Variables = {},
): Demand {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION)
      fragments.set(definition.name.value, definition);
  }
  const known = new Map<string, Demand>();

  const ofSet = ({ selections }: SelectionSetNode): Demand => {
    const total: Demand = { depth: 0, aliases: 0, cost: 0 };
    for (const selection of selections) {
      const part =
        selection.kind === Kind.FIELD
          ? ofField(selection)
          : selection.kind === Kind.INLINE_FRAGMENT
            ? ofSet(selection.selectionSet)
            : ofFragment(selection.name.value);
      total.depth = Math.max(total.depth, part.depth);
      total.aliases += part.aliases;
      total.cost += part.cost;
    }
    return total;
  };

  const ofFragment = (name: string): Demand => {
    const fragment = fragments.get(name);
    const demand = known.get(name) ?? (fragment ? ofSet(fragment.selectionSet) : NOTHING);
    known.set(name, demand);
    return demand;
  };

  const ofField = (field: FieldNode): Demand => {
    if (field.name.value === '__schema' || field.name.value === '__type') return NOTHING;
    const inner = field.selectionSet ? ofSet(field.selectionSet) : NOTHING;
    return {
      depth: inner.depth + 1,
      aliases: inner.aliases + (field.alias ? 1 : 0),
      cost: 1 + inner.cost * rowsOf(field, variables, operation),
    };
  };

  return ofSet(operation.selectionSet);
}

const NOTHING: Demand = { depth: 0, aliases: 0, cost: 0 };

/** The page size of a connection (a field with `nodes` or `edges` below it, or with `first`); 1 for all other fields. */
function rowsOf(
  { arguments: given = [], selectionSet }: FieldNode,
  variables: Variables,
  operation: OperationDefinitionNode,
): number {
  const first = given.find(({ name }) => name.value === 'first')?.value;
  if (first?.kind === Kind.INT) return bounded(Number(first.value));
  if (first?.kind === Kind.VARIABLE) {
    const name = first.name.value;
    const fallback = operation.variableDefinitions?.find((v) => v.variable.name.value === name);
    const value = variables[name] ?? literal(fallback?.defaultValue);
    return typeof value === 'number' ? bounded(value) : MOST_ROWS;
  }
  const isPage = selectionSet?.selections.some(
    (child) => child.kind === Kind.FIELD && /^(nodes|edges)$/.test(child.name.value),
  );
  return isPage ? ROWS : 1;
}

const literal = (node: { kind: string } | undefined): number | undefined =>
  node && node.kind === Kind.INT ? Number((node as unknown as { value: string }).value) : undefined;

const bounded = (rows: number): number => Math.min(Math.max(rows, 1), MOST_ROWS);
