import { own, requirePrincipal, scopeOf } from '@qianfan/kit/identity/access';
import { connectionOf, PageArgs } from '@qianfan/kit/subgraph/connection.graphql';
import type { RequestContext } from '@qianfan/kit/subgraph/context';
import { type Page, pageOf, pageRequest } from '@qianfan/kit/subgraph/pages';
import { DateScalar } from '@qianfan/kit/subgraph/scalars';
import { enumOf } from '@qianfan/kit/subgraph/values.graphql';
import {
  Arg,
  Args,
  Ctx,
  Field,
  FieldResolver,
  ID,
  ObjectType,
  Query,
  registerEnumType,
  Resolver,
  Root,
} from 'type-graphql';
import { Programme, requireProgramme } from '../programme/programme.graphql.ts';
import { requireRegistered } from '../register/register.store.ts';
import { Institution, Region } from '../stubs.graphql.ts';
import { PARTICIPANT_KINDS } from './participation.projection.ts';
import {
  participationPage,
  type ParticipationRow,
  type ParticipationsWanted,
} from './participation.store.ts';

const ParticipantKind = enumOf(PARTICIPANT_KINDS);
registerEnumType(ParticipantKind, {
  name: 'ParticipantKind',
  description: '参与方：地区、银行、网点\nWho takes part: region, bank, outlet',
});

@ObjectType('Participation', {
  description: '参与项目的地区、银行或网点\nA region, bank or outlet that joined',
})
export class Participation {
  @Field(() => ID, { description: '项目代码\nCode of the programme' })
  programme!: string;

  @Field(() => ParticipantKind, { description: '类别\nKind' })
  kind!: string;

  @Field(() => String, {
    description: '地区代码、银行代码或“银行/网点”\nArea, bank, or bank/outlet',
  })
  participant!: string;

  @Field(() => Institution, { nullable: true, description: '银行\nThe bank' })
  bank!: Institution | null;

  @Field(() => Region, {
    nullable: true,
    description: '地区；网点为所在县\nThe region; the county of an outlet',
  })
  region!: Region | null;

  @Field(() => DateScalar, { description: '加入日\nJoined on' })
  joinedOn!: string;

  @Field(() => Boolean, { description: '演示数据\nMade by the demonstration' })
  synthetic!: boolean;
}

const ParticipationConnection = connectionOf('Participation', () => Participation, { scope: true });

const participationOf = (row: ParticipationRow): Participation => ({
  programme: row.programme,
  kind: row.kind,
  participant: row.participant,
  bank: row.bank ? { code: row.bank } : null,
  region: row.region ? { code: row.region } : null,
  joinedOn: row.joinedOn,
  synthetic: row.synthetic,
});

const KIND = { nullable: true, description: '类别\nKind' };

@Resolver(() => Programme)
export class ProgrammeParticipationsResolver {
  @FieldResolver(() => ParticipationConnection, {
    nullable: true,
    description: '参与方；银行只见地区与本行\nWho takes part; a bank sees regions and itself',
  })
  participations(
    @Root() { code }: Programme,
    @Args(() => PageArgs) page: PageArgs,
    @Arg('kind', () => ParticipantKind, KIND) kind: string | undefined,
    @Ctx() context: RequestContext,
  ): Promise<Page<Participation>> {
    return participations(context, page, { programme: code, ...(kind && { kind }) });
  }
}

@Resolver(() => Institution)
export class InstitutionParticipationsResolver {
  @FieldResolver(() => ParticipationConnection, {
    nullable: true,
    description: '参与的项目\nProgrammes in which it takes part',
  })
  participations(
    @Root() { code }: Institution,
    @Args(() => PageArgs) page: PageArgs,
    @Ctx() context: RequestContext,
  ): Promise<Page<Participation>> {
    own(context, code, 'PROGRAMME');
    return participations(context, page, { bank: code });
  }
}

@Resolver()
export class ParticipationResolver {
  @Query(() => ParticipationConnection, {
    description: '参与方；银行只见地区与本行\nWho takes part; a bank sees regions and itself',
  })
  async participations(
    @Args(() => PageArgs) page: PageArgs,
    @Arg('programme', () => ID, { nullable: true, description: '项目代码\nCode of the programme' })
    programme: string | undefined,
    @Arg('bank', () => ID, { nullable: true, description: '银行代码\nCode of the bank' })
    bank: string | undefined,
    @Arg('kind', () => ParticipantKind, KIND) kind: string | undefined,
    @Ctx() context: RequestContext,
  ): Promise<Page<Participation>> {
    if (bank !== undefined) own(context, bank, 'PROGRAMME');
    requirePrincipal(context);
    await requireProgramme(context, programme);
    const found = await participations(context, page, {
      ...(programme !== undefined && { programme }),
      ...(bank !== undefined && { bank }),
      ...(kind && { kind }),
    });
    if (found.totalCount === 0 && bank !== undefined) await requireRegistered(context, bank);
    return found;
  }
}

async function participations(
  context: RequestContext,
  page: PageArgs,
  wanted: Omit<ParticipationsWanted, 'visibleTo'>,
): Promise<Page<Participation>> {
  const { institution } = requirePrincipal(context);
  const scope = scopeOf(context, 'PROGRAMME');
  const request = pageRequest(page, ['TEXT', 'TEXT', 'TEXT']);
  const { rows, totalCount } = await participationPage(
    context.em,
    { ...wanted, visibleTo: scope === 'OWN' ? institution : null },
    request,
  );
  const keyset = (row: Participation) => [row.programme, row.kind, row.participant];
  return pageOf(rows.map(participationOf), request, keyset, { totalCount, scope });
}
