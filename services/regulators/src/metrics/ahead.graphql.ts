import { given } from '@qianfan/kit/subgraph/given';
import {
  getArgumentValues,
  type GraphQLObjectType,
  type GraphQLResolveInfo,
  Kind,
  type SelectionSetNode,
} from 'graphql';
import type { Growth, Transform, Vintage } from './transform.ts';

const CHANGES = { growth: 'GROWTH', change: 'POINTS' } as const;

/**
 * The growths and changes that are asked of the figures of a field. Their bases can then be read along with the figures,
 * where one after the other would ask the database twice.
 */
export function changesIn(info: GraphQLResolveInfo): Transform[] {
  const found = new Map<string, Transform>();
  const visit = ({ selections }: SelectionSetNode): void => {
    for (const node of selections) {
      if (node.kind === Kind.FRAGMENT_SPREAD) {
        visit(info.fragments[node.name.value]!.selectionSet);
      } else if (node.kind === Kind.INLINE_FRAGMENT) {
        visit(node.selectionSet);
      } else if (node.name.value === 'growth' || node.name.value === 'change') {
        const change = changeOf(node.name.value, node, info);
        found.set(JSON.stringify(change), change);
      }
    }
  };
  for (const { selectionSet } of info.fieldNodes) if (selectionSet) visit(selectionSet);
  return [...found.values()];
}

function changeOf(
  name: keyof typeof CHANGES,
  node: Parameters<typeof getArgumentValues>[1],
  { schema, variableValues }: GraphQLResolveInfo,
): Transform {
  const type = schema.getType('Observation') as GraphQLObjectType;
  const field = type.getFields()[name]!;
  const values = getArgumentValues(field, node, variableValues);
  const { kind, base } = given(field.args, values) as { kind: Growth; base: Vintage };
  return { kind: CHANGES[name], over: kind, vintage: base };
}
