import { own } from '@qianfan/kit/identity/access';
import type { ReferenceLoader } from '@qianfan/kit/subgraph/references';
import { Directive, Field, ID, ObjectType } from 'type-graphql';

/** Entities of regulators, by their keys: what else they have comes from there. */
@Directive('@key(fields: "code")')
@ObjectType('Institution', { description: '机构\nInstitution' })
export class Institution {
  @Field(() => ID, { description: '机构代码\nCode' })
  code!: string;
}

@Directive('@key(fields: "id")')
@ObjectType('Enterprise', { description: '企业\nEnterprise' })
export class Enterprise {
  @Field(() => ID, { description: '编号\nOpaque id' })
  id!: string;
}

@Directive('@key(fields: "code")')
@ObjectType('Region', { description: '行政区划\nAdministrative area' })
export class Region {
  @Field(() => ID, { description: '代码\nCode' })
  code!: string;
}

/** A stub is the reference itself; naming another's institution is refused even so. */
export const institutionReferences: ReferenceLoader = (references, context) =>
  references.map(({ code }) => {
    own(context, String(code));
    return { code: String(code) };
  });
