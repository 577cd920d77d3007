import { requirePrincipal } from '@qianfan/kit/identity/access';
import type { RequestContext } from '@qianfan/kit/subgraph/context';
import type { ReferenceLoader } from '@qianfan/kit/subgraph/references';
import { enumOf, TextType } from '@qianfan/kit/subgraph/values.graphql';
import { AREAS, areaNamed } from '@qianfan/schema/codelists/areas';
import {
  Arg,
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

const RegionLevel = enumOf(['PROVINCE', 'CITY', 'COUNTY'] as const);
registerEnumType(RegionLevel, {
  name: 'RegionLevel',
  description: '省、设区市、县（市、区）\nProvince, city, county',
});

@Directive('@key(fields: "code")')
@ObjectType('Region', { description: '行政区划（GB/T 2260）\nAdministrative area by GB/T 2260' })
export class Region {
  @Field(() => ID, { description: '代码：省 2 位，市 4 位，县 6 位\nCode: 2, 4 or 6 digits' })
  code!: string;

  @Field(() => TextType, { description: '名称\nName' })
  name!: TextType;

  @Field(() => RegionLevel, { description: '层级\nLevel' })
  level!: keyof typeof RegionLevel;
}

/** The area of a code; null where there is none such. The codelist is public: every role sees all of it. */
export const regionOf = (code: string): Region | null => areaNamed(code) ?? null;

export const regionReferences: ReferenceLoader = (references) =>
  references.map(({ code }) => regionOf(String(code)));

@Resolver(() => Region)
export class RegionResolver {
  @Query(() => Region, { nullable: true, description: '按代码查地区\nOne area' })
  region(
    @Arg('code', () => ID, { description: '行政区划代码\nCode' }) code: string,
    @Ctx() context: RequestContext,
  ): Region | null {
    requirePrincipal(context);
    return regionOf(code);
  }

  @Query(() => [Region], {
    description: '全部地区，上级在前\nAll areas, each before those within it',
  })
  regions(
    @Arg('level', () => RegionLevel, { nullable: true, description: '层级\nLevel' })
    level: keyof typeof RegionLevel | undefined,
    @Ctx() context: RequestContext,
  ): readonly Region[] {
    requirePrincipal(context);
    return level ? AREAS.filter((area) => area.level === level) : AREAS;
  }

  @FieldResolver(() => Region, { nullable: true, description: '上级地区\nThe area around it' })
  parent(@Root() { code }: Region): Region | null {
    return regionOf(code.slice(0, -2));
  }

  @FieldResolver(() => [Region], { description: '下级地区\nThe areas directly within it' })
  children(@Root() { code }: Region): Region[] {
    return AREAS.filter(({ parent }) => parent === code);
  }
}
