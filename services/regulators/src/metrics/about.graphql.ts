import type { RequestContext } from '@qianfan/kit/subgraph/context';
import { enumOf, TextType } from '@qianfan/kit/subgraph/values.graphql';
import { COUNTED } from '@qianfan/schema/catalogue/spoken';
import { lastMonthOf } from '@qianfan/schema/kernel/period';
import {
  Ctx,
  Field,
  FieldResolver,
  Int,
  ObjectType,
  registerEnumType,
  Resolver,
  Root,
} from 'type-graphql';
import { metricIn } from '../definitions/metric.graphql.ts';
import { answering } from './asking.store.ts';
import { contributorsTo } from './contributors.store.ts';
import { ObservationType } from './observation.graphql.ts';
import { metricOf } from './level.ts';
import { operandsIn } from './made.ts';
import { GrowthKind } from './shapes.graphql.ts';
import { comparisonsOf, labelOf, spanOf, SPANS } from './span.ts';

const Span = enumOf(SPANS);
registerEnumType(Span, {
  name: 'Span',
  description:
    '所指时间：期末、本期之内（当月、当季、当年累计）、自始累计、不涉时间\nOf what time: the period’s end, within the period, since the beginning, none',
});

@ObjectType('Contributors', {
  description: '逐笔合同的报送面\nHow many send single contracts, of how many',
})
export class Contributors {
  @Field(() => Int, { description: '已有逐笔合同的机构数\nInstitutions that have sent any' })
  reporting!: number;

  @Field(() => Int, { description: '同类机构总数\nInstitutions of that kind' })
  total!: number;
}

/** How a figure is to be read: whose data it is, of what time, what it is called, and what may be compared. */
@Resolver(() => ObservationType)
export class AboutResolver {
  @FieldResolver(() => Contributors, {
    nullable: true,
    description:
      '逐笔合同无报送义务：实有几家机构的数据；报表、事件与单家机构为空\nNobody owes single contracts: whose are in it; null of returns, events and single institutions',
  })
  contributors(
    @Root() { observation }: ObservationType,
    @Ctx() context: RequestContext,
  ): Promise<Contributors | null> {
    return answering(context, ({ catalogue }) =>
      contributorsTo(context, catalogue, operandsIn(observation.made)),
    );
  }

  @FieldResolver(() => Span, { description: '所指时间\nOf what time it is' })
  span(
    @Root() { metric }: ObservationType,
    @Ctx() context: RequestContext,
  ): Promise<keyof typeof Span> {
    return answering(context, ({ catalogue }) => spanOf(catalogue, metric));
  }

  @FieldResolver(() => [GrowthKind], {
    description: '有意义的比较期：流量不与年初比\nComparisons that say something of it',
  })
  comparisons(
    @Root() { metric, period }: ObservationType,
    @Ctx() context: RequestContext,
  ): Promise<(keyof typeof GrowthKind)[]> {
    return answering(context, ({ catalogue }) => comparisonsOf(spanOf(catalogue, metric), period));
  }

  @FieldResolver(() => TextType, {
    nullable: true,
    description:
      '名称；流量说明当月、当季或当年累计\nWhat it is called; of a flow, within what period',
  })
  label(
    @Root() { metric, period }: ObservationType,
    @Ctx() context: RequestContext,
  ): Promise<TextType | null> {
    return calledIn(context, metric, period);
  }

  @FieldResolver(() => TextType, { nullable: true, description: '分子名称\nThe numerator’s' })
  numeratorLabel(
    @Root() { metric, period }: ObservationType,
    @Ctx() context: RequestContext,
  ): Promise<TextType | null> {
    return calledPart(context, metric, period, 'numerator');
  }

  @FieldResolver(() => TextType, { nullable: true, description: '分母名称\nThe denominator’s' })
  denominatorLabel(
    @Root() { metric, period }: ObservationType,
    @Ctx() context: RequestContext,
  ): Promise<TextType | null> {
    return calledPart(context, metric, period, 'denominator');
  }

  @FieldResolver(() => TextType, {
    nullable: true,
    description:
      '个数的量词，如户、家；金额、比率及变换后为空\nIn what a number is counted; null of amounts and ratios',
  })
  counted(@Root() { metric, observation }: ObservationType): TextType | null {
    const isNumber = observation.unit === 'COUNT' && observation.figure.transform.kind === 'LEVEL';
    return isNumber ? (COUNTED.get(metric) ?? null) : null;
  }
}

/** What a metric is called for a period, by its definition of that time. */
async function calledIn(
  context: RequestContext,
  metric: string,
  period: string,
): Promise<TextType | null> {
  const defined = await metricIn({ code: metric, month: lastMonthOf(period) }, context);
  return answering(
    context,
    ({ catalogue }) => defined && labelOf(metric, defined.name, spanOf(catalogue, metric), period),
  );
}

/** The same of a part of a quotient; null where the metric has none. */
async function calledPart(
  context: RequestContext,
  metric: string,
  period: string,
  part: 'numerator' | 'denominator',
): Promise<TextType | null> {
  const code = await answering(context, ({ catalogue }) => metricOf(catalogue, metric)[0][part]);
  return code ? calledIn(context, code, period) : null;
}
