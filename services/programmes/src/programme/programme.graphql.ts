import { requirePrincipal } from '@qianfan/kit/identity/access';
import type { RequestContext } from '@qianfan/kit/subgraph/context';
import { refusal } from '@qianfan/kit/subgraph/errors';
import { moneyOf } from '@qianfan/kit/subgraph/money';
import { batched, type ReferenceLoader } from '@qianfan/kit/subgraph/references';
import { DateScalar } from '@qianfan/kit/subgraph/scalars';
import { Money, TextType } from '@qianfan/kit/subgraph/values.graphql';
import { parseYuan } from '@qianfan/schema/kernel/money';
import { Arg, Ctx, Directive, Field, ID, Int, ObjectType, Query, Resolver } from 'type-graphql';
import { programmesByCode, type ProgrammeRow } from './programme.store.ts';

@ObjectType('ProgrammeRule', { description: '项目规则\nWhat a programme allows' })
export class ProgrammeRule {
  @Field(() => Money, {
    description: '单户备案余额上限，各行合计\nMost that one firm may have filed, over all banks',
  })
  maxPerFirm!: Money;

  @Field(() => Int, { description: '最长期限（月）\nLongest tenor in months' })
  maxTenorMonths!: number;

  @Field(() => [String], { description: '适用名单\nLists whose members may borrow' })
  eligibleLists!: string[];

  @Field(() => Boolean, {
    description: '暂定规则，官方口径未公开\nProvisional: the official rule is not known',
  })
  provisional!: boolean;
}

@Directive('@key(fields: "code")')
@ObjectType('Programme', { description: '政策项目，如科贷通\nA policy programme, such as KDT' })
export class Programme {
  @Field(() => ID, { description: '项目代码\nCode' })
  code!: string;

  @Field(() => TextType, { description: '名称\nName' })
  name!: TextType;

  @Field(() => ID, { description: '主管机构\nThe institution that runs it' })
  owner!: string;

  @Field(() => DateScalar, { description: '启动日\nLaunched on' })
  launchedOn!: string;

  @Field(() => ProgrammeRule, { description: '规则\nRule' })
  rule!: ProgrammeRule;

  @Field(() => Boolean, { description: '演示数据\nMade by the demonstration' })
  synthetic!: boolean;
}

const programmeOf = (row: ProgrammeRow): Programme => ({
  code: row.programme,
  name: row.name,
  owner: row.owner,
  launchedOn: row.launchedOn,
  rule: { ...row.rule, maxPerFirm: moneyOf(parseYuan(row.rule.maxPerFirm)!) },
  synthetic: row.synthetic,
});

async function load(codes: readonly string[], { em }: RequestContext) {
  const rows = await programmesByCode(em, codes);
  return rows.map((row) => row && programmeOf(row));
}

/** Programmes by code, one statement for all that a request asks for at once. Open to every role. */
export const programmeByCode = batched<string, Programme | null>(load);

/** UNKNOWN_PROGRAMME for a programme that nobody has launched: a list of its rows would be empty without a word. */
export async function requireProgramme(
  context: RequestContext,
  code: string | undefined,
): Promise<void> {
  if (code === undefined || (await programmeByCode(code, context))) return;
  throw refusal('UNKNOWN_PROGRAMME', { code: code.slice(0, 64) });
}

export const programmeReferences: ReferenceLoader = (references, context) =>
  load(
    references.map(({ code }) => String(code)),
    context,
  );

@Resolver(() => Programme)
export class ProgrammeResolver {
  @Query(() => Programme, { nullable: true, description: '按代码查项目\nOne programme' })
  programme(
    @Arg('code', () => ID, { description: '项目代码\nCode' }) code: string,
    @Ctx() context: RequestContext,
  ): Promise<Programme | null> {
    requirePrincipal(context);
    return programmeByCode(code, context);
  }
}
