import {
  defaultFieldResolver,
  type GraphQLFieldResolver,
  type GraphQLSchema,
  isObjectType,
} from 'graphql';
import { keysetIn, listNames, withNamedCursors } from './cursors.ts';
import { given, refuseUnstorable } from './given.ts';

type Resolve = GraphQLFieldResolver<unknown, unknown>;

/**
 * What holds for every resolver of a subgraph, whoever writes it: it is reached by what is given alone (see `given.ts`),
 * and a list gives out, and takes, cursors that are its own (see `cursors.ts`). What a mutation sends is judged command
 * by command at the door, where each has an answer of its own.
 */
export function reachResolvers(schema: GraphQLSchema): void {
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type) || type.name.startsWith('__')) continue;
    const judge = type === schema.getMutationType() ? undefined : refuseUnstorable;
    for (const field of Object.values(type.getFields())) {
      if (field.args.length === 0) continue;
      const { args: places, resolve = defaultFieldResolver } = field;
      const isPaged = places.some(({ name }) => name === 'after');
      const reached = isPaged ? paged(resolve, listNames(type, field.name)) : resolve;
      field.resolve = (parent, args, context, info) =>
        reached(parent, given(places, args, judge), context, info);
    }
  }
}

const paged =
  (resolve: Resolve, nameOf: ReturnType<typeof listNames>): Resolve =>
  async (parent, args, context, info) => {
    let name: string | undefined;
    const list = (): string => (name ??= nameOf(parent, args));
    const { after } = args as { after?: string };
    const within = after === undefined ? args : { ...args, after: keysetIn(list(), after) };
    const page: unknown = await resolve(parent, within, context, info);
    return page && withNamedCursors(list, page as Parameters<typeof withNamedCursors>[1]);
  };
