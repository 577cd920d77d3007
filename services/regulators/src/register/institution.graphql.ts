import {
  areaInReach,
  own,
  requirePrincipal,
  scopeOf,
  withinReach,
} from '@qianfan/kit/identity/access';
import { connectionOf, PageArgs } from '@qianfan/kit/subgraph/connection.graphql';
import type { RequestContext } from '@qianfan/kit/subgraph/context';
import { refusal } from '@qianfan/kit/subgraph/errors';
import { moneyOf } from '@qianfan/kit/subgraph/money';
import { type Page, pageOf, pageRequest } from '@qianfan/kit/subgraph/pages';
import { batched, type ReferenceLoader } from '@qianfan/kit/subgraph/references';
import { Period } from '@qianfan/kit/subgraph/scalars';
import { enumOf, Money, TextType } from '@qianfan/kit/subgraph/values.graphql';
import { ORGANISATION_KINDS } from '@qianfan/schema/facts/regulators';
import { parseYuan } from '@qianfan/schema/kernel/money';
import {
  Arg,
  Args,
  Ctx,
  Directive,
  Field,
  ID,
  ObjectType,
  Query,
  registerEnumType,
  Resolver,
} from 'type-graphql';
import { Region, regionOf } from './region.graphql.ts';
import { organisationPage, type OrganisationRow, organisationsByCode } from './register.store.ts';

const OrganisationKind = enumOf(ORGANISATION_KINDS);
registerEnumType(OrganisationKind, {
  name: 'OrganisationKind',
  description: '机构类别\nKind of organisation',
});

@ObjectType('Obligation', {
  description: '报送义务\nA form that an institution owes, from one month on',
})
export class ObligationType {
  @Field(() => String, { description: '报表代码\nCode of the form' })
  form!: string;

  @Field(() => Period, { description: '起始月\nFirst month' })
  from!: string;

  @Field(() => Period, {
    nullable: true,
    description: '终止月；缺省为持续有效\nLast month; open where absent',
  })
  to?: string | null;
}

@Directive('@key(fields: "code")')
@ObjectType('Institution', {
  description: '机构：银行、保险公司、监管与管理部门\nInstitution: bank, insurer, authority',
})
export class Institution {
  @Field(() => ID, { description: '机构代码\nCode' })
  code!: string;

  @Field(() => TextType, { description: '名称\nName' })
  name!: TextType;

  @Field(() => OrganisationKind, { description: '类别\nKind' })
  kind!: string;

  @Field(() => Region, { description: '登记地\nWhere it is registered' })
  area!: Region;

  @Field(() => String, { nullable: true, description: '所属集团代码\nCode of its group' })
  group!: string | null;

  @Field(() => String, {
    nullable: true,
    description: '同业组\nPeer group with which it is ranked',
  })
  peerGroup!: string | null;

  @Field(() => [ObligationType], { description: '报送义务\nForms that it owes' })
  obligations!: ObligationType[];

  @Field(() => Money, { nullable: true, description: '单户限额\nLargest loan to one name' })
  singleNameLimit!: Money | null;

  @Field(() => Boolean, { description: '演示数据\nMade by the demonstration' })
  synthetic!: boolean;
}

const InstitutionConnection = connectionOf('Institution', () => Institution, { scope: true });

/** A register row as GraphQL shows it. */
export const institutionOf = (row: OrganisationRow): Institution => ({
  code: row.code,
  name: row.name,
  kind: row.kind,
  area: regionOf(row.area)!,
  group: row.groupCode ?? null,
  peerGroup: row.peerGroup ?? null,
  obligations: row.obligations,
  singleNameLimit: row.singleNameLimit ? moneyOf(parseYuan(row.singleNameLimit)!) : null,
  synthetic: row.synthetic,
});

/** An institution that the viewer may see: FORBIDDEN before the look-up, and for a regulator elsewhere after it. */
async function load(codes: readonly string[], context: RequestContext) {
  for (const code of codes) own(context, code, 'PROGRAMME');
  const rows = await organisationsByCode(context, codes);
  return rows.map((row) => {
    if (!row) return null;
    withinReach(context, row.area, 'PROGRAMME');
    return institutionOf(row);
  });
}

/** Institutions by code, one statement for all that a request asks for at once. */
export const institutionByCode = batched<string, Institution | null>(load);

/** UNKNOWN_ORGANISATION for one that nobody has registered: a list of its rows would be empty without a word. */
export async function requireRegistered(context: RequestContext, code: string): Promise<void> {
  if (await institutionByCode(code, context)) return;
  throw refusal('UNKNOWN_ORGANISATION', { code: code.slice(0, 64) });
}

export const institutionReferences: ReferenceLoader = (references, context) =>
  load(
    references.map(({ code }) => String(code)),
    context,
  );

@Resolver(() => Institution)
export class InstitutionResolver {
  @Query(() => Institution, { nullable: true, description: '按代码查机构\nOne institution' })
  institution(
    @Arg('code', () => ID, { description: '机构代码\nCode' }) code: string,
    @Ctx() context: RequestContext,
  ): Promise<Institution | null> {
    own(context, code, 'PROGRAMME');
    return institutionByCode(code, context);
  }

  @Query(() => InstitutionConnection, {
    description:
      '机构名录；银行与保险公司只见本机构\nThe register; a bank or insurer sees itself only',
  })
  async institutions(
    @Args(() => PageArgs) page: PageArgs,
    @Arg('kind', () => OrganisationKind, { nullable: true, description: '类别\nKind' })
    kind: string | undefined,
    @Arg('area', () => ID, {
      nullable: true,
      description: '地区代码，含下级\nArea, those within it included',
    })
    area: string | undefined,
    @Ctx() context: RequestContext,
  ): Promise<Page<Institution>> {
    const principal = requirePrincipal(context);
    const scope = scopeOf(context, 'PROGRAMME');
    const within = areaInReach(context, area, 'PROGRAMME');
    const request = pageRequest(page, ['TEXT']);
    const { rows, totalCount } = await organisationPage(
      context,
      {
        ...(scope === 'OWN' && { only: principal.institution }),
        ...(kind !== undefined && { kind }),
        ...(within !== undefined && { area: within }),
      },
      request,
    );
    return pageOf(rows.map(institutionOf), request, ({ code }) => [code], { totalCount, scope });
  }
}
