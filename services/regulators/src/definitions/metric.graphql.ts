import { requirePrincipal } from '@qianfan/kit/identity/access';
import type { RequestContext } from '@qianfan/kit/subgraph/context';
import { batched } from '@qianfan/kit/subgraph/references';
import { JsonScalar, Period } from '@qianfan/kit/subgraph/scalars';
import { enumOf, TextType } from '@qianfan/kit/subgraph/values.graphql';
import { ADDITIVITY, BASES, type Formula } from '@qianfan/schema/catalogue/definition';
import { dayOf } from '@qianfan/schema/kernel/instant';
import { lastMonthOf } from '@qianfan/schema/kernel/period';
import {
  Arg,
  Ctx,
  Field,
  FieldResolver,
  ID,
  Int,
  ObjectType,
  Query,
  registerEnumType,
  Resolver,
  Root,
} from 'type-graphql';
import { type MetricRow, metricsByCode, metricsIn } from './definitions.store.ts';

/** The enums of metrics, for the figures too. */
export const Additivity = enumOf(ADDITIVITY);
registerEnumType(Additivity, {
  name: 'Additivity',
  description: '可加性：决定哪些汇总是允许的\nHow values add up, and so which roll-ups are allowed',
});

export const Basis = enumOf(BASES);
registerEnumType(Basis, {
  name: 'Basis',
  description: '数据基础：报表、合同、事件\nBasis: periodic returns, single contracts, events',
});

const MetricUnit = enumOf(['YUAN', 'COUNT', 'RATIO'] as const);
registerEnumType(MetricUnit, { name: 'MetricUnit', description: '单位\nUnit' });

@ObjectType('Metric', { description: '指标定义\nDefinition of a metric' })
export class Metric {
  @Field(() => ID, { description: '指标代码\nCode' })
  code!: string;

  @Field(() => Int, { description: '口径版本\nVersion of the definition' })
  version!: number;

  @Field(() => TextType, { description: '名称\nName' })
  name!: TextType;

  @Field(() => TextType, { description: '口径说明\nWhat it counts' })
  description!: TextType;

  @Field(() => MetricUnit, { description: '单位\nUnit' })
  unit!: string;

  @Field(() => Additivity, { description: '可加性\nHow values add up' })
  additivity!: string;

  @Field(() => String, { description: '频度：M、Q、A、E\nFrequency: M, Q, A, E' })
  frequency!: string;

  @Field(() => String, { description: '归口部门代码\nCode of the agency that owns it' })
  agency!: string;

  @Field(() => Period, { description: '施行月\nIn force from' })
  effectiveFrom!: string;

  @Field(() => [Basis], { description: '数据基础\nBases that carry it' })
  bases!: string[];

  @Field(() => [String], { description: '可限定的维度\nDimensions that may be restricted' })
  dimensions!: string[];

  @Field(() => [String], { description: '来源报表与事实\nForms and facts that it follows from' })
  sources!: string[];

  @Field(() => JsonScalar, {
    nullable: true,
    description:
      '派生公式\nFormula, where it follows from other metrics in another way than as a quotient',
  })
  formula!: Formula | null;

  numeratorCode!: string | null;
  denominatorCode!: string | null;
  /** The month in which this version was asked for; its parts are those of the same month. */
  month!: string;
}

const metricOf = (row: MetricRow, month: string): Metric => ({
  code: row.code,
  version: row.version,
  name: row.name,
  description: row.description,
  unit: row.unit,
  additivity: row.additivity,
  frequency: row.frequency,
  agency: row.agency,
  effectiveFrom: row.effectiveFrom,
  bases: row.bases as string[],
  dimensions: row.dimensions as string[],
  sources: row.sources as string[],
  formula: row.formula ?? null,
  numeratorCode: row.numerator ?? null,
  denominatorCode: row.denominator ?? null,
  month,
});

interface Asked {
  code: string;
  month: string;
}

/** Definitions by code and month, one statement for each month that is asked about. */
export const metricIn = batched<Asked, Metric | null>(async (asked, { em }) => {
  const found = new Map<Asked, Metric | null>();
  for (const [month, group] of Map.groupBy(asked, (one) => one.month)) {
    const codes = group.map(({ code }) => code);
    const rows = await metricsByCode(em, codes, month);
    rows.forEach((row, n) => found.set(group[n]!, row && metricOf(row, month)));
  }
  return asked.map((one) => found.get(one)!);
});

const PERIOD = {
  nullable: true,
  description: '报告期；缺省为时点当月\nPeriod; the month of the cut unless told',
};

const monthOf = (period: string | undefined, { cut }: RequestContext): string =>
  period === undefined ? dayOf(cut).slice(0, 7) : lastMonthOf(period);

@Resolver(() => Metric)
export class MetricResolver {
  @Query(() => Metric, {
    nullable: true,
    description: '某期施行的指标定义\nA metric as defined for a period',
  })
  metric(
    @Arg('code', () => ID, { description: '指标代码\nCode' }) code: string,
    @Arg('period', () => Period, PERIOD) period: string | undefined,
    @Ctx() context: RequestContext,
  ): Promise<Metric | null> {
    requirePrincipal(context);
    return metricIn({ code, month: monthOf(period, context) }, context);
  }

  @Query(() => [Metric], { description: '全部指标\nAll metrics' })
  async metrics(
    @Arg('period', () => Period, PERIOD) period: string | undefined,
    @Ctx() context: RequestContext,
  ): Promise<Metric[]> {
    requirePrincipal(context);
    const month = monthOf(period, context);
    return (await metricsIn(context.em, month)).map((row) => metricOf(row, month));
  }

  @FieldResolver(() => Metric, { nullable: true, description: '分子\nNumerator' })
  numerator(@Root() metric: Metric, @Ctx() context: RequestContext): Promise<Metric | null> | null {
    return partOf(metric, metric.numeratorCode, context);
  }

  @FieldResolver(() => Metric, { nullable: true, description: '分母\nDenominator' })
  denominator(
    @Root() metric: Metric,
    @Ctx() context: RequestContext,
  ): Promise<Metric | null> | null {
    return partOf(metric, metric.denominatorCode, context);
  }
}

const partOf = ({ month }: Metric, code: string | null, context: RequestContext) =>
  code === null ? null : metricIn({ code, month }, context);
