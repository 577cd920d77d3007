import type { RequestContext } from '@qianfan/kit/subgraph/context';
import { Decimal, InstantScalar, Period } from '@qianfan/kit/subgraph/scalars';
import { IssueType, MoneyUnit } from '@qianfan/kit/subgraph/values.graphql';
import type { Issue } from '@qianfan/schema/kernel/issue';
import { Arg, Ctx, Field, FieldResolver, ID, Int, ObjectType, Resolver, Root } from 'type-graphql';
import { answering, observed } from './asking.store.ts';
import { TOTAL } from '@qianfan/schema/catalogue/dimensions';
import { type Figure, formatFigure } from './figure.ts';
import type { Level } from './value.ts';
import { money, ObservationType, shown, type Unit } from './observation.graphql.ts';
import type { Observation } from './observe.ts';
import { reasonOf } from './reason.ts';
import { BaseVintage, GrowthKind, ObservationStatus, textOf } from './shapes.graphql.ts';
import { type Growth as Over, shareOf, type Transform, type Vintage } from './transform.ts';

@ObjectType('Growth', {
  description:
    '增速或百分点变动，附基期与基数\nA growth or a change in percentage points, with its base',
})
export class Growth {
  @Field(() => ID, { description: '数字编号\nId of this figure' })
  figureId!: string;

  @Field(() => Decimal, {
    nullable: true,
    description:
      '增速或变动："0.0990" 即 9.9 %（或个百分点）\nAs a fraction: "0.0990" = 9.9 % (or percentage points)',
  })
  value!: string | null;

  @Field(() => ObservationStatus, { description: '状态\nStatus' })
  status!: keyof typeof ObservationStatus;

  @Field(() => [String], {
    description: '标志：b 表示跨口径中断\nFlags; b: over a break in the definition',
  })
  flags!: readonly string[];

  @Field(() => String, { nullable: true, description: '首个标志\nThe first flag' })
  flag!: string | null;

  @Field(() => ID, { description: '基数的编号\nId of the base' })
  baseFigureId!: string;

  @Field(() => Period, { description: '基期\nPeriod of the base' })
  basePeriod!: string;

  @Field(() => BaseVintage, { description: '基数版本\nVintage of the base' })
  baseVintage!: keyof typeof BaseVintage;

  @Field(() => InstantScalar, { description: '基数按何时所知\nAs of when the base is read' })
  baseKnownAt!: number;

  @Field(() => ObservationStatus, { description: '基数状态\nStatus of the base' })
  baseStatus!: keyof typeof ObservationStatus;

  @Field(() => IssueType, {
    nullable: true,
    description: '无增速的原因及应改查什么\nWhy there is no growth and what to ask instead',
  })
  issue!: Issue | null;

  level!: Level;
}

@ObjectType('Standing', {
  description: '在同业中的位次（密集排名，由大到小）\nPlace among peers: dense, the largest first',
})
export class StandingType {
  @Field(() => ID, { description: '数字编号\nId of this figure' })
  figureId!: string;

  @Field(() => Int, {
    nullable: true,
    description:
      '位次；同业未报齐时为已报者中的位次\nPlace; among those who reported, where some did not',
  })
  rank!: number | null;

  @Field(() => Int, { nullable: true, description: '并列数，含自身\nHow many share the place' })
  ties!: number | null;

  @Field(() => Int, { description: '参与排名数\nHow many have a value' })
  n!: number;

  @Field(() => Int, { description: '同业数\nHow many peers are asked' })
  expected!: number;

  @Field(() => ID, { description: '同业组\nPeer group' })
  peerGroup!: string;

  @Field(() => ObservationStatus, { description: '状态\nStatus' })
  status!: keyof typeof ObservationStatus;
}

