import { requirePrincipal } from '@qianfan/kit/identity/access';
import { PageArgs } from '@qianfan/kit/subgraph/connection.graphql';
import type { RequestContext } from '@qianfan/kit/subgraph/context';
import { type Page, pageOf, pageRequest } from '@qianfan/kit/subgraph/pages';
import { batched } from '@qianfan/kit/subgraph/references';
import { DateScalar, PositionScalar } from '@qianfan/kit/subgraph/scalars';
import { TextType } from '@qianfan/kit/subgraph/values.graphql';
import { formatPosition } from '@qianfan/schema/kernel/fact';
import { dayOf } from '@qianfan/schema/kernel/instant';
import {
  Arg,
  Args,
  Ctx,
  Field,
  FieldResolver,
  ID,
  Int,
  ObjectType,
  Query,
  Resolver,
  Root,
} from 'type-graphql';
import {
  Enterprise,
  enterpriseById,
  EnterpriseConnection,
} from '../register/enterprise.graphql.ts';
import { classesOf } from './classes.ts';
import { listOn, listsOn, type ListVersionRow, memberIds, membershipsOn } from './lists.store.ts';

const ON = {
  nullable: true,
  description: '日期；缺省为时点当日\nDay; that of the cut unless told',
};

@ObjectType('EnterpriseList', {
  description: '企业名单的一个版本\nOne version of a list of enterprises',
})
export class EnterpriseList {
  @Field(() => ID, { description: '名单代码\nCode of the list' })
  code!: string;

  @Field(() => Int, { description: '版本\nVersion' })
  version!: number;

  @Field(() => TextType, { description: '名称\nName' })
  name!: TextType;

  @Field(() => String, { description: '发布机构代码\nCode of the issuer' })
  issuer!: string;

  @Field(() => DateScalar, { description: '生效日\nFirst day' })
  validFrom!: string;

  @Field(() => DateScalar, {
    nullable: true,
    description: '失效日（当日不再有效）\nThe day from which on it is valid no more',
  })
  validTo!: string | null;

  @Field(() => Int, { description: '企业数\nNumber of members' })
  memberCount!: number;

  @Field(() => PositionScalar, { description: '发布该版本的事实\nThe fact that published it' })
  position!: string;

  @Field(() => Boolean, { description: '演示数据\nMade by the demonstration' })
  synthetic!: boolean;
}

@ObjectType('EnterpriseClass', { description: '企业类别\nA class of enterprises' })
export class EnterpriseClass {
  @Field(() => ID, { description: '类别代码\nCode of the population' })
  code!: string;

  @Field(() => TextType, { description: '名称\nName' })
  name!: TextType;
}

const listOf = (row: ListVersionRow): EnterpriseList => ({
  code: row.list,
  version: row.version,
  name: row.name,
  issuer: row.issuer,
  validFrom: row.validFrom,
  validTo: row.validTo,
  memberCount: row.memberCount,
  position: formatPosition({ service: 'regulators', partition: row.partition, pos: row.pos }),
  synthetic: row.synthetic,
});

interface Asked {
  id: string;
  on: string;
}

/** One statement for each day that is asked about: nearly always one. */
const memberships = batched<Asked, ListVersionRow[]>(async (asked, context) => {
  const days = new Map<string, Map<string, ListVersionRow[]>>();
  for (const [on, group] of Map.groupBy(asked, (one) => one.on)) {
    const ids = group.map(({ id }) => id);
    const found = await membershipsOn(context, ids, on);
    days.set(on, new Map(ids.map((id, n) => [id, found[n]!])));
  }
  return asked.map(({ id, on }) => days.get(on)!.get(id)!);
});

@Resolver(() => Enterprise)
export class EnterpriseListsResolver {
  @FieldResolver(() => [EnterpriseList], {
    nullable: true,
    description: '所在名单及版本\nThe list versions of which it is a member',
  })
  async lists(
    @Root() { id }: Enterprise,
    @Arg('on', () => DateScalar, ON) on: string | undefined,
    @Ctx() context: RequestContext,
  ): Promise<EnterpriseList[]> {
    const rows = await memberships({ id, on: on ?? dayOf(context.cut) }, context);
    return rows.map(listOf);
  }

  @FieldResolver(() => [EnterpriseClass], {
    nullable: true,
    description: '类别，只由名单决定\nIts classes, which follow from lists alone',
  })
  async classes(
    @Root() { id }: Enterprise,
    @Arg('on', () => DateScalar, ON) on: string | undefined,
    @Ctx() context: RequestContext,
  ): Promise<readonly EnterpriseClass[]> {
    const rows = await memberships({ id, on: on ?? dayOf(context.cut) }, context);
    return classesOf(rows.map(({ list }) => list));
  }
}

@Resolver(() => EnterpriseList)
export class ListResolver {
  @Query(() => EnterpriseList, {
    nullable: true,
    description: '某日有效的名单版本\nThe version of a list that is valid on a day',
  })
  async enterpriseList(
    @Arg('code', () => ID, { description: '名单代码\nCode of the list' }) code: string,
    @Arg('on', () => DateScalar, ON) on: string | undefined,
    @Ctx() context: RequestContext,
  ): Promise<EnterpriseList | null> {
    requirePrincipal(context);
    const row = await listOn(context, code, on ?? dayOf(context.cut));
    return row && listOf(row);
  }

  @Query(() => [EnterpriseList], {
    description: '某日有效的全部名单\nAll lists that are valid on a day',
  })
  async enterpriseLists(
    @Arg('on', () => DateScalar, ON) on: string | undefined,
    @Ctx() context: RequestContext,
  ): Promise<EnterpriseList[]> {
    requirePrincipal(context);
    return (await listsOn(context, on ?? dayOf(context.cut))).map(listOf);
  }

  @FieldResolver(() => EnterpriseConnection, {
    nullable: true,
    description: '名单内企业\nIts members',
  })
  async members(
    @Root() list: EnterpriseList,
    @Args(() => PageArgs) page: PageArgs,
    @Ctx() context: RequestContext,
  ): Promise<Page<Enterprise>> {
    const request = pageRequest(page, ['TEXT']);
    const ids = await memberIds(context, { list: list.code, version: list.version }, request);
    const members = await Promise.all(
      ids.map(async (id) => (await enterpriseById(id, context)) ?? unregistered(id)),
    );
    return pageOf(members, request, ({ id }) => [id], { totalCount: list.memberCount });
  }
}

/** A list may name an enterprise before the register does. */
const unregistered = (id: string): Enterprise => ({
  id,
  name: null,
  uscc: null,
  county: null,
  stage: null,
  synthetic: null,
});
