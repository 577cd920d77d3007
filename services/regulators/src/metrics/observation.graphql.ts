import type { RequestContext } from '@qianfan/kit/subgraph/context';
import { PageArgs } from '@qianfan/kit/subgraph/connection.graphql';
import { Decimal, Period } from '@qianfan/kit/subgraph/scalars';
import { IssueType, MoneyUnit } from '@qianfan/kit/subgraph/values.graphql';
import type { Issue } from '@qianfan/schema/kernel/issue';
import { lastMonthOf } from '@qianfan/schema/kernel/period';
import type { GraphQLResolveInfo } from 'graphql';
import {
  Arg,
  Args,
  Ctx,
  Field,
  FieldResolver,
  ID,
  Info,
  Int,
  ObjectType,
  Query,
  Resolver,
  Root,
} from 'type-graphql';
import { changesIn } from './ahead.graphql.ts';
import { Basis, Metric, metricIn } from '../definitions/metric.graphql.ts';
import { Institution, institutionByCode } from '../register/institution.graphql.ts';
import {
  answering,
  atMost,
  observedId,
  observedQuery,
  periodsBetween,
  visibleTo,
} from './asking.store.ts';
import { TOTAL } from '@qianfan/schema/catalogue/dimensions';
import { Lineage, lineageOf } from './lineage.graphql.ts';
import {
  FigureInput,
  FigurePart,
  ObservationStatus,
  ObservationUnit,
  partOf,
  textOf,
} from './shapes.graphql.ts';
import type { Observation } from './observe.ts';
import { reasonOf } from './reason.ts';

export const money = { defaultValue: 'YUAN' as const, description: '金额单位\nUnit of money' };
export type Unit = keyof typeof MoneyUnit;

@ObjectType('Observation', {
  description:
    '一个数字：其值、状态、口径与来源；缺数从不以零代替\nA figure: value, status, definition and where it comes from; what is missing is never shown as zero',
})
export class ObservationType {
  @Field(() => ID, {
    description:
      '数字编号：同一编号在接口、溯源与链接中通用\nId, the same here, in trace and in links',
  })
  figureId!: string;

  @Field(() => ID, { description: '指标代码\nMetric' })
  metric!: string;

  @Field(() => ID, { description: '企业类别\nPopulation' })
  population!: string;

  @Field(() => ID, { description: '报送机构；_T 为全部\nReporter; _T = all' })
  reporter!: string;

  @Field(() => ID, { description: '行政区划\nArea' })
  area!: string;

  @Field(() => Period, { description: '报告期\nPeriod' })
  period!: string;

  @Field(() => Basis, { description: '数据基础\nBasis' })
  basis!: string;

  @Field(() => ID, { description: '口径部门\nAgency' })
  agency!: string;

  @Field(() => ObservationStatus, { description: '状态\nStatus' })
  status!: keyof typeof ObservationStatus;

  @Field(() => ObservationUnit, { description: '计量单位\nUnit' })
  unit!: keyof typeof ObservationUnit;

  @Field(() => [String], {
    description:
      '标志：b 为口径中断，p 为暂定（报告期未结束）\nFlags; b: break in the definition, p: provisional, of a period that is not over',
  })
  flags!: readonly string[];

  @Field(() => Int, { nullable: true, description: '应报机构数\nReporters that owe it' })
  expected!: number | null;

  @Field(() => Int, { nullable: true, description: '已报机构数\nReporters that did' })
  received!: number | null;

  @Field(() => Int, { nullable: true, description: '口径版本\nVersion of the definition' })
  definitionVersion!: number | null;

  @Field(() => String, {
    nullable: true,
    description: '名单版本，如 HNTE/2\nVersions of the lists behind the population, such as HNTE/2',
  })
  listVersion!: string | null;

  @Field(() => FigurePart, { nullable: true, description: '分子\nNumerator' })
  numerator!: FigurePart | null;

  @Field(() => FigurePart, { nullable: true, description: '分母\nDenominator' })
  denominator!: FigurePart | null;

  observation!: Observation;
}

export const shown = (observation: Observation): ObservationType => {
  const { figure, id, status, unit, flags, expected, received } = observation;
  const { metric, population, reporter, area, basis, agency } = figure.series;
  return {
    figureId: id,
    metric,
    population,
    reporter,
    area,
    basis,
    agency,
    period: figure.period,
    status,
    unit,
    flags,
    expected,
    received,
    definitionVersion: observation.definitionVersion,
    listVersion: observation.listVersion,
    numerator: partOf(observation.numerator),
    denominator: partOf(observation.denominator),
    observation,
  };
};

