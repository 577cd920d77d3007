import type { RequestContext } from '@qianfan/kit/subgraph/context';
import { Decimal } from '@qianfan/kit/subgraph/scalars';
import { enumOf, MoneyUnit } from '@qianfan/kit/subgraph/values.graphql';
import {
  Arg,
  Ctx,
  Field,
  FieldResolver,
  ID,
  ObjectType,
  Query,
  registerEnumType,
  Resolver,
  Root,
} from 'type-graphql';
import { type Combination, COMBINATIONS } from './additivity.ts';
import { admitted, answering, atMost, figureFor } from './asking.store.ts';
import { type Combined, combine } from './combine.ts';
import { FigureInput, ObservationStatus, ObservationUnit, textOf } from './shapes.graphql.ts';

const CombinationEnum = enumOf(COMBINATIONS);
registerEnumType(CombinationEnum, {
  name: 'Combination',
  description: '相加、相除、相减\nSum, quotient, difference',
});

@ObjectType('CombinedFigure', {
  description: '由若干数字合成的数\nA number made of several figures, which it names',
})
export class CombinedFigure {
  @Field(() => [ID], { description: '各数字编号\nThe figures' })
  figureIds!: string[];

  @Field(() => ObservationStatus, { description: '状态\nStatus' })
  status!: keyof typeof ObservationStatus;

  @Field(() => ObservationUnit, { description: '计量单位\nUnit' })
  unit!: keyof typeof ObservationUnit;

  @Field(() => [String], {
    description: '标志：b 为口径中断，p 为暂定\nFlags; b: break in the definition, p: provisional',
  })
  flags!: readonly string[];

  combined!: Combined;
}

@Resolver(() => CombinedFigure)
export class CombinationResolver {
  @Query(() => CombinedFigure, {
    nullable: true,
    description:
      '把数字相加、相除或相减；口径不允许的，说明原因并指出应查何数\nCombines figures where their meaning allows it; else says why not and what to ask instead',
  })
  combined(
    @Arg('how', () => CombinationEnum, { description: '如何合成\nHow' }) how: Combination,
    @Arg('figures', () => [FigureInput], { description: '各数字\nThe figures' })
    figures: FigureInput[],
    @Ctx() context: RequestContext,
  ): Promise<CombinedFigure> {
    atMost(figures.length);
    return answering(context, async (from) => {
      const asked = await Promise.all(
        figures.map((figure) => admitted(context, from, figureFor(from, figure))),
      );
      const combined = await combine(from, how, asked);
      const { ids, status, unit, flags } = combined;
      return { figureIds: ids, status, unit, flags, combined };
    });
  }

  @FieldResolver(() => Decimal, { nullable: true, description: '值\nValue' })
  value(
    @Root() { combined }: CombinedFigure,
    @Arg('unit', () => MoneyUnit, { defaultValue: 'YUAN', description: '金额单位\nUnit of money' })
    unit: keyof typeof MoneyUnit,
  ): string | null {
    return textOf(combined.value, combined.unit, unit);
  }
}
