import type { RequestContext } from '@qianfan/kit/subgraph/context';
import { Decimal, Period } from '@qianfan/kit/subgraph/scalars';
import { MoneyUnit } from '@qianfan/kit/subgraph/values.graphql';
import { Arg, Ctx, Field, FieldResolver, ID, ObjectType, Resolver, Root } from 'type-graphql';
import { admitted, answering } from './asking.store.ts';
import { type Figure, formatFigure } from './figure.ts';
import { money, ObservationType, type Unit } from './observation.graphql.ts';
import { FigureError } from './refusal.ts';
import { GrowthKind, ObservationStatus, textOf } from './shapes.graphql.ts';
import { type Split, splitOf } from './split.ts';
import { basePeriod, type Growth as Over } from './transform.ts';

@ObjectType('GrowthSplit', {
  description:
    '名单类别增速的拆分：同样本增长与名单变动，二者之和恰为总增速\nGrowth of a population that goes by lists: of those on both lists, and of the list itself; exactly the whole together',
})
export class GrowthSplit {
  @Field(() => ID, { description: '同样本增速的编号\nId of the growth of the cohort' })
  cohortFigureId!: string;

  @Field(() => ID, { description: '名单变动影响的编号\nId of the effect of the list' })
  listEffectFigureId!: string;

  @Field(() => Period, { description: '基期\nPeriod of the base' })
  basePeriod!: string;

  @Field(() => ObservationStatus, { description: '状态\nStatus' })
  status!: keyof typeof ObservationStatus;

  @Field(() => Decimal, {
    nullable: true,
    description: '滚动名单增速\nGrowth by the list of each day, as a fraction',
  })
  rolling!: string | null;

  @Field(() => Decimal, {
    nullable: true,
    description: '同样本增速：期初、期末均在名单内的企业\nGrowth of the enterprises on both lists',
  })
  cohort!: string | null;

  @Field(() => Decimal, {
    nullable: true,
    description: '名单变动影响：滚动减同样本\nEffect of the list: rolling less cohort',
  })
  listEffect!: string | null;

  @Field(() => String, { nullable: true, description: '期末名单版本\nLists now' })
  listVersion!: string | null;

  @Field(() => String, { nullable: true, description: '基期名单版本\nLists of the base' })
  baseListVersion!: string | null;

  split!: Split;
}

@Resolver(() => ObservationType)
export class SplitResolver {
  @FieldResolver(() => GrowthSplit, {
    nullable: true,
    description:
      '增速拆分为同样本与名单变动；仅限由名单界定的类别与单笔数据\nGrowth taken apart into like-for-like and list effect; of list-defined populations, from single contracts',
  })
  split(
    @Root() { observation }: ObservationType,
    @Arg('kind', () => GrowthKind, { defaultValue: 'YOY', description: '比较期\nWith what' })
    over: Over,
    @Ctx() context: RequestContext,
  ): Promise<GrowthSplit> {
    return answering(context, async (from) => {
      const { series, period } = observation.figure;
      const base = basePeriod(period, over);
      if (!base) throw new FigureError('BAD_USER_INPUT', { what: `${over} ${period}` });
      await admitted(context, from, observation.figure);
      const split = await splitOf(from, series, period, base);
      const { rolling, cohort, listEffect, status } = split;
      const told = (what: 'X_COHORT' | 'X_LIST_EFFECT'): Figure => ({
        series,
        period,
        transform: { kind: 'SPLIT', what, over },
      });
      return {
        cohortFigureId: formatFigure(told('X_COHORT')),
        listEffectFigureId: formatFigure(told('X_LIST_EFFECT')),
        basePeriod: base,
        status,
        rolling: textOf(rolling.growth, 'RATIO'),
        cohort: textOf(cohort.growth, 'RATIO'),
        listEffect: textOf(listEffect, 'RATIO'),
        listVersion: rolling.now.listVersion,
        baseListVersion: rolling.before.listVersion,
        split,
      };
    });
  }
}

/** The amounts: now − base = (cohortNow − cohortBase) + joined − left. */
@Resolver(() => GrowthSplit)
export class GrowthSplitResolver {
  @FieldResolver(() => Decimal, { nullable: true, description: '期末数\nNow' })
  now(@Root() { split }: GrowthSplit, @Arg('unit', () => MoneyUnit, money) unit: Unit) {
    return textOf(split.rolling.now.value, split.rolling.now.unit, unit);
  }

  @FieldResolver(() => Decimal, { nullable: true, description: '基数\nAt the base' })
  base(@Root() { split }: GrowthSplit, @Arg('unit', () => MoneyUnit, money) unit: Unit) {
    return textOf(split.rolling.before.value, split.rolling.now.unit, unit);
  }

  @FieldResolver(() => Decimal, { nullable: true, description: '同样本期末数\nCohort, now' })
  cohortNow(@Root() { split }: GrowthSplit, @Arg('unit', () => MoneyUnit, money) unit: Unit) {
    return textOf(split.cohort.now.value, split.rolling.now.unit, unit);
  }

  @FieldResolver(() => Decimal, { nullable: true, description: '同样本基数\nCohort, at the base' })
  cohortBase(@Root() { split }: GrowthSplit, @Arg('unit', () => MoneyUnit, money) unit: Unit) {
    return textOf(split.cohort.before.value, split.rolling.now.unit, unit);
  }

  @FieldResolver(() => Decimal, {
    nullable: true,
    description: '新入名单企业的期末数\nNow, of those that came onto the list',
  })
  joined(@Root() { split }: GrowthSplit, @Arg('unit', () => MoneyUnit, money) unit: Unit) {
    return textOf(split.joined, split.rolling.now.unit, unit);
  }

  @FieldResolver(() => Decimal, {
    nullable: true,
    description: '退出名单企业的基数\nAt the base, of those that have left the list',
  })
  left(@Root() { split }: GrowthSplit, @Arg('unit', () => MoneyUnit, money) unit: Unit) {
    return textOf(split.left, split.rolling.now.unit, unit);
  }
}
