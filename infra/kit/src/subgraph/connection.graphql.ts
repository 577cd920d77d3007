import 'reflect-metadata';
import { ArgsType, type ClassType, Directive, Field, Int, ObjectType } from 'type-graphql';
import type { Page } from './pages.ts';
import { PageInfo, Scope } from './values.graphql.ts';

/** `@Args(() => PageArgs) page: PageArgs`, then `pageRequest(page, ['TEXT', 'TEXT'])`. */
@ArgsType()
export class PageArgs {
  @Field(() => Int, {
    nullable: true,
    description: '条数，默认 50，最多 500\nHow many: 50 unless told, 500 at most',
  })
  first?: number;

  @Field(() => String, { nullable: true, description: '从此游标之后\nAfter this cursor' })
  after?: string;
}

/**
 * The Relay connection of a type, as a class: `connectionOf('Loan', () => Loan, { scope: true })` makes `LoanConnection`
 * and `LoanEdge`. Return a `Page` (see `pages.ts`) from the resolver. `scope`: says whether the rows are all or one's own.
 * `shareable`: several services have such a list.
 */
export function connectionOf<Node extends object>(
  name: string,
  node: () => ClassType<Node>,
  { scope = false, shareable = false }: { scope?: boolean; shareable?: boolean } = {},
): ClassType<Page<Node>> {
  @ObjectType(`${name}Edge`, { description: '列表中的一条\nOne entry of a list' })
  class Edge {
    @Field(() => String, { description: '游标\nCursor' })
    cursor!: string;

    @Field(node, { description: '对象\nThe object' })
    node!: Node;
  }

  @ObjectType(`${name}Connection`, { description: '分页列表\nA list, page by page' })
  class Connection implements Page<Node> {
    @Field(() => [Edge], { description: '带游标的条目\nEntries with their cursors' })
    edges!: Edge[];

    @Field(() => [node()], { description: '本页对象\nThe objects of this page' })
    nodes!: Node[];

    @Field(() => PageInfo, { description: '分页信息\nWhere the page stands' })
    pageInfo!: Page<Node>['pageInfo'];

    @Field(() => Int, { description: '总条数\nLength of the whole list' })
    totalCount!: number;

    declare scope?: 'ALL' | 'OWN';
  }
  if (shareable) {
    for (const type of [Edge, Connection]) Directive('@shareable')(type);
  }
  if (scope) {
    const field = Field(() => Scope, { description: '可见范围\nWhat the rows cover' });
    field(Connection.prototype, 'scope');
  }
  return Connection;
}
