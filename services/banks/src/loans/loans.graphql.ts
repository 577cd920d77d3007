import { fenOf } from '@qianfan/schema/deciding/issues';
import { connectionOf, PageArgs } from '@qianfan/kit/subgraph/connection.graphql';
import type { RequestContext } from '@qianfan/kit/subgraph/context';
import { moneyOf } from '@qianfan/kit/subgraph/money';
import type { Page } from '@qianfan/kit/subgraph/pages';
import { DateScalar, Decimal, PositionScalar } from '@qianfan/kit/subgraph/scalars';
import { enumOf, Money } from '@qianfan/kit/subgraph/values.graphql';
import { LOAN_CLASSES } from '@qianfan/schema/codelists/loan-classes';
import { GUARANTEES } from '@qianfan/schema/facts/banks';
import { formatDecimal, parseDecimal } from '@qianfan/schema/returns/decimal';
import {
  Arg,
  Args,
  Ctx,
  Directive,
  Field,
  FieldResolver,
  ID,
  ObjectType,
  Query,
  registerEnumType,
  Resolver,
  Root,
} from 'type-graphql';
import { contractReads } from '../contracts.graphql.ts';
import { Enterprise, Institution, Region } from '../stubs.graphql.ts';
import { type LoanRow, loanTable } from './loans.store.ts';

const Guarantee = enumOf(GUARANTEES);
registerEnumType(Guarantee, {
  name: 'Guarantee',
  description: '担保方式：信用、保证、抵押、质押、知识产权质押\nHow a loan is secured',
});

const LoanClass = enumOf(LOAN_CLASSES);
registerEnumType(LoanClass, {
  name: 'LoanClass',
  description: '五级分类：正常、关注、次级、可疑、损失\nThe five classes of loan quality',
});

const LoanTerm = enumOf(['SHORT', 'MEDIUM_LONG'] as const);
registerEnumType(LoanTerm, {
  name: 'LoanTerm',
  description: '期限：短期；中长期（原始期限超过 12 个月）\nShort, or over 12 months at the start',
});

@Directive('@key(fields: "id")')
@ObjectType('Loan', { description: '贷款\nA loan, as it stands at the cut' })
export class Loan {
  @Field(() => ID, {
    description: '全局编号：机构代码/借据号\nInstitution and loan: "BNK_JJB/L-1"',
  })
  id!: string;

  @Field(() => Institution, { nullable: true, description: '贷款机构\nLender' })
  institution!: Institution;

  @Field(() => Enterprise, { nullable: true, description: '借款企业\nBorrower' })
  enterprise!: Enterprise;

  @Field(() => Region, { nullable: true, description: '所在县（市、区）\nCounty' })
  county!: Region;

  @Field(() => String, { nullable: true, description: '产品代码\nCode of the product' })
  product!: string | null;

  @Field(() => Guarantee, { description: '担保方式\nHow it is secured' })
  guarantee!: string;

  @Field(() => LoanTerm, { description: '期限\nTerm' })
  term!: string;

  @Field(() => Money, { description: '发放额\nAmount drawn' })
  amount!: Money;

  @Field(() => Decimal, {
    description:
      '合同年利率（%），与命令中相同："3.45" 即 3.45 %\nContract rate a year in percent, as in the command: "3.45" is 3.45 %',
  })
  rate!: string;

  @Field(() => DateScalar, { description: '发放日\nDrawn on' })
  drawnOn!: string;

  @Field(() => DateScalar, { description: '到期日\nMatures on' })
  maturesOn!: string;

  @Field(() => Money, { description: '余额\nBalance' })
  balance!: Money;

  @Field(() => LoanClass, { description: '五级分类\nClass' })
  classification!: string;

  @Field(() => DateScalar, { description: '最近变动日\nDay of its latest change' })
  changedOn!: string;

  @Field(() => Boolean, { description: '余额为零\nNothing is left to repay' })
  closed!: boolean;

  @Field(() => Boolean, { description: '演示数据\nMade by the demonstration' })
  synthetic!: boolean;

  @Field(() => PositionScalar, { description: '最近一条事实的位置\nPosition of its latest fact' })
  position!: string;
}

const LoanConnection = connectionOf('Loan', () => Loan, { scope: true });

