import { areaInReach, requirePrincipal } from '@qianfan/kit/identity/access';
import { connectionOf, PageArgs } from '@qianfan/kit/subgraph/connection.graphql';
import type { RequestContext } from '@qianfan/kit/subgraph/context';
import { type Page, pageOf, pageRequest } from '@qianfan/kit/subgraph/pages';
import { batched, type ReferenceLoader } from '@qianfan/kit/subgraph/references';
import { enumOf, TextType } from '@qianfan/kit/subgraph/values.graphql';
import {
  Arg,
  Args,
  Ctx,
  Directive,
  Field,
  FieldResolver,
  ID,
  ObjectType,
  Query,
  registerEnumType,
  Resolver,
  Root,
} from 'type-graphql';
import { Region, regionOf } from './region.graphql.ts';
import { enterprisePage, type EnterpriseRow, enterprisesById } from './register.store.ts';

const LifecycleStage = enumOf(['SEED', 'STARTUP', 'GROWTH', 'STABLE'] as const);
registerEnumType(LifecycleStage, {
  name: 'LifecycleStage',
  description: '生命周期：种子、初创、成长、成熟\nStage of life: seed, start-up, growth, stable',
});

@Directive('@key(fields: "id")')
@ObjectType('Enterprise', {
  description: '企业；类别只由名单决定\nEnterprise; its classes follow from lists alone',
})
export class Enterprise {
  @Field(() => ID, { description: '编号\nOpaque id' })
  id!: string;

  @Field(() => TextType, {
    nullable: true,
    description: '名称；匿名企业为空\nName; null where anonymous',
  })
  name!: TextType | null;

  @Field(() => String, {
    nullable: true,
    description: '统一社会信用代码\nUnified social credit code',
  })
  uscc!: string | null;

  @Field(() => Region, { nullable: true, description: '所在县（市、区）\nCounty' })
  county!: Region | null;

  @Field(() => LifecycleStage, { nullable: true, description: '生命周期\nStage of life' })
  stage!: string | null;

  @Field(() => Boolean, { nullable: true, description: '演示数据\nMade by the demonstration' })
  synthetic!: boolean | null;
}

export const EnterpriseConnection = connectionOf('Enterprise', () => Enterprise);

/** A register row as GraphQL shows it. */
export const enterpriseOf = (row: EnterpriseRow): Enterprise => ({
  id: row.id,
  name: row.name ?? null,
  uscc: row.uscc ?? null,
  county: regionOf(row.county),
  stage: row.stage ?? null,
  synthetic: row.synthetic,
});

async function load(ids: readonly string[], context: RequestContext) {
  const rows = await enterprisesById(context, ids);
  return rows.map((row) => row && enterpriseOf(row));
}

/** Enterprises by id, one statement for all that a request asks for at once. The register is open to every role. */
export const enterpriseById = batched<string, Enterprise | null>(load);

export const enterpriseReferences: ReferenceLoader = (references, context) =>
  load(
    references.map(({ id }) => String(id)),
    context,
  );

@Resolver(() => Enterprise)
export class EnterpriseResolver {
  @Query(() => Enterprise, { nullable: true, description: '按编号查企业\nOne enterprise' })
  enterprise(
    @Arg('id', () => ID, { description: '编号\nId' }) id: string,
    @Ctx() context: RequestContext,
  ): Promise<Enterprise | null> {
    requirePrincipal(context);
    return enterpriseById(id, context);
  }

  @Query(() => EnterpriseConnection, { description: '企业名录\nThe register of enterprises' })
  async enterprises(
    @Args(() => PageArgs) page: PageArgs,
    @Arg('area', () => ID, {
      nullable: true,
      description: '地区代码，含下级\nArea, those within it included',
    })
    area: string | undefined,
    @Ctx() context: RequestContext,
  ): Promise<Page<Enterprise>> {
    return enterprisesIn(context, page, areaInReach(context, area, 'PROGRAMME'));
  }
}

@Resolver(() => Region)
export class RegionEnterprisesResolver {
  @FieldResolver(() => EnterpriseConnection, {
    nullable: true,
    description: '区内企业\nEnterprises in the area',
  })
  enterprises(
    @Root() { code }: Region,
    @Args(() => PageArgs) page: PageArgs,
    @Ctx() context: RequestContext,
  ): Promise<Page<Enterprise>> {
    return enterprisesIn(context, page, areaInReach(context, code));
  }
}

async function enterprisesIn(
  context: RequestContext,
  page: PageArgs,
  area: string | undefined,
): Promise<Page<Enterprise>> {
  const request = pageRequest(page, ['TEXT']);
  const where = area === undefined ? {} : { area };
  const { rows, totalCount } = await enterprisePage(context, where, request);
  return pageOf(rows.map(enterpriseOf), request, ({ id }) => [id], { totalCount });
}
