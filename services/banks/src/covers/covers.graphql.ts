import { fenOf } from '@qianfan/schema/deciding/issues';
import { connectionOf, PageArgs } from '@qianfan/kit/subgraph/connection.graphql';
import type { RequestContext } from '@qianfan/kit/subgraph/context';
import { moneyOf } from '@qianfan/kit/subgraph/money';
import type { Page } from '@qianfan/kit/subgraph/pages';
import { DateScalar, PositionScalar } from '@qianfan/kit/subgraph/scalars';
import { enumOf, Money } from '@qianfan/kit/subgraph/values.graphql';
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
import { contractReads } from '../contracts.graphql.ts';
import { Enterprise, Institution, Region } from '../stubs.graphql.ts';
import { type CoverRow, coverTable } from './covers.store.ts';

const CoverPart = enumOf(['I', 'II'] as const);
registerEnumType(CoverPart, {
  name: 'CoverPart',
  description:
    '第一部分科技活动风险保险，第二部分科技活动主体保险\nI: risks of tech activities; II: tech entities',
});

@Directive('@key(fields: "id")')
@ObjectType('Cover', { description: '科技保险保单\nAn insurance cover, as it stands at the cut' })
export class Cover {
  @Field(() => ID, {
    description: '全局编号：机构代码/保单号\nInstitution and cover: "INS_PICC_JX/P-1"',
  })
  id!: string;

  @Field(() => Institution, { nullable: true, description: '保险公司\nInsurer' })
  institution!: Institution;

  @Field(() => Enterprise, { nullable: true, description: '投保企业\nInsured enterprise' })
  enterprise!: Enterprise;

  @Field(() => Region, { nullable: true, description: '所在县（市、区）\nCounty' })
  county!: Region;

  @Field(() => String, { description: '产品代码\nCode of the product' })
  product!: string;

  @Field(() => CoverPart, { description: '统计部分\nPart of the statistics' })
  part!: string;

  @Field(() => Money, { description: '保险金额\nSum insured' })
  sumInsured!: Money;

  @Field(() => Money, { description: '保费\nPremium' })
  premium!: Money;

  @Field(() => DateScalar, { description: '起保日\nFirst day in force' })
  inception!: string;

  @Field(() => DateScalar, { description: '到期日（当日起失效）\nFirst day no longer in force' })
  expiresOn!: string;

  @Field(() => DateScalar, { nullable: true, description: '退保日\nCancelled on' })
  cancelledOn!: string | null;

  @Field(() => ID, { nullable: true, description: '所续保单的全局编号\nThe cover that it renews' })
  renews!: string | null;

  @Field(() => Boolean, { description: '演示数据\nMade by the demonstration' })
  synthetic!: boolean;

  @Field(() => PositionScalar, { description: '最近一条事实的位置\nPosition of its latest fact' })
  position!: string;
}

const CoverConnection = connectionOf('Cover', () => Cover, { scope: true });

const yuan = (amount: string): Money => moneyOf(fenOf(amount));

const coverOf = (row: CoverRow): Cover => ({
  id: `${row.institution}/${row.cover}`,
  institution: { code: row.institution },
  enterprise: { id: row.enterprise },
  county: { code: row.county },
  product: row.product,
  part: row.part,
  sumInsured: yuan(row.sumInsured),
  premium: yuan(row.premium),
  inception: row.inception,
  expiresOn: row.expiresOn,
  cancelledOn: row.cancelledOn ?? null,
  renews: row.renews ? `${row.institution}/${row.renews}` : null,
  synthetic: row.synthetic,
  position: `${row.source}/${row.partition}/${row.pos}`,
});

const reads = contractReads(coverTable, coverOf);

export const coverReferences = reads.references;

/** Covers that are in force on a day. */
const inForce = (on: string | undefined): object =>
  on === undefined
    ? {}
    : {
        inception: { $lte: on },
        expiresOn: { $gt: on },
        $or: [{ cancelledOn: null }, { cancelledOn: { $gt: on } }],
      };

const IN_FORCE = { nullable: true, description: '当日有效的保单\nThose in force on this day' };

@Resolver()
export class CoverResolver {
  @Query(() => Cover, { nullable: true, description: '一张保单\nOne cover' })
  cover(
    @Arg('institution', () => ID, { description: '机构代码\nCode of the insurer' })
    institution: string,
    @Arg('id', () => ID, { description: '保单号\nThe insurer’s id of the cover' }) id: string,
    @Ctx() context: RequestContext,
  ): Promise<Cover | null> {
    return reads.one(institution, id, context);
  }

  @Query(() => CoverConnection, { description: '保单\nCovers' })
  covers(
    @Args(() => PageArgs) page: PageArgs,
    @Arg('institution', () => ID, { nullable: true, description: '机构代码\nInsurer' })
    institution: string | undefined,
    @Arg('enterprise', () => ID, { nullable: true, description: '企业编号\nInsured enterprise' })
    enterprise: string | undefined,
    @Arg('area', () => ID, {
      nullable: true,
      description: '地区代码，含下级\nArea, those within it included',
    })
    area: string | undefined,
    @Arg('inForceOn', () => DateScalar, IN_FORCE) on: string | undefined,
    @Ctx() context: RequestContext,
  ): Promise<Page<Cover>> {
    return reads.list(context, { institution, enterprise, area, more: inForce(on) }, page);
  }
}

const COVERS = { nullable: true, description: '科技保险保单\nInsurance covers' };

@Resolver(() => Institution)
export class InstitutionCoversResolver {
  @FieldResolver(() => CoverConnection, COVERS)
  covers(
    @Root() { code }: Institution,
    @Args(() => PageArgs) page: PageArgs,
    @Arg('inForceOn', () => DateScalar, IN_FORCE) on: string | undefined,
    @Ctx() context: RequestContext,
  ): Promise<Page<Cover>> {
    return reads.ofInstitution(code, context, page, inForce(on));
  }
}

@Resolver(() => Enterprise)
export class EnterpriseCoversResolver {
  @FieldResolver(() => CoverConnection, COVERS)
  covers(
    @Root() { id }: Enterprise,
    @Args(() => PageArgs) page: PageArgs,
    @Arg('inForceOn', () => DateScalar, IN_FORCE) on: string | undefined,
    @Ctx() context: RequestContext,
  ): Promise<Page<Cover>> {
    return reads.ofEnterprise(id, context, page, inForce(on));
  }
}

@Resolver(() => Region)
export class RegionCoversResolver {
  @FieldResolver(() => CoverConnection, COVERS)
  covers(
    @Root() { code }: Region,
    @Args(() => PageArgs) page: PageArgs,
    @Arg('inForceOn', () => DateScalar, IN_FORCE) on: string | undefined,
    @Ctx() context: RequestContext,
  ): Promise<Page<Cover>> {
    return reads.ofRegion(code, context, page, inForce(on));
  }
}

export const coverResolvers = [
  CoverResolver,
  InstitutionCoversResolver,
  EnterpriseCoversResolver,
  RegionCoversResolver,
] as const;
