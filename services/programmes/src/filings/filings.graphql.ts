import { moneyOf } from '@qianfan/kit/subgraph/money';
import type { RequestContext } from '@qianfan/kit/subgraph/context';
import { connectionOf } from '@qianfan/kit/subgraph/connection.graphql';
import { batched } from '@qianfan/kit/subgraph/references';
import { DateScalar, PositionScalar } from '@qianfan/kit/subgraph/scalars';
import { enumOf, Money } from '@qianfan/kit/subgraph/values.graphql';
import { formatPosition } from '@qianfan/schema/kernel/fact';
import type { Fen } from '@qianfan/schema/kernel/money';
import {
  Arg,
  Ctx,
  Directive,
  Field,
  FieldResolver,
  ID,
  ObjectType,
  registerEnumType,
  Resolver,
  Root,
} from 'type-graphql';
import { Programme, programmeByCode } from '../programme/programme.graphql.ts';
import { Enterprise, Institution, Loan, Region } from '../stubs.graphql.ts';
import { balancesOn, type FilingRow } from './filings.store.ts';

export const FilingStatus = enumOf(['FILED', 'SETTLED'] as const);
registerEnumType(FilingStatus, {
  name: 'FilingState',
  description: '备案中、已结清\nFiled, or settled',
});

@Directive('@key(fields: "id")')
@ObjectType('Filing', {
  description: '备案：纳入项目补偿范围的一笔贷款\nA loan that a programme covers',
})
export class Filing {
  @Field(() => ID, { description: '“银行/项目/贷款”\n"bank/programme/loan"' })
  id!: string;

  row!: FilingRow;

  @Field(() => Institution, { nullable: true, description: '银行\nThe bank' })
  bank!: Institution;

  @Field(() => Loan, { nullable: true, description: '贷款\nThe loan' })
  loan!: Loan;

  @Field(() => Enterprise, { nullable: true, description: '借款企业\nThe borrower' })
  enterprise!: Enterprise;

  @Field(() => Region, { nullable: true, description: '县（市、区）\nCounty' })
  county!: Region;

  @Field(() => String, { nullable: true, description: '网点\nOutlet' })
  outlet!: string | null;

  @Field(() => Money, { description: '备案金额\nAmount filed' })
  amount!: Money;

  @Field(() => DateScalar, { description: '备案日\nFiled on' })
  filedOn!: string;

  @Field(() => DateScalar, { description: '到期日\nMatures on' })
  maturesOn!: string;

  @Field(() => DateScalar, { nullable: true, description: '结清日\nSettled in full on' })
  settledOn!: string | null;

  @Field(() => FilingStatus, { description: '状态\nState' })
  status!: string;

  @Field(() => [String], {
    description: '判定所用的名单版本及位置\nList versions that the decision used',
  })
  reference!: string[];

  @Field(() => PositionScalar, { description: '最近一条事实\nIts latest fact' })
  position!: string;

  @Field(() => Boolean, { description: '演示数据\nMade by the demonstration' })
  synthetic!: boolean;
}

export const FilingConnection = connectionOf('Filing', () => Filing, { scope: true });

/** A row as GraphQL shows it. */
export const filingOf = (row: FilingRow): Filing => ({
  id: `${row.bank}/${row.programme}/${row.loan}`,
  row,
  bank: { code: row.bank },
  loan: { id: `${row.bank}/${row.loan}` },
  enterprise: { id: row.enterprise },
  county: { code: row.county },
  outlet: row.outlet,
  amount: moneyOf(row.amount),
  filedOn: row.filedOn,
  maturesOn: row.maturesOn,
  settledOn: row.settledOn,
  status: row.settledOn === null ? 'FILED' : 'SETTLED',
  reference: row.reference,
  position: formatPosition({ service: 'programmes', partition: row.partition, pos: row.pos }),
  synthetic: row.synthetic,
});

interface Asked {
  row: FilingRow;
  on: string;
}

/** One statement for each day that is asked about. */
const balances = batched<Asked, Fen>(async (asked, context) => {
  const found = new Map<Asked, Fen>();
  for (const [on, group] of Map.groupBy(asked, (one) => one.on)) {
    const fen = await balancesOn(
      context,
      group.map(({ row }) => row),
      on,
    );
    group.forEach((one, n) => found.set(one, fen[n]!));
  }
  return asked.map((one) => found.get(one)!);
});

@Resolver(() => Filing)
export class FilingResolver {
  @FieldResolver(() => Programme, { nullable: true, description: '项目\nThe programme' })
  programme(@Root() { row }: Filing, @Ctx() context: RequestContext): Promise<Programme | null> {
    return programmeByCode(row.programme, context);
  }

  @FieldResolver(() => Money, {
    nullable: true,
    description:
      '备案余额；缺省为已知的最新余额\nWhat stays filed; at the end of a day where one is given',
  })
  async balance(
    @Root() { row }: Filing,
    @Arg('on', () => DateScalar, { nullable: true, description: '日期\nDay' })
    on: string | undefined,
    @Ctx() context: RequestContext,
  ): Promise<Money> {
    return moneyOf(on === undefined ? row.balance : await balances({ row, on }, context));
  }
}
