import { PageArgs } from '@qianfan/kit/subgraph/connection.graphql';
import type { RequestContext } from '@qianfan/kit/subgraph/context';
import { cursorOf, pageRequest } from '@qianfan/kit/subgraph/pages';
import { Decimal, InstantScalar, PositionScalar } from '@qianfan/kit/subgraph/scalars';
import { MoneyUnit, PageInfo, Scope } from '@qianfan/kit/subgraph/values.graphql';
import { formatPosition } from '@qianfan/schema/kernel/fact';
import type { Instant } from '@qianfan/schema/kernel/instant';
import { subtractRatios } from '@qianfan/schema/kernel/ratio';
import {
  Arg,
  Args,
  Ctx,
  Field,
  FieldResolver,
  ID,
  ObjectType,
  Query,
  Resolver,
  Root,
} from 'type-graphql';
import { admitted, answering, askedInstant, figureFor, visibleTo } from './asking.store.ts';
import { settingShifts } from './difference.settings.store.ts';
import { type Shift, type ShiftSection, shiftsOf } from './difference.store.ts';
import { readJournal } from './journal.store.ts';
import { LineagePartEnum } from './lineage.graphql.ts';
import type { LineagePart } from './lineage.store.ts';
import { operandsIn } from './made.ts';
import { money, ObservationType, shown, type Unit } from './observation.graphql.ts';
import { FigureInput, textOf } from './shapes.graphql.ts';
import { observeAt } from './vintages.ts';

@ObjectType('DifferenceNode', {
  description:
    '造成差异的一条事实：新到、被更正取代，或贡献有变\nA fact that made a difference: it came in, was superseded, or counts for something else',
})
export class DifferenceNode {
  @Field(() => LineagePartEnum, { description: '支撑哪一部分\nBehind which part' })
  part!: LineagePart;

  @Field(() => PositionScalar, { description: '在日志中的位置\nPosition in the journal' })
  position!: string;

  @Field(() => String, { description: '日志链上的哈希\nHash in the journal chain' })
  hash!: string;

  @Field(() => String, { description: '事实类型\nType of the fact' })
  type!: string;

  @Field(() => ID, { description: '机构\nInstitution' })
  institution!: string;

  @Field(() => InstantScalar, { description: '系统知悉时点\nWhen the system knew it' })
  knownAt!: number;

  @Field(() => Boolean, {
    description: '前一时点是否计入\nWhether it counted at the first instant',
  })
  counted!: boolean;

  @Field(() => Boolean, { description: '后一时点是否计入\nWhether it counts at the second' })
  counts!: boolean;

  @Field(() => Decimal, {
    nullable: true,
    description:
      '前一时点的贡献；名单、口径与登记不作加总\nWhat it contributed at the first; lists, definitions and registers add nothing',
  })
  before!: string | null;

  @Field(() => Decimal, {
    nullable: true,
    description: '后一时点的贡献\nWhat it contributes at the second',
  })
  after!: string | null;

  @Field(() => Decimal, {
    nullable: true,
    description:
      '差额，元或个数；同一部分各差额之和即该部分之差\nBy how much, in yuan or enterprises: those of one part add up to its difference',
  })
  change!: string | null;

  @Field(() => Boolean, { description: '演示数据\nMade by the demonstration' })
  synthetic!: boolean;
}

@ObjectType('DifferenceFacts', { description: '造成差异的事实\nFacts that made a difference' })
export class DifferenceFacts {
  @Field(() => [DifferenceNode], { description: '本页事实\nThe facts of this page' })
  nodes!: DifferenceNode[];

  @Field(() => PageInfo, { description: '分页信息\nWhere the page stands' })
  pageInfo!: PageInfo;

  @Field(() => Scope, {
    description: '可见范围：银行只见本机构的事实\nA bank sees its own facts only',
  })
  scope!: 'ALL' | 'OWN';
}

@ObjectType('Difference', {
  description:
    '同一数字在两个时点所知之差，及其原因\nOne figure as known at two instants, and what made the difference',
})
export class Difference {
  @Field(() => ID, { description: '数字编号\nId of the figure' })
  figureId!: string;

  @Field(() => InstantScalar, { description: '前一时点\nThe first instant' })
  between!: number;

  @Field(() => InstantScalar, { description: '后一时点\nThe second instant' })
  and!: number;

  @Field(() => ObservationType, { description: '前一时点所知\nAs known at the first' })
  before!: ObservationType;

  @Field(() => ObservationType, { description: '后一时点所知\nAs known at the second' })
  after!: ObservationType;
}

const instant = '日期或时点；日期指该日终了（上海）\nA date (its end, in Shanghai) or an instant';

