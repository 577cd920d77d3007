import { own, ownId, requirePrincipal } from '@qianfan/kit/identity/access';
import type { ReferenceLoader } from '@qianfan/kit/subgraph/references';
import { Directive, Field, ID, ObjectType } from 'type-graphql';

/** Entities of other services, which programmes extend with what they know of them. */

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

@Directive('@key(fields: "id")')
@ObjectType('Loan', { description: '贷款\nLoan' })
export class Loan {
  @Field(() => ID, { description: '“机构/贷款”\n"institution/loan"' })
  id!: string;
}

/** A stub is the reference itself; naming another's institution or loan is refused even so. */
export const stubReferences: Record<string, ReferenceLoader> = {
  Institution: (references, context) =>
    references.map(({ code }) => {
      own(context, String(code), 'PROGRAMME');
      return { code: String(code) };
    }),
  Enterprise: (references, context) => {
    requirePrincipal(context);
    return references.map(({ id }) => ({ id: String(id) }));
  },
  Region: (references, context) => {
    requirePrincipal(context);
    return references.map(({ code }) => ({ code: String(code) }));
  },
  Loan: (references, context) =>
    references.map(({ id }) => {
      ownId(context, String(id), 'PROGRAMME');
      return { id: String(id) };
    }),
};
