import 'reflect-metadata';
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
  Resolver,
  Root,
} from 'type-graphql';
import { own, requirePrincipal } from '../identity/access.ts';
import { connectionOf, PageArgs } from '../subgraph/connection.graphql.ts';
import type { RequestContext } from '../subgraph/context.ts';
import { type Page, pageOf, pageRequest } from '../subgraph/pages.ts';
import type { SubgraphParts } from '../subgraph/schema.ts';

@Directive('@key(fields: "code")')
@ObjectType('Institution', { description: '机构\nInstitution' })
class Institution {
  @Field(() => ID, { description: '代码\nCode' })
  code!: string;
}

@Directive('@key(fields: "id")')
@ObjectType('Loan', { description: '贷款\nLoan' })
class Loan {
  @Field(() => ID, { description: '编号\nId' })
  id!: string;

  @Field(() => Institution, { nullable: true, description: '机构\nInstitution' })
  institution!: Institution;
}

const LoanConnection = connectionOf('Loan', () => Loan, { scope: true });

const loans: Loan[] = ['BNK_A/1', 'BNK_A/2', 'BNK_B/1'].map((id) => ({
  id,
  institution: { code: id.slice(0, 5) },
}));

@Resolver(() => Institution)
class InstitutionResolver {
  @FieldResolver(() => LoanConnection, { nullable: true, description: '贷款\nLoans' })
  loans(
    @Root() institution: Institution,
    @Args(() => PageArgs) page: PageArgs,
    @Ctx() context: RequestContext,
  ): Page<Loan> {
    own(context, institution.code);
    const request = pageRequest(page, ['TEXT']);
    const all = loans.filter((loan) => loan.institution.code === institution.code);
    const after = all.filter(({ id }) => !request.after || id > request.after[0]!);
    const rows = after.slice(0, request.limit);
    return pageOf(rows, request, ({ id }) => [id], { totalCount: all.length, scope: 'OWN' });
  }
}

@Resolver()
class LoanResolver {
  @Query(() => Loan, { nullable: true, description: '一笔贷款\nOne loan' })
  loan(
    @Arg('id', () => ID, { description: '编号\nId' }) id: string,
    @Ctx() context: RequestContext,
  ): Loan | undefined {
    own(context, id.split('/')[0]!);
    return loans.find((loan) => loan.id === id);
  }

  @Query(() => [Loan], { description: '全部\nAll' })
  allLoans(@Ctx() context: RequestContext): Loan[] {
    requirePrincipal(context);
    return loans;
  }

  @Query(() => String, { nullable: true, description: '总是失败\nAlways fails' })
  broken(): string {
    throw new Error('a secret of the store');
  }
}

/** A small subgraph for tests of the machinery: two banks, three loans. */
export const lenders: SubgraphParts = {
  service: 'banks',
  resolvers: [InstitutionResolver, LoanResolver],
  references: {
    Loan: (references, context) =>
      references.map(({ id }) => {
        own(context, String(id).split('/')[0]!);
        return loans.find((loan) => loan.id === id) ?? null;
      }),
  },
};
