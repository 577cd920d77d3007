import { moneyOf } from '@qianfan/kit/subgraph/money';
import { Period } from '@qianfan/kit/subgraph/scalars';
import { enumOf } from '@qianfan/kit/subgraph/values.graphql';
import { formatRatio, type Ratio } from '@qianfan/schema/kernel/ratio';
import { Field, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';
import { Basis } from '../definitions/metric.graphql.ts';
import type { FigureQuery } from './figure.ts';
import { type Level, STATUSES } from './value.ts';
import { GROWTHS, VINTAGES } from './transform.ts';

export const ObservationStatus = enumOf(STATUSES);
registerEnumType(ObservationStatus, {
  name: 'ObservationStatus',
  description:
    '数值状态：已报、缺报、未到期（报告期未结束或未到截止时点）、不完整（见 partial）、未采集、未发布、无定义（分母或基数非正）、不可由累计数相减\nWhat is known: reported; missing; not due, where the period is not over or its returns are not due; incomplete, see partial; not collected; not published; undefined, a quotient over nothing; not derivable from what is counted since January',
});

export const ObservationUnit = enumOf(['YUAN', 'COUNT', 'RATIO'] as const);
registerEnumType(ObservationUnit, {
  name: 'ObservationUnit',
  description: '计量单位：金额、个数、比率\nAmount of money, number, or fraction',
});

export const GrowthKind = enumOf(GROWTHS);
registerEnumType(GrowthKind, {
  name: 'GrowthKind',
  description:
    '比较期：同比、较年初、环比（月）、环比（季）\nWith the same period last year, last December, the period before, the quarter before',
});

export const BaseVintage = enumOf(VINTAGES);
registerEnumType(BaseVintage, {
  name: 'BaseVintage',
  description:
    '基数版本：可比口径（按现在所知），或当时发布数\nThe base as known now, or as known when its period was made public',
});

/** 12.34 yuan, 0.0138 or 17: an exact value as text. */
export function textOf(
  value: Ratio | null,
  unit: Level['unit'],
  money: 'YUAN' | 'WAN' | 'YI' = 'YUAN',
): string | null {
  if (!value) return null;
  if (unit === 'YUAN') return moneyOf(value.numerator / value.denominator, money).amount;
  return formatRatio(value, unit === 'COUNT' ? 0 : undefined) ?? null;
}

const dimension = (zh: string, en: string) => ({ nullable: true, description: `${zh}\n${en}` });

@InputType('FigureInput', {
  description: '要查询的数字：指标、范围、报告期、变换\nThe figure that is asked for',
})
export class FigureInput implements FigureQuery {
  @Field(() => ID, { description: '指标代码，如 LN_BAL\nMetric, such as LN_BAL' })
  metric!: string;

  @Field(() => Period, { description: '报告期\nPeriod' })
  period!: string;

  @Field(
    () => ID,
    dimension('企业类别，如 HNTE；缺省不限', 'Population, such as HNTE; all unless told'),
  )
  population?: string;

  @Field(() => ID, dimension('报送机构或机构组；缺省全部', 'Reporter or group; all unless told'))
  reporter?: string;

  @Field(
    () => ID,
    dimension('行政区划代码；缺省全省 36', 'Area by GB/T 2260; the province unless told'),
  )
  area?: string;

  @Field(() => ID, dimension('产品', 'Product'))
  product?: string;

  @Field(() => ID, dimension('担保方式', 'Kind of guarantee'))
  guarantee?: string;

  @Field(() => ID, dimension('期限', 'Term'))
  term?: string;

  @Field(() => ID, dimension('生命周期', 'Stage of the enterprise'))
  lifecycle?: string;

  @Field(() => ID, dimension('政策计划', 'Programme'))
  programme?: string;

  @Field(
    () => ID,
    dimension('口径部门；缺省为指标归口部门', "Agency; the metric's own unless told"),
  )
  agency?: string;

  @Field(
    () => Basis,
    dimension('数据基础；缺省为指标的首要基础', "Basis; the metric's first unless told"),
  )
  basis?: NonNullable<FigureQuery['basis']>;

  @Field(
    () => String,
    dimension(
      '变换：LEVEL、YOY、YTD、MOM、QOQ（可加 .AS_PUBLISHED）、PP_YOY、SHARE-<代码>、RANK-<同业组>、COUNT-<GT|GE|LT|LE|EQ>-<数或企业类别>；缺省 LEVEL',
      'Transform as in figure ids; LEVEL unless told',
    ),
  )
  transform?: string;
}

/** A value without its figure: a part of a quotient. */
@ObjectType('FigurePart', { description: '分子、分母或基数\nA part of a quotient, or a base' })
export class FigurePart {
  @Field(() => ObservationStatus, { description: '状态\nStatus' })
  status!: keyof typeof ObservationStatus;

  @Field(() => ObservationUnit, { description: '计量单位\nUnit' })
  unit!: keyof typeof ObservationUnit;

  @Field(() => Int, { nullable: true, description: '应报机构数\nReporters that owe it' })
  expected!: number | null;

  @Field(() => Int, { nullable: true, description: '已报机构数\nReporters that did' })
  received!: number | null;

  level!: Level;
}

export const partOf = (level: Level | null): FigurePart | null =>
  level && {
    status: level.status,
    unit: level.unit,
    expected: level.expected,
    received: level.received,
    level,
  };
