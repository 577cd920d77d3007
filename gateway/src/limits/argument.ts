import {
  type ArgumentNode,
  type FieldNode,
  type GraphQLField,
  Kind,
  valueFromASTUntyped,
  visit,
  BREAK,
} from 'graphql';
import type { Values } from './variables.ts';

/** The arguments of a field, once its operation's variables are known. */
export function argumentsOf(
  { arguments: given = [] }: FieldNode,
  { args }: GraphQLField<unknown, unknown>,
): (values: Values) => Values {
  const fixed: Record<string, unknown> = {};
  for (const { name, defaultValue } of args) fixed[name] = defaultValue;
  const open: ArgumentNode[] = [];
  for (const node of given) {
    if (usesVariable(node)) open.push(node);
    else fixed[node.name.value] = valueFromASTUntyped(node.value);
  }
  if (open.length === 0) return () => fixed;
  return (values) => {
    const all = { ...fixed };
    for (const { name, value } of open) {
      const told = valueFromASTUntyped(value, values);
      // A variable that is not given leaves the argument out.
      if (told !== undefined) all[name.value] = told;
    }
    return all;
  };
}

function usesVariable(node: ArgumentNode): boolean {
  let uses = false;
  visit(node, {
    [Kind.VARIABLE]() {
      uses = true;
      return BREAK;
    },
  });
  return uses;
}
