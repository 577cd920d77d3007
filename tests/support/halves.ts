import { Kind, parse, print, type SelectionNode, type SelectionSetNode } from 'graphql';

/**
 * A query as two that ask for half of it each, where its way first parts; none where it is a single way. `__typename` stays
 * with both.
 */
export function halves(query: string): string[] {
  const [operation] = parse(query).definitions;
  if (operation?.kind !== Kind.OPERATION_DEFINITION) return [];
  return halvesOf(operation.selectionSet).map((selectionSet) =>
    print({ ...operation, selectionSet }),
  );
}

const isTypename = (selection: SelectionNode): boolean =>
  selection.kind === Kind.FIELD && selection.name.value === '__typename';

function halvesOf(set: SelectionSetNode): SelectionSetNode[] {
  const names = set.selections.filter(isTypename);
  const fields = set.selections.filter((selection) => !isTypename(selection));
  const having = (selections: readonly SelectionNode[]): SelectionSetNode => ({
    ...set,
    selections: [...names, ...selections],
  });
  if (fields.length > 1) {
    const middle = Math.ceil(fields.length / 2);
    return [having(fields.slice(0, middle)), having(fields.slice(middle))];
  }
  const [only] = fields;
  if (only?.kind !== Kind.FIELD || !only.selectionSet) return [];
  return halvesOf(only.selectionSet).map((selectionSet) => having([{ ...only, selectionSet }]));
}