const growthOf = (observation: Observation): Growth => {
  const base = observation.base!;
  return {
    figureId: observation.id,
    value: textOf(observation.value, 'RATIO'),
    status: observation.status,
    flags: observation.flags,
    flag: observation.flags[0] ?? null,
    baseFigureId: formatFigure(base.figure),
    basePeriod: base.figure.period,
    baseVintage: base.vintage,
    baseKnownAt: base.knownAt,
    baseStatus: base.level.status,
    issue: reasonOf(observation),
    level: base.level,
  };
};

/** The same series at the same period, told otherwise. */
const instead = ({ observation }: ObservationType, transform: Transform): Figure => ({
  ...observation.figure,
  transform,
});

/** What a figure is beside others: earlier ones, wider ones, those of peers. */
@Resolver(() => ObservationType)
export class ComparisonResolver {
  @FieldResolver(() => Growth, {
    nullable: true,
    description:
      '增速：同比、较年初、环比\nGrowth: on the year, since the year began, on the period before',
  })
  async growth(
    @Root() root: ObservationType,
    @Arg('kind', () => GrowthKind, { defaultValue: 'YOY', description: '比较期\nWith what' })
    over: Over,
    @Arg('base', () => BaseVintage, {
      defaultValue: 'COMPARABLE',
      description: '基数版本\nVintage of the base',
    })
    vintage: Vintage,
    @Ctx() context: RequestContext,
  ): Promise<Growth> {
    return growthOf(await observed(context, instead(root, { kind: 'GROWTH', over, vintage })));
  }

  @FieldResolver(() => Growth, {
    nullable: true,
    description: '百分点变动，仅比率\nChange in percentage points, of ratios only',
  })
  async change(
    @Root() root: ObservationType,
    @Arg('kind', () => GrowthKind, { defaultValue: 'YOY', description: '比较期\nWith what' })
    over: Over,
    @Arg('base', () => BaseVintage, {
      defaultValue: 'COMPARABLE',
      description: '基数版本\nVintage of the base',
    })
    vintage: Vintage,
    @Ctx() context: RequestContext,
  ): Promise<Growth> {
    return growthOf(await observed(context, instead(root, { kind: 'POINTS', over, vintage })));
  }

  @FieldResolver(() => ObservationType, {
    nullable: true,
    description:
      '占比：占全部机构，或占上级类别、机构组、地区\nShare of all reporters, or of a wider population, group or area',
  })
  async share(
    @Root() root: ObservationType,
    @Arg('of', () => ID, {
      defaultValue: TOTAL,
      description: '占何者；_T 为全部机构\nOf what; _T = all reporters',
    })
    of: string,
    @Ctx() context: RequestContext,
  ): Promise<ObservationType> {
    return shown(await observed(context, instead(root, shareOf(of))));
  }

  @FieldResolver(() => StandingType, {
    nullable: true,
    description: '同业位次；合计数无位次\nPlace among peers; a total has none',
  })
  async rank(
    @Root() root: ObservationType,
    @Arg('peerGroup', () => ID, {
      nullable: true,
      description:
        '同业组；缺省为本机构所属组，_T 为全部\nPeer group; its own unless told, _T = all',
    })
    asked: string | undefined,
    @Ctx() context: RequestContext,
  ): Promise<StandingType | null> {
    if (root.reporter === TOTAL) return null;
    const among = await answering(
      context,
      ({ catalogue }) => asked ?? catalogue.organisations.get(root.reporter)?.peerGroup ?? TOTAL,
    );
    const found = await observed(context, instead(root, { kind: 'RANK', among }));
    return {
      figureId: found.id,
      rank: found.standing?.rank ?? null,
      ties: found.standing?.ties ?? null,
      n: found.received ?? 0,
      expected: found.expected ?? 0,
      peerGroup: among,
      status: found.status,
    };
  }
}

@Resolver(() => Growth)
export class GrowthResolver {
  @FieldResolver(() => Decimal, { nullable: true, description: '基数\nThe base' })
  base(@Root() { level }: Growth, @Arg('unit', () => MoneyUnit, money) unit: Unit): string | null {
    return textOf(level.value, level.unit, unit);
  }
}
