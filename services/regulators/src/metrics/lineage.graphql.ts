import type { RequestContext } from '@qianfan/kit/subgraph/context';
import { cursorOf, pageRequest } from '@qianfan/kit/subgraph/pages';
import { Decimal, InstantScalar, PositionScalar } from '@qianfan/kit/subgraph/scalars';
import { enumOf, PageInfo, Scope } from '@qianfan/kit/subgraph/values.graphql';
import { renamed, signsIn } from '@qianfan/schema/formula/expression';
import { formulaText } from '@qianfan/schema/formula/notation';
import { formatPosition } from '@qianfan/schema/kernel/fact';
import { Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import { readJournal } from './journal.store.ts';
import {
  isWhole,
  LINEAGE_PARTS,
  type LineagePart,
  nameAt,
  readSections,
  sectionsOf,
} from './lineage.store.ts';
import { type Made, operandsIn } from './made.ts';
import type { Observation } from './observe.ts';
import { ObservationUnit, textOf } from './shapes.graphql.ts';

export const LineagePartEnum = enumOf(LINEAGE_PARTS);
registerEnumType(LineagePartEnum, {
  name: 'LineagePart',
  description:
    '事实支撑数字的哪一部分：数值、分子、分母、比较对象、基数（及其各部分）、企业名单；在差异中还有口径与报表的定义、应报机构\nWhich part of the figure a fact stands behind; of a difference also how it is defined and who reports it',
});

@ObjectType('LineageNode', { description: '一条事实及其贡献\nA fact and what it contributes' })
export class LineageNode {
  @Field(() => LineagePartEnum, { description: '支撑哪一部分\nBehind which part' })
  part!: LineagePart;

  @Field(() => ID, {
    nullable: true,
    description:
      '为算式中哪一运算项作贡献；名单等不作加总者无\nTo which operand of the formula it adds; none for lists, which add nothing',
  })
  operand!: string | null;

  @Field(() => ObservationUnit, { description: '贡献的计量单位\nUnit of the contribution' })
  unit!: keyof typeof ObservationUnit;

  @Field(() => PositionScalar, { description: '在日志中的位置\nPosition in the journal' })
  position!: string;

  @Field(() => String, { description: '日志链上的哈希\nHash in the journal chain' })
  hash!: string;

  @Field(() => String, { description: '事实类型\nType of the fact' })
  type!: string;

  @Field(() => ID, { description: '机构\nInstitution' })
  institution!: string;

  @Field(() => Decimal, {
    nullable: true,
    description:
      '贡献：元或个数，同一部分的贡献之和即该部分的值；名单不作加总\nIn yuan or enterprises: those of one part add up to it; lists add nothing',
  })
  contribution!: string | null;

  @Field(() => InstantScalar, { description: '系统知悉时点\nWhen the system knew it' })
  knownAt!: number;

  @Field(() => Boolean, { description: '演示数据\nMade by the demonstration' })
  synthetic!: boolean;
}

@ObjectType('LineageOperand', {
  description:
    '算式中的一个运算项，其值为各贡献之和\nAn operand of the formula: what its facts contribute, added up',
})
export class LineageOperand {
  @Field(() => ID, { description: '算式中的名称，如 x1\nIts name in the formula, such as x1' })
  name!: string;

  @Field(() => LineagePartEnum, { description: '数字的哪一部分\nWhich part of the figure' })
  part!: LineagePart;

  @Field(() => Int, {
    description:
      '其值增大而该数随之增大为 1，减小为 -1\n1 where the figure rises with it, -1 where it falls',
  })
  sign!: number;

  @Field(() => ObservationUnit, { description: '计量单位\nUnit' })
  unit!: keyof typeof ObservationUnit;

  @Field(() => ID, {
    nullable: true,
    description:
      '其本身的数字编号；固定样本等无编号\nId of the figure that it is by itself; none of a cohort',
  })
  figureId!: string | null;

  @Field(() => InstantScalar, {
    description:
      '按何时所知：已发布的基数按其发布时\nAs known when: a published base at its release',
  })
  knownAt!: number;
}

@ObjectType('Lineage', { description: '溯源\nThe facts behind a figure' })
export class Lineage {
  @Field(() => [LineageNode], { description: '本页事实\nThe facts of this page' })
  nodes!: LineageNode[];

  @Field(() => PageInfo, { description: '分页信息\nWhere the page stands' })
  pageInfo!: PageInfo;

  @Field(() => Scope, {
    description: '可见范围：银行只见本机构的事实\nA bank sees its own facts only',
  })
  scope!: 'ALL' | 'OWN';

  @Field(() => String, {
    nullable: true,
    description:
      '算式，如 x1 / x2 - 1：各运算项以其贡献之和代入（金额以元计），即得该数；所见事实不全者无\nHow the number follows from its operands, such as x1 / x2 - 1, amounts in yuan; none where the viewer does not see every fact behind it',
  })
  formula!: string | null;

  @Field(() => [LineageOperand], {
    description: '算式各运算项，按书写次序\nOperands of the formula, in the order of writing',
  })
  operands!: LineageOperand[];
}

/** How a figure is made, for who sees all that it is made of: of others' numbers not even how many there are. */
function madeFor(
  made: Made,
  visible: readonly string[] | null,
): Pick<Lineage, 'formula' | 'operands'> {
  if (!made || !operandsIn(made).every(({ term }) => isWhole(term, visible))) {
    return { formula: null, operands: [] };
  }
  let place = 0;
  return {
    formula: formulaText(renamed(made, () => nameAt(place++))),
    operands: signsIn(made).map(([{ part, unit, figureId, term }, sign], at) => ({
      name: nameAt(at),
      part,
      sign,
      unit,
      figureId,
      knownAt: term.knownAt,
    })),
  };
}

/** The facts behind an observation, page by page: part after part, each in order of position. */
export async function lineageOf(
  { query }: RequestContext,
  observation: Observation,
  visible: readonly string[] | null,
  page: { first?: number; after?: string },
): Promise<Lineage> {
  const request = pageRequest(page, ['SMALL', 'SMALL', 'NUMBER']);
  const { formula, operands } = madeFor(observation.made, visible);
  const sections = sectionsOf(operandsIn(observation.made), visible);
  const place = (request.after ?? []) as number[];
  const found = await readSections(query, sections, place, request.limit);
  const shown = found.slice(0, request.first);
  const facts = await readJournal(
    query,
    shown.map(({ trace }) => trace),
  );
  const cursor = (at: number): string | undefined => {
    const last = shown.at(at);
    return last && cursorOf([last.index, last.trace.partition, last.trace.pos]);
  };
  return {
    nodes: shown.map(({ section, trace }) => {
      const position = formatPosition({ ...trace, service: trace.source });
      const { scale, unit } = section.operand;
      const value = trace.value === null ? null : BigInt(trace.value) * scale;
      return {
        part: section.part,
        operand: formula === null ? null : section.name,
        unit,
        position,
        ...facts.get(position)!,
        contribution: value === null ? null : textOf({ numerator: value, denominator: 1n }, unit),
        knownAt: trace.knownAt,
      };
    }),
    pageInfo: {
      hasNextPage: found.length > shown.length,
      hasPreviousPage: request.after !== undefined,
      startCursor: cursor(0),
      endCursor: cursor(-1),
    } as PageInfo,
    scope: visible === null ? 'ALL' : 'OWN',
    formula,
    operands,
  };
}