@Resolver(() => Difference)
export class DifferenceResolver {
  @Query(() => Difference, {
    nullable: true,
    description:
      '同一数字在两个时点所知之差，及造成差异的事实\nOne figure as known at two instants, with the facts that made the difference',
  })
  difference(
    @Arg('figure', () => FigureInput, { description: '哪个数字\nWhich figure' })
    asked: FigureInput,
    @Arg('between', () => String, { description: instant }) between: string,
    @Arg('and', () => String, { description: instant }) and: string,
    @Ctx() context: RequestContext,
  ): Promise<Difference> {
    return answering(context, async (from) => {
      const figure = await admitted(context, from, figureFor(from, asked));
      const [first, second] = [between, and].map((text) => askedInstant(text, context.cut));
      const [before, after] = await Promise.all([
        observeAt(from, figure, first!),
        observeAt(from, figure, second!),
      ]);
      return {
        figureId: after.id,
        between: first!,
        and: second!,
        before: shown(before),
        after: shown(after),
      };
    });
  }

  @FieldResolver(() => Decimal, {
    nullable: true,
    description: '后减前；任一为空则为空\nSecond less first; null where one of them is',
  })
  change(
    @Root() { before, after }: Difference,
    @Arg('unit', () => MoneyUnit, money) unit: Unit,
  ): string | null {
    const [was, is] = [before.observation, after.observation];
    if (!was.value || !is.value) return null;
    return textOf(subtractRatios(is.value, was.value), is.unit, unit);
  }

  @FieldResolver(() => DifferenceFacts, {
    description: '造成差异的事实\nThe facts that made the difference',
  })
  facts(
    @Root() { before, after, between, and }: Difference,
    @Args(() => PageArgs) page: PageArgs,
    @Ctx() context: RequestContext,
  ): Promise<DifferenceFacts> {
    return answering(context, async (from) => {
      const visible = visibleTo(context, from, after.observation.figure);
      const sections = [
        ...shiftsOf(
          context.query,
          operandsIn(before.observation.made),
          operandsIn(after.observation.made),
          visible,
        ),
        ...settingShifts(
          context.query,
          from.catalogue,
          [before.observation, after.observation],
          [between, and],
          visible,
        ),
      ];
      const { nodes, pageInfo } = await pageOf(context, sections, page, [between, and]);
      return { nodes, pageInfo, scope: visible === null ? 'ALL' : 'OWN' };
    });
  }
}

/** Who belongs, how it is defined and who reports it decide what counts, and add nothing themselves. */
const ADD_NOTHING = new Set<LineagePart>(['POPULATION', 'DEFINITION', 'REPORTERS']);

/** The two instants, the section, and the place in it. */
const KEYSET = ['NUMBER', 'NUMBER', 'SMALL', 'SMALL', 'NUMBER'] as const;

async function pageOf(
  { query }: RequestContext,
  sections: readonly ShiftSection[],
  page: { first?: number; after?: string },
  instants: readonly [Instant, Instant],
): Promise<Pick<DifferenceFacts, 'nodes' | 'pageInfo'>> {
  const request = pageRequest(page, KEYSET, (keyset) =>
    instants.every((at, n) => keyset[n] === at),
  );
  const [start, partition, pos] = (request.after ?? []).slice(instants.length) as number[];
  const found: { section: ShiftSection; index: number; shift: Shift }[] = [];
  for (
    let index = start ?? 0;
    index < sections.length && found.length < request.limit;
    index += 1
  ) {
    const section = sections[index]!;
    const after = index === start ? ([partition!, pos!] as const) : null;
    const shifts = await section.read(after, request.limit - found.length);
    found.push(...shifts.map((shift) => ({ section, index, shift })));
  }
  const rows = found.slice(0, request.first);
  const facts = await readJournal(
    query,
    rows.map(({ shift }) => shift),
  );
  const cursor = (at: number): string | undefined => {
    const row = rows.at(at);
    return row && cursorOf([...instants, row.index, row.shift.partition, row.shift.pos]);
  };
  return {
    nodes: rows.map(({ section, shift }) => {
      const position = formatPosition({ ...shift, service: shift.source });
      const { scale, unit } = section;
      const text = (value: bigint) => textOf({ numerator: value * scale, denominator: 1n }, unit);
      const [was, is] = [shift.before, shift.after];
      const adds = !ADD_NOTHING.has(section.part);
      return {
        part: section.part,
        position,
        ...facts.get(position)!,
        knownAt: shift.knownAt,
        counted: shift.wasThere,
        counts: shift.isThere,
        before: was === null ? null : text(BigInt(was)),
        after: is === null ? null : text(BigInt(is)),
        change: adds ? text(BigInt(is ?? 0) - BigInt(was ?? 0)) : null,
      };
    }),
    pageInfo: {
      hasNextPage: found.length > rows.length,
      hasPreviousPage: request.after !== undefined,
      startCursor: cursor(0),
      endCursor: cursor(-1),
    } as PageInfo,
  };
}
