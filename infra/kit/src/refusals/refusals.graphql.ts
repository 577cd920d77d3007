import type { FilterQuery } from '@mikro-orm/core';
import type { Service } from '@qianfan/schema/kernel/fact';
import { formatPosition } from '@qianfan/schema/kernel/fact';
import 'reflect-metadata';
import {
  Arg,
  Args,
  type ClassType,
  Ctx,
  Directive,
  Field,
  ID,
  Int,
  ObjectType,
  Query,
  Resolver,
} from 'type-graphql';
import { commandsInReach } from '../identity/access.ts';
import { connectionOf, PageArgs } from '../subgraph/connection.graphql.ts';
import type { RequestContext } from '../subgraph/context.ts';
import { type Page, pageOf, pageRequest } from '../subgraph/pages.ts';
import { InstantScalar, PositionScalar } from '../subgraph/scalars.ts';
import { IssueType } from '../subgraph/values.graphql.ts';
import { refusalPage, type RefusalRow } from './refusals.store.ts';

/** How a service names an institution. */
interface Institutions<Institution extends object> {
  type: () => ClassType<Institution>;
  of: (code: string, context: RequestContext) => Institution | null | Promise<Institution | null>;
}

/** Throws where nobody has registered an institution: a list of its rows is empty by mistake. */
type RequireRegistered = (context: RequestContext, institution: string) => Promise<void>;

/** Refusals as GraphQL shows them, alike in every service: the types, and a page of them. */
export function refusalsWith<Institution extends object>(institutions: Institutions<Institution>) {
  @Directive('@shareable')
  @ObjectType('Refusal', {
    description: '一次退回的提交\nA command that was refused, with every reason',
  })
  class Refusal {
    @Field(institutions.type, { nullable: true, description: '提交机构\nWho sent it' })
    institution!: Institution | null;

    @Field(() => ID, { description: '命令编号\nId of the command' })
    commandId!: string;

    @Field(() => String, { description: '命令类型\nType of the command' })
    command!: string;

    @Field(() => String, { nullable: true, description: '报表代码\nForm, of a return' })
    form!: string | null;

    @Field(() => String, { nullable: true, description: '报告期\nPeriod, of a return' })
    period!: string | null;

    @Field(() => Int, { nullable: true, description: '修订号\nRevision, of a return' })
    revision!: number | null;

    @Field(() => InstantScalar, { description: '收到时点\nArrival at the door' })
    receivedAt!: number;

    @Field(() => [IssueType], { description: '全部原因\nEvery reason' })
    issues!: IssueType[];

    @Field(() => PositionScalar, { description: '事实的位置\nPosition of its fact' })
    position!: string;
  }
  const Connection = connectionOf('Refusal', () => Refusal, { scope: true, shareable: true });

  /** One page of those that meet a condition, within what the reader may see: the caller's `where` sees to that. */
  async function page(
    context: RequestContext,
    asked: PageArgs,
    where: FilterQuery<RefusalRow>,
    scope: 'ALL' | 'OWN',
  ): Promise<Page<Refusal>> {
    const request = pageRequest(asked, ['NUMBER', 'TEXT', 'TEXT']);
    const { rows, totalCount } = await refusalPage(context.em, where, request);
    const nodes = await Promise.all(
      rows.map(async (row): Promise<Refusal> => ({
        institution: await institutions.of(row.institution, context),
        commandId: row.commandId,
        command: row.command,
        form: row.form ?? null,
        period: row.period ?? null,
        revision: row.revision ?? null,
        receivedAt: row.receivedAt,
        issues: row.issues,
        position: formatPosition({ ...row, service: row.source as Service }),
      })),
    );
    const keysets = new Map(
      nodes.map((node, n) => {
        const { knownFrom, commandId, institution } = rows[n]!;
        return [node, [knownFrom, commandId, institution]];
      }),
    );
    return pageOf(nodes, request, (node) => keysets.get(node)!, { totalCount, scope });
  }
  return { Connection, page };
}

/** `regulatorsRefusals` of regulators: what they refused, for whoever sent it and for those who watch over all. */
export function refusalsResolver<Institution extends object>(
  service: Service,
  institutions: Institutions<Institution>,
  requireRegistered: RequireRegistered,
): Function {
  const { Connection, page } = refusalsWith(institutions);
  @Resolver()
  class Refusals {
    @Query(() => Connection, {
      name: `${service}Refusals`,
      description:
        '退回的提交，新者在前；提交机构只见本机构的\nRefused commands, latest first; who sent them sees its own',
    })
    async refusals(
      @Args(() => PageArgs) asked: PageArgs,
      @Arg('institution', () => ID, { nullable: true, description: '提交机构\nWho sent them' })
      institution: string | undefined,
      @Ctx() context: RequestContext,
    ) {
      const { scope, sender } = commandsInReach(context, institution);
      const where = sender === undefined ? {} : { institution: sender };
      const found = await page(context, asked, where, scope);
      if (found.totalCount === 0 && institution !== undefined) {
        await requireRegistered(context, institution);
      }
      return found;
    }
  }
  return Refusals;
}
