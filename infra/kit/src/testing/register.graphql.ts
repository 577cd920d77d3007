import 'reflect-metadata';
import { Arg, Ctx, Directive, Field, ID, ObjectType, Query, Resolver } from 'type-graphql';
import { requirePrincipal } from '../identity/access.ts';
import type { RequestContext } from '../subgraph/context.ts';
import type { SubgraphParts } from '../subgraph/schema.ts';

@Directive('@key(fields: "code")')
@ObjectType('Institution', { description: '机构\nInstitution' })
class Institution {
  @Field(() => ID, { description: '代码\nCode' })
  code!: string;

  @Field(() => String, { description: '名称\nName' })
  name!: string;
}

const named = (code: string): Institution => ({ code, name: `name of ${code}` });

@Resolver()
class RegisterResolver {
  @Query(() => Institution, { nullable: true, description: '一家机构\nOne institution' })
  institution(
    @Arg('code', () => ID, { description: '代码\nCode' }) code: string,
    @Ctx() context: RequestContext,
  ): Institution {
    requirePrincipal(context);
    return named(code);
  }

  @Query(() => String, { nullable: true, description: '所读时点\nThe cut that was read' })
  readAt(@Ctx() { cut }: RequestContext): string {
    return String(cut);
  }
}

/** A second small subgraph, that owns what the lenders extend. */
export const register: SubgraphParts = {
  service: 'regulators',
  resolvers: [RegisterResolver],
  references: {
    Institution: (references) => references.map(({ code }) => named(String(code))),
  },
};
