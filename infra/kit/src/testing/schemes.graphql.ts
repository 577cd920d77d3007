import 'reflect-metadata';
import {
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
import type { RequestContext } from '../subgraph/context.ts';
import type { SubgraphParts } from '../subgraph/schema.ts';

@Directive('@key(fields: "code")')
@ObjectType('Institution', { description: '机构\nInstitution' })
class Institution {
  @Field(() => ID, { description: '代码\nCode' })
  code!: string;
}

@Resolver(() => Institution)
class InstitutionResolver {
  @FieldResolver(() => [String], { nullable: true, description: '参加的项目\nSchemes joined' })
  schemes(@Root() { code }: Institution): string[] {
    return [`KDT of ${code}`];
  }
}

@Resolver()
class SchemeResolver {
  @Query(() => String, { nullable: true, description: '所读时点\nThe cut that was read' })
  schemesReadAt(@Ctx() { cut }: RequestContext): string {
    return String(cut);
  }
}

/** A third small subgraph, that extends the same entity. */
export const schemes: SubgraphParts = {
  service: 'programmes',
  resolvers: [InstitutionResolver, SchemeResolver],
};
