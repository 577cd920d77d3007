import type { RequestContext } from '@qianfan/kit/subgraph/context';
import { InstantScalar, Period } from '@qianfan/kit/subgraph/scalars';
import { Arg, Ctx, Field, ObjectType, Query, Resolver } from 'type-graphql';
import { admitted, answering, figureFor, periodsBetween, sized } from './asking.store.ts';
import { ObservationType, shown } from './observation.graphql.ts';
import { FigureInput } from './shapes.graphql.ts';
import { triangleOf, vintagesOf } from './vintages.ts';

@ObjectType('Vintage', {
  description: '一个数字在某次发布时的版本\nA figure as it was known at one release',
})
export class VintageType {
  @Field(() => Period, {
    nullable: true,
    description:
      '随哪一报告期发布时所知；为空即现在所知\nThe period with whose release it was known; null = as known now',
  })
  release!: string | null;

  @Field(() => InstantScalar, { description: '按何时所知\nAs of when it was known' })
  knownAt!: number;

  @Field(() => ObservationType, { description: '数字\nThe figure' })
  observation!: ObservationType;
}

@ObjectType('VintageRow', {
  description: '一个报告期的各次版本\nOne period, as known at each release',
})
export class VintageRowType {
  @Field(() => Period, { description: '报告期\nPeriod' })
  period!: string;

  @Field(() => [VintageType], {
    description:
      '自本期发布起，按发布先后；最后为现在所知\nFrom its own release on, in order; last as known now',
  })
  vintages!: VintageType[];
}

@Resolver()
export class VintagesResolver {
  @Query(() => [VintageRowType], {
    description:
      '版本三角：各期数字在本期及以后每次发布时的值\nVintage triangle: each period as known at its own release and at every later one',
  })
  vintages(
    @Arg('figure', () => FigureInput, {
      description: '序列；其报告期不计\nThe series; its own period does not matter',
    })
    asked: FigureInput,
    @Arg('from', () => Period, { description: '首期\nFirst period' }) first: string,
    @Arg('to', () => Period, { description: '末期\nLast period' }) last: string,
    @Ctx() context: RequestContext,
  ): Promise<VintageRowType[]> {
    const periods = periodsBetween(first, last);
    return answering(context, async (from) => {
      const figure = await admitted(context, from, figureFor(from, { ...asked, period: last }));
      const { series, transform } = figure;
      const triangle = triangleOf(from, series, periods);
      sized(triangle.reduce((sum, { releases }) => sum + releases.length + 1, 0));
      const rows = await vintagesOf(from, series, transform, periods);
      return rows.map(({ period, vintages }) => ({
        period,
        vintages: vintages.map(({ release, knownAt, observation }) => ({
          release,
          knownAt,
          observation: shown(observation),
        })),
      }));
    });
  }
}