@Resolver(() => ObservationType)
export class ObservationResolver {
  @Query(() => ObservationType, { nullable: true, description: '一个数字\nOne figure' })
  async observation(
    @Arg('figure', () => FigureInput, { description: '要什么\nWhat' }) figure: FigureInput,
    @Ctx() context: RequestContext,
  ): Promise<ObservationType> {
    return shown(await observedQuery(context, figure));
  }

  @Query(() => [ObservationType], { description: '至多 200 个数字\nUp to 200 figures' })
  async observations(
    @Arg('figures', () => [FigureInput], { description: '要什么\nWhat' }) figures: FigureInput[],
    @Ctx() context: RequestContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<ObservationType[]> {
    atMost(figures.length);
    const along = changesIn(info);
    const found = figures.map((figure) => observedQuery(context, figure, along));
    return (await Promise.all(found)).map(shown);
  }

  @Query(() => ObservationType, { nullable: true, description: '按编号取数\nA figure by its id' })
  async figure(
    @Arg('id', () => ID, { description: '数字编号\nId' }) id: string,
    @Ctx() context: RequestContext,
  ): Promise<ObservationType> {
    return shown(await observedId(context, id));
  }

  @Query(() => [ObservationType], {
    description: '一个序列：从一期到另一期\nA series from one period to another',
  })
  async series(
    @Arg('figure', () => FigureInput, {
      description: '序列；其报告期不计\nThe series; its own period does not matter',
    })
    figure: FigureInput,
    @Arg('from', () => Period, { description: '首期\nFirst period' }) from: string,
    @Arg('to', () => Period, { description: '末期\nLast period' }) to: string,
    @Ctx() context: RequestContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<ObservationType[]> {
    const periods = periodsBetween(from, to);
    const along = changesIn(info);
    const found = periods.map((period) => observedQuery(context, { ...figure, period }, along));
    return (await Promise.all(found)).map(shown);
  }

  @FieldResolver(() => Decimal, {
    nullable: true,
    description: '值；状态非 REPORTED 时为空\nValue; null unless the status is REPORTED',
  })
  value(
    @Root() { observation }: ObservationType,
    @Arg('unit', () => MoneyUnit, money) unit: Unit,
  ): string | null {
    return textOf(observation.value, observation.unit, unit);
  }

  @FieldResolver(() => Decimal, {
    nullable: true,
    description: '不完整时：已报部分之和\nWhere incomplete: of those who did report',
  })
  partial(
    @Root() { observation }: ObservationType,
    @Arg('unit', () => MoneyUnit, money) unit: Unit,
  ): string | null {
    return textOf(observation.partial, observation.unit, unit);
  }

  @FieldResolver(() => IssueType, {
    nullable: true,
    description:
      '无值的原因及应改查什么：无基数、未采集、未发布\nWhy there is no value and what to ask instead: no base, not collected, not published',
  })
  issue(@Root() { observation }: ObservationType): Issue | null {
    return reasonOf(observation);
  }

  @FieldResolver(() => Lineage, {
    description:
      '溯源：构成此数的事实及各自贡献\nThe facts behind the figure, and what each contributes',
  })
  lineage(
    @Root() { observation }: ObservationType,
    @Args(() => PageArgs) page: PageArgs,
    @Ctx() context: RequestContext,
  ): Promise<Lineage> {
    return answering(context, (from) =>
      lineageOf(context, observation, visibleTo(context, from, observation.figure), page),
    );
  }

  @FieldResolver(() => Metric, { nullable: true, description: '指标定义\nThe definition' })
  definition(@Root() { metric, observation }: ObservationType, @Ctx() context: RequestContext) {
    return metricIn({ code: metric, month: lastMonthOf(observation.figure.period) }, context);
  }

  @FieldResolver(() => Institution, { nullable: true, description: '报送机构\nThe reporter' })
  institution(@Root() { reporter }: ObservationType, @Ctx() context: RequestContext) {
    return reporter === TOTAL ? null : institutionByCode(reporter, context);
  }
}

@Resolver(() => FigurePart)
export class FigurePartResolver {
  @FieldResolver(() => Decimal, { nullable: true, description: '值\nValue' })
  value(
    @Root() { level }: FigurePart,
    @Arg('unit', () => MoneyUnit, money) unit: Unit,
  ): string | null {
    return textOf(level.value, level.unit, unit);
  }
}