/** What was stored before the door asked for one text a number may begin with a nought: `04.35`. */
const percentOf = (stored: string): string =>
  formatDecimal(parseDecimal(stored.replace(/^0(?=\d)/, ''))!);

const yuan = (amount: string): Money => moneyOf(fenOf(amount));

const loanOf = (row: LoanRow): Loan => ({
  id: `${row.institution}/${row.loan}`,
  institution: { code: row.institution },
  enterprise: { id: row.enterprise },
  county: { code: row.county },
  product: row.product ?? null,
  guarantee: row.guarantee,
  term: row.term,
  amount: yuan(row.amount),
  rate: percentOf(row.rate),
  drawnOn: row.drawnOn,
  maturesOn: row.maturesOn,
  balance: yuan(row.balance),
  classification: row.classification,
  changedOn: row.lastOn,
  closed: row.closed,
  synthetic: row.synthetic,
  position: `${row.source}/${row.partition}/${row.pos}`,
});

const reads = contractReads(loanTable, loanOf);

export const loanReferences = reads.references;

const openOnly = (open: boolean | undefined): object =>
  open === undefined ? {} : { closed: !open };

const OPEN = {
  nullable: true,
  description:
    'true 只要有余额的，false 只要已结清的\nOnly those with a balance, or only those without',
};

@Resolver()
export class LoanResolver {
  @Query(() => Loan, { nullable: true, description: '一笔贷款\nOne loan' })
  loan(
    @Arg('institution', () => ID, { description: '机构代码\nCode of the lender' })
    institution: string,
    @Arg('id', () => ID, { description: '借据号\nThe lender’s id of the loan' }) id: string,
    @Ctx() context: RequestContext,
  ): Promise<Loan | null> {
    return reads.one(institution, id, context);
  }

  @Query(() => LoanConnection, { description: '贷款\nLoans' })
  loans(
    @Args(() => PageArgs) page: PageArgs,
    @Arg('institution', () => ID, { nullable: true, description: '机构代码\nLender' })
    institution: string | undefined,
    @Arg('enterprise', () => ID, { nullable: true, description: '企业编号\nBorrower' })
    enterprise: string | undefined,
    @Arg('area', () => ID, {
      nullable: true,
      description: '地区代码，含下级\nArea, those within it included',
    })
    area: string | undefined,
    @Arg('open', () => Boolean, OPEN) open: boolean | undefined,
    @Ctx() context: RequestContext,
  ): Promise<Page<Loan>> {
    return reads.list(context, { institution, enterprise, area, more: openOnly(open) }, page);
  }
}

const LOANS = { nullable: true, description: '贷款\nLoans' };

@Resolver(() => Institution)
export class InstitutionLoansResolver {
  @FieldResolver(() => LoanConnection, LOANS)
  loans(
    @Root() { code }: Institution,
    @Args(() => PageArgs) page: PageArgs,
    @Arg('open', () => Boolean, OPEN) open: boolean | undefined,
    @Ctx() context: RequestContext,
  ): Promise<Page<Loan>> {
    return reads.ofInstitution(code, context, page, openOnly(open));
  }
}

@Resolver(() => Enterprise)
export class EnterpriseLoansResolver {
  @FieldResolver(() => LoanConnection, LOANS)
  loans(
    @Root() { id }: Enterprise,
    @Args(() => PageArgs) page: PageArgs,
    @Arg('open', () => Boolean, OPEN) open: boolean | undefined,
    @Ctx() context: RequestContext,
  ): Promise<Page<Loan>> {
    return reads.ofEnterprise(id, context, page, openOnly(open));
  }
}

@Resolver(() => Region)
export class RegionLoansResolver {
  @FieldResolver(() => LoanConnection, LOANS)
  loans(
    @Root() { code }: Region,
    @Args(() => PageArgs) page: PageArgs,
    @Arg('open', () => Boolean, OPEN) open: boolean | undefined,
    @Ctx() context: RequestContext,
  ): Promise<Page<Loan>> {
    return reads.ofRegion(code, context, page, openOnly(open));
  }
}

export const loanResolvers = [
  LoanResolver,
  InstitutionLoansResolver,
  EnterpriseLoansResolver,
  RegionLoansResolver,
] as const;
