import { requirePrincipal } from '@qianfan/kit/identity/access';
import { connectionOf, PageArgs } from '@qianfan/kit/subgraph/connection.graphql';
import type { RequestContext } from '@qianfan/kit/subgraph/context';
import { type Page, pageOf, pageRequest } from '@qianfan/kit/subgraph/pages';
import { DateScalar, Decimal, Period, PositionScalar } from '@qianfan/kit/subgraph/scalars';
import { enumOf, TextType } from '@qianfan/kit/subgraph/values.graphql';
import { QUALIFIERS } from '@qianfan/schema/facts/regulators';
import { formatPosition } from '@qianfan/schema/kernel/fact';
import {
  Arg,
  Args,
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
import { answering, figureFor } from '../metrics/asking.store.ts';
import { formatFigure } from '../metrics/figure.ts';
import { checkKnown } from '../metrics/known.ts';
import { FigureError } from '../metrics/refusal.ts';
import { requireRegistered } from '../register/institution.graphql.ts';
import { type StatementRow, statementsOf } from './statements.store.ts';

const Qualifier = enumOf(QUALIFIERS);
registerEnumType(Qualifier, {
  name: 'Qualifier',
  description:
    '措辞：整、超、不低于、近、约、最高\nHow a printed number is meant: exactly, over, at least, nearly, about, at most',
});

const LevelPublished = enumOf(['NOT_PUBLISHED'] as const);
registerEnumType(LevelPublished, {
  name: 'PublishedLevel',
  description: '余额未公布\nThe level was not published',
});

@ObjectType('Statement', {
  description:
    '公开表述：何处、何人、所言何数；只作表述，不是系统的数字，也不据以推算\nA number that was said in public: a claim, no figure of the system, and nothing is derived from it',
})
export class StatementType {
  @Field(() => ID, { description: '编号\nId' })
  id!: string;

  @Field(() => ID, { description: '登记机构\nWho recorded it' })
  publisher!: string;

  @Field(() => ID, { description: '表述方\nWhose words they are' })
  by!: string;

  @Field(() => TextType, { description: '原话\nThe sentence' })
  text!: TextType;

  @Field(() => String, { description: '出处\nWhere it appeared' })
  source!: string;

  @Field(() => String, { nullable: true, description: '出处中的位置\nThe place in it' })
  place!: string | null;

  @Field(() => DateScalar, { nullable: true, description: '刊发日期\nThe day it appeared' })
  on!: string | null;

  @Field(() => Period, { description: '所指时期\nThe period of which it speaks' })
  period!: string;

  @Field(() => ID, { description: '所指指标\nThe metric of which it speaks' })
  metric!: string;

  @Field(() => Decimal, { description: '所称数值，按所称单位\nThe value as printed, in `unit`' })
  value!: string;

  @Field(() => String, { description: '所称单位\nThe unit as printed' })
  unit!: string;

  @Field(() => Qualifier, { description: '措辞\nHow it is meant' })
  qualifier!: keyof typeof Qualifier;

  @Field(() => LevelPublished, {
    nullable: true,
    description: '只公布增速时：余额未公布\nOf a growth alone: that its level was not published',
  })
  level!: keyof typeof LevelPublished | null;

  @Field(() => PositionScalar, { description: '登记的事实\nThe fact that recorded it' })
  position!: string;

  @Field(() => Boolean, { description: '演示数据\nMade by the demonstration' })
  synthetic!: boolean;

  row!: StatementRow;
}

const StatementConnection = connectionOf('Statement', () => StatementType);

const shown = (row: StatementRow): StatementType => ({
  id: row.statement,
  publisher: row.publisher,
  by: row.by,
  text: row.text,
  source: row.title,
  place: row.place ?? null,
  on: row.appearedOn ?? null,
  period: row.period,
  metric: row.figure.metric,
  value: row.value,
  unit: row.unit,
  qualifier: row.qualifier as keyof typeof Qualifier,
  level: (row.level ?? null) as keyof typeof LevelPublished | null,
  position: formatPosition({ service: 'regulators', partition: row.partition, pos: row.pos }),
  synthetic: row.synthetic,
  row,
});

@Resolver(() => StatementType)
export class StatementResolver {
  @Query(() => StatementConnection, {
    description: '公开表述，与系统算得的数字并列而不混同\nWhat was said in public',
  })
  async statements(
    @Arg('by', () => ID, { nullable: true, description: '表述方\nWhose words' })
    by: string | undefined,
    @Arg('period', () => Period, { nullable: true, description: '所指时期\nPeriod' })
    period: string | undefined,
    @Args(() => PageArgs) page: PageArgs,
    @Ctx() context: RequestContext,
  ): Promise<Page<StatementType>> {
    requirePrincipal(context);
    const request = pageRequest(page, ['TEXT', 'TEXT']);
    const { rows, totalCount } = await statementsOf(context.em, { by, period }, request);
    if (totalCount === 0 && by !== undefined) await requireRegistered(context, by);
    return pageOf(rows.map(shown), request, ({ publisher, id }) => [publisher, id], { totalCount });
  }

  @FieldResolver(() => ID, {
    nullable: true,
    description:
      '系统中同一数字的编号；所指产品、项目等尚无从查询时为空\nThe figure of the system that speaks of the same; none while nobody knows a code of it, such as a product',
  })
  async figureId(
    @Root() { row }: StatementType,
    @Ctx() context: RequestContext,
  ): Promise<string | null> {
    const { period, figure } = row;
    return answering(context, async (from) => {
      try {
        const asked = figureFor(from, { ...figure, period });
        await checkKnown(from, asked);
        return formatFigure(asked);
      } catch (error) {
        if (error instanceof FigureError) return null;
        throw error;
      }
    });
  }
}
