import { requirePrincipal } from '@qianfan/kit/identity/access';
import type { RequestContext } from '@qianfan/kit/subgraph/context';
import { JsonScalar, Period } from '@qianfan/kit/subgraph/scalars';
import { Severity, TextType } from '@qianfan/kit/subgraph/values.graphql';
import { lastMonthOf } from '@qianfan/schema/kernel/period';
import {
  type FormColumn,
  type FormRow,
  RESTRICTIONS,
  type ReturnForm,
  type Rule,
} from '@qianfan/schema/returns/form';
import { Arg, Ctx, Field, ID, Int, ObjectType, Query, Resolver } from 'type-graphql';
import { formIn, requireForm } from './definitions.store.ts';

@ObjectType('FormRow', { description: '报表的一行\nA row of a form' })
export class FormRowType {
  @Field(() => ID, { description: '行号\nCode of the row' })
  code!: string;

  @Field(() => String, {
    nullable: true,
    description: '企业类别代码；空为不限\nCode of its population; null where it is not restricted',
  })
  population?: string;

  @Field(() => TextType, { description: '名称\nName' })
  name!: TextType;

  @Field(() => [String], {
    nullable: true,
    description: '分项（并集，可重叠）\nParts of which it is the union',
  })
  parts?: string[];

  @Field(() => [String], {
    nullable: true,
    description: '有单元格的列；空为全部\nColumns in which it has cells; null = all',
  })
  columns?: string[];

  @Field(() => JsonScalar, {
    nullable: true,
    description: '按列改用的指标\nBy column, where its cells are of another metric',
  })
  metrics?: Record<string, string>;

  @Field(() => JsonScalar, {
    nullable: true,
    description:
      '其他维度的限定：产品、担保、期限、生命周期、项目\nWhat else its cells are restricted to, by dimension',
  })
  restrictions?: Record<string, string>;

  @Field(() => Boolean, { description: '可不填\nWhether its cells may be left out' })
  optional!: boolean;
}

@ObjectType('FormColumn', { description: '报表的一列\nA column of a form' })
export class FormColumnType {
  @Field(() => ID, { description: '列号\nCode of the column' })
  code!: string;

  @Field(() => String, { description: '指标代码\nCode of its metric' })
  metric!: string;

  @Field(() => String, {
    description:
      'AMOUNT 金额，COUNT 去重户数，NUMBER 件数\nAMOUNT, COUNT (different ones) or NUMBER',
  })
  kind!: string;

  @Field(() => String, { description: 'POINT 期末，YEAR_TO_DATE 当年累计\nPOINT or YEAR_TO_DATE' })
  accumulation!: string;

  @Field(() => TextType, { description: '名称\nName' })
  name!: TextType;

  @Field(() => JsonScalar, {
    nullable: true,
    description:
      '其他维度的限定：产品、担保、期限、生命周期、项目\nWhat else its cells are restricted to, by dimension',
  })
  restrictions?: Record<string, string>;

  @Field(() => Boolean, { description: '可不填\nWhether its cells may be left out' })
  optional!: boolean;
}

@ObjectType('FormRule', { description: '校验规则\nA rule of a form' })
export class FormRuleType {
  @Field(() => ID, { description: '规则编号\nId of the rule' })
  id!: string;

  @Field(() => Severity, { description: '级别\nSeverity' })
  severity!: string;

  @Field(() => [String], { nullable: true, description: '适用行\nRows for which it is judged' })
  rows?: string[];

  @Field(() => [String], { nullable: true, description: '适用列\nColumns for which it is judged' })
  columns?: string[];

  @Field(() => JsonScalar, { description: '表达式\nThe expression' })
  assert!: unknown;

  @Field(() => TextType, { description: '说明\nWhat is wrong' })
  message!: TextType;

  @Field(() => TextType, { description: '如何改正\nWhat to do' })
  fix!: TextType;
}

@ObjectType('ReturnForm', { description: '报表及其校验规则\nA return form with its rules' })
export class ReturnFormType {
  @Field(() => ID, { description: '报表代码\nCode' })
  code!: string;

  @Field(() => Int, { description: '版本\nVersion' })
  version!: number;

  @Field(() => TextType, { description: '名称\nName' })
  name!: TextType;

  @Field(() => String, { description: '频度\nFrequency' })
  frequency!: string;

  @Field(() => Period, { description: '施行月\nIn force from' })
  effectiveFrom!: string;

  @Field(() => String, { description: '币种\nCurrency' })
  currency!: string;

  @Field(() => String, { description: '单位\nUnit' })
  unit!: string;

  @Field(() => [String], { description: '分表\nTables' })
  tables!: string[];

  @Field(() => String, {
    nullable: true,
    description:
      '按地区分列：CITY 市，COUNTY 县\nLevel of the areas by which the grid is repeated: CITY, COUNTY',
  })
  areas?: string;

  @Field(() => [FormRowType], { description: '行\nRows' })
  rows!: FormRowType[];

  @Field(() => [FormColumnType], { description: '列\nColumns' })
  columns!: FormColumnType[];

  @Field(() => [FormRuleType], { description: '校验规则\nRules' })
  rules!: Rule[];
}

/** What rows and columns have in common, as GraphQL shows it. */
function shown<Item extends FormRow | FormColumn>(item: Item) {
  const restrictions = Object.fromEntries(
    RESTRICTIONS.flatMap((name) => (item[name] === undefined ? [] : [[name, item[name]]])),
  );
  return {
    ...item,
    optional: item.optional ?? false,
    ...(Object.keys(restrictions).length > 0 ? { restrictions } : {}),
  };
}

const formOf = ({ form: code, blocks, rows, columns, ...rest }: ReturnForm): ReturnFormType => ({
  code,
  ...rest,
  ...(blocks ? { areas: blocks.level } : {}),
  rows: rows.map(shown),
  columns: columns.map(shown),
});

@Resolver()
export class FormResolver {
  @Query(() => ReturnFormType, {
    nullable: true,
    description: '某期施行的报表\nA form as in force for a period',
  })
  async returnForm(
    @Arg('code', () => ID, { description: '报表代码\nCode' }) code: string,
    @Arg('period', () => Period, { description: '报告期\nPeriod' }) period: string,
    @Ctx() context: RequestContext,
  ): Promise<ReturnFormType | null> {
    requirePrincipal(context);
    const row = await formIn(context.em, code, lastMonthOf(period));
    if (!row) await requireForm(context, code);
    return row && formOf(row.definition);
  }
}
