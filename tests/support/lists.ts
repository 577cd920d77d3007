import type { GraphQLObjectType, GraphQLSchema } from 'graphql';
import { waysIn } from './walk.ts';

/** A list that is read page by page, on the shortest way to it. */
export interface PagedList {
  /** `Institution.loans` */
  place: string;
  /** The question for its first row, after a cursor where one is given as `$after`. */
  document: (after: boolean) => string;
}

/** Every paged list that can be reached from these root fields. */
export function pagedLists(
  schema: GraphQLSchema,
  roots: readonly { field: string; args: string }[],
): PagedList[] {
  const lists = new Map<string, PagedList>();
  const add = (type: GraphQLObjectType, field: string, args: string, way: readonly string[]) => {
    const place = `${type.name}.${field}`;
    const isPaged = type.getFields()[field]!.args.some(({ name }) => name === 'after');
    if (!isPaged || lists.has(place)) return;
    const document = (after: boolean): string => {
      const given = [args, 'first: 1', ...(after ? ['after: $after'] : [])].filter(Boolean);
      const asked = `list: ${field}(${given.join(', ')}) { pageInfo { endCursor } }`;
      const whole = way.reduceRight((inner, step) => `${step} { ${inner} }`, asked);
      return `${after ? 'query ($after: String!) ' : ''}{ ${whole} }`;
    };
    lists.set(place, { place, document });
  };
  const query = schema.getQueryType()!;
  for (const { field, args } of roots) {
    add(query, field, args.replace(/\bfirst: \d+,? ?/, ''), []);
  }
  for (const [name, way] of waysIn(schema, roots)) {
    const type = schema.getType(name) as GraphQLObjectType;
    for (const field of Object.keys(type.getFields())) add(type, field, '', way);
  }
  return [...lists.values()];
}
