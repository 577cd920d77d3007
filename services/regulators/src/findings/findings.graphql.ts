import { requireReach } from '@qianfan/kit/identity/access';
import type { RequestContext } from '@qianfan/kit/subgraph/context';
import { moneyOf } from '@qianfan/kit/subgraph/money';
import { Period } from '@qianfan/kit/subgraph/scalars';
import { Money, Scope, TextType } from '@qianfan/kit/subgraph/values.graphql';
import { endOf } from '@qianfan/schema/kernel/period';
import type { Ratio } from '@qianfan/schema/kernel/ratio';
import { Arg, Ctx, Field, ID, ObjectType, Query, Resolver } from 'type-graphql';
import { answering, figureFor, visibleTo } from '../metrics/asking.store.ts';
import { ObservationType, shown } from '../metrics/observation.graphql.ts';
import { observe, type Observatory } from '../metrics/observe.ts';
import { holds, type Rule, RULES } from './findings.ts';
import { productBalances } from './findings.store.ts';

@ObjectType('Finding', {
  description:
    '跨服务规则对一家机构的核对结果\nWhat a rule between different facts says of one institution',
})
export class Finding {
  @Field(() => ID, { description: '规则编号\nRule' })
  rule!: string;

  @Field(() => ID, { description: '机构\nInstitution' })
  institution!: string;

  @Field(() => Boolean, {
    nullable: true,
    description: '是否成立；一方未知则为空\nWhether it holds; null where one side is not known',
  })
  holds!: boolean | null;

  @Field(() => Money, { nullable: true, description: '左侧金额\nThe left side' })
  found!: Money | null;

  @Field(() => Money, { nullable: true, description: '上限\nWhat it may be at most' })
  limit!: Money | null;

  @Field(() => ObservationType, {
    nullable: true,
    description:
      '左侧数字；由逐笔贷款合计的没有\nThe left side as a figure; none for sums of loans',
  })
  left!: ObservationType | null;

  @Field(() => ObservationType, { description: '右侧数字\nThe right side as a figure' })
  right!: ObservationType;

  @Field(() => TextType, { description: '规则\nWhat the rule says' })
  message!: TextType;

  @Field(() => TextType, { description: '不成立时如何处理\nWhat to do where it does not hold' })
  fix!: TextType;
}

@ObjectType('Findings', {
  description: '某期跨服务规则的核对结果\nWhat the rules between different facts say of a period',
})
export class Findings {
  @Field(() => [Finding], {
    description:
      '逐机构逐规则\nOne for each rule and institution that has anything on its left side',
  })
  findings!: Finding[];

  @Field(() => Scope, { description: '可见范围\nWhat the rows cover' })
  scope!: 'ALL' | 'OWN';
}

const whole = (value: Ratio | null): bigint | null => value && value.numerator / value.denominator;

@Resolver(() => Finding)
export class FindingsResolver {
  @Query(() => Findings, {
    description:
      '跨服务规则的核对：按时点计算，不拒收任何一方\nRules between different facts: judged at the cut; they refuse nothing',
  })
  findings(
    @Arg('period', () => Period, { description: '报告期\nPeriod' }) period: string,
    @Ctx() context: RequestContext,
  ): Promise<Findings> {
    // Both sides show: who may not see what banks report may not see how it compares.
    requireReach(context, 'BANK');
    return answering(context, async (from) => {
      const visible = visibleTo(context, from, figureFor(from, { ...RULES[0]!.right, period }));
      const codes = [...from.catalogue.organisations.values()]
        .filter(({ kind, code }) => kind === 'BANK' && (visible?.includes(code) ?? true))
        .map(({ code }) => code);
      const products = await productBalances(context, endOf(period));
      const found = await Promise.all(
        RULES.flatMap((rule) => codes.map((code) => judged(from, rule, code, period, products))),
      );
      return {
        findings: found.filter((it) => it !== null),
        scope: visible === null ? 'ALL' : 'OWN',
      };
    });
  }
}

async function judged(
  from: Observatory,
  rule: Rule,
  reporter: string,
  period: string,
  products: ReadonlyMap<string, bigint>,
): Promise<Finding | null> {
  const seen = async (query: Exclude<Rule['left'], 'PRODUCTS'>) =>
    observe(from, figureFor(from, { ...query, reporter, period }));
  const left = rule.left === 'PRODUCTS' ? null : await seen(rule.left);
  const found = left ? whole(left.value) : (products.get(reporter) ?? null);
  if (!found) return null;
  const right = await seen(rule.right);
  const limit = whole(right.value);
  return {
    rule: rule.id,
    institution: reporter,
    holds: holds(found, limit),
    found: moneyOf(found),
    limit: limit === null ? null : moneyOf(limit),
    left: left && shown(left),
    right: shown(right),
    message: rule.message,
    fix: rule.fix,
  };
}
