import {
  areaInReach,
  own,
  ownId,
  requirePrincipal,
  requireReach,
  scopeOf,
} from '@qianfan/kit/identity/access';
import { PageArgs } from '@qianfan/kit/subgraph/connection.graphql';
import type { RequestContext } from '@qianfan/kit/subgraph/context';
import { moneyOf } from '@qianfan/kit/subgraph/money';
import { type Page, pageOf, pageRequest } from '@qianfan/kit/subgraph/pages';
import { batched, type ReferenceLoader } from '@qianfan/kit/subgraph/references';
import { DateScalar } from '@qianfan/kit/subgraph/scalars';
import { Money } from '@qianfan/kit/subgraph/values.graphql';
import { dayOf } from '@qianfan/schema/kernel/instant';
import type { Fen } from '@qianfan/schema/kernel/money';
import { Arg, Args, Ctx, FieldResolver, ID, Query, Resolver, Root } from 'type-graphql';
import { Programme, requireProgramme } from '../programme/programme.graphql.ts';
import { requireRegistered } from '../register/register.store.ts';
import { Enterprise, Institution, Loan, Region } from '../stubs.graphql.ts';
import { Filing, FilingConnection, filingOf } from './filings.graphql.ts';
import { filedBalances, filingPages, type Parent } from './filings.store.ts';

const ON = { nullable: true, description: '只列该日仍在备案的\nOnly what was filed on that day' };
const LIST = { nullable: true, description: '备案\nFilings' };

interface Asked {
  parent: Parent;
  key: string;
  page: PageArgs;
  programme?: string | undefined;
  on?: string | undefined;
}

/** What the viewer may see: a bank its own rows, a regulator those of its area. */
function bounds(context: RequestContext): { bank: string | null; area: string | null } {
  const found = requireReach(context, 'PROGRAMME');
  return {
    bank: found.extent === 'OWN' ? found.institution : null,
    area: found.extent === 'AREA' ? found.area : null,
  };
}

/** Pages of filings, one statement for all parents that ask for the same page at once. */
const filings = batched<Asked, Page<Filing>>(async (asked, context) => {
  const within = bounds(context);
  const scope = scopeOf(context, 'PROGRAMME');
  const found = new Map<Asked, Page<Filing>>();
  const same = ({ parent, page, programme, on }: Asked): string =>
    JSON.stringify([parent, page.first, page.after, programme, on]);
  for (const group of Map.groupBy(asked, same).values()) {
    const { parent, page, programme = null, on = null } = group[0]!;
    const request = pageRequest(page, ['TEXT', 'TEXT', 'TEXT']);
    const keys = group.map(({ key }) => key);
    const pages = await filingPages(context, parent, keys, { ...within, programme, on }, request);
    group.forEach((one, n) => {
      const { rows, totalCount } = pages[n]!;
      const keyset = ({ row }: Filing) => [row.bank, row.programme, row.loan];
      found.set(one, pageOf(rows.map(filingOf), request, keyset, { totalCount, scope }));
    });
  }
  return asked.map((one) => found.get(one)!);
});

/** Single filings by id, FORBIDDEN before any look-up; null where there is none in the viewer's reach. */
async function load(ids: readonly string[], context: RequestContext): Promise<(Filing | null)[]> {
  for (const id of ids) ownId(context, id, 'PROGRAMME');
  const wanted = { ...bounds(context), programme: null, on: null };
  const pages = await filingPages(context, 'ID', ids, wanted, { limit: 1, after: undefined });
  return pages.map(({ rows: [row] }) => (row ? filingOf(row) : null));
}

export const filingReferences: ReferenceLoader = (references, context) =>
  load(
    references.map(({ id }) => String(id)),
    context,
  );

const balances = batched<{ programme: string; on: string }, Fen>(async (asked, context) => {
  const found = new Map<string, Fen>();
  for (const [on, group] of Map.groupBy(asked, (one) => one.on)) {
    const programmes = group.map(({ programme }) => programme);
    const fen = await filedBalances(context, programmes, on);
    programmes.forEach((programme, n) => found.set(`${programme} ${on}`, fen[n]!));
  }
  return asked.map(({ programme, on }) => found.get(`${programme} ${on}`)!);
});

@Resolver(() => Filing)
export class FilingQueries {
  @Query(() => Filing, { nullable: true, description: '一笔备案\nOne filing' })
  async filing(
    @Arg('programme', () => ID, { description: '项目代码\nCode of the programme' })
    programme: string,
    @Arg('bank', () => ID, { description: '银行代码\nCode of the bank' }) bank: string,
    @Arg('loan', () => ID, { description: "贷款编号\nThe bank's id of the loan" }) loan: string,
    @Ctx() context: RequestContext,
  ): Promise<Filing | null> {
    own(context, bank, 'PROGRAMME');
    const [filing = null] = await load([`${bank}/${programme}/${loan}`], context);
    return filing;
  }

  @Query(() => FilingConnection, {
    description: '备案；银行只见本行\nFilings; a bank sees its own only',
  })
  async filings(
    @Args(() => PageArgs) page: PageArgs,
    @Arg('programme', () => ID, { nullable: true, description: '项目代码\nCode of the programme' })
    programme: string | undefined,
    @Arg('bank', () => ID, { nullable: true, description: '银行代码\nCode of the bank' })
    bank: string | undefined,
    @Arg('on', () => DateScalar, ON) on: string | undefined,
    @Ctx() context: RequestContext,
  ): Promise<Page<Filing>> {
    requirePrincipal(context);
    if (bank !== undefined) own(context, bank, 'PROGRAMME');
    await requireProgramme(context, programme);
    if (bank === undefined)
      return filings({ parent: 'NONE', key: '', page, programme, on }, context);
    const found = await filings({ parent: 'BANK', key: bank, page, programme, on }, context);
    if (found.totalCount === 0) await requireRegistered(context, bank);
    return found;
  }
}

@Resolver(() => Programme)
export class ProgrammeFilings {
  @FieldResolver(() => FilingConnection, LIST)
  filings(
    @Root() { code }: Programme,
    @Args(() => PageArgs) page: PageArgs,
    @Arg('on', () => DateScalar, ON) on: string | undefined,
    @Ctx() context: RequestContext,
  ): Promise<Page<Filing>> {
    return filings({ parent: 'PROGRAMME', key: code, page, on }, context);
  }

  @FieldResolver(() => Money, {
    nullable: true,
    description:
      '某日终备案余额，全部银行合计\nWhat was filed at the end of a day, by all banks together',
  })
  async filedBalance(
    @Root() { code }: Programme,
    @Arg('on', () => DateScalar, {
      nullable: true,
      description: '日期；缺省为时点当日\nDay; that of the cut unless told',
    })
    on: string | undefined,
    @Ctx() context: RequestContext,
  ): Promise<Money> {
    const day = on ?? dayOf(context.cut);
    return moneyOf(await balances({ programme: code, on: day }, context));
  }
}

@Resolver(() => Institution)
export class InstitutionFilings {
  @FieldResolver(() => FilingConnection, LIST)
  filings(
    @Root() { code }: Institution,
    @Args(() => PageArgs) page: PageArgs,
    @Arg('on', () => DateScalar, ON) on: string | undefined,
    @Ctx() context: RequestContext,
  ): Promise<Page<Filing>> {
    own(context, code, 'PROGRAMME');
    return filings({ parent: 'BANK', key: code, page, on }, context);
  }
}

@Resolver(() => Enterprise)
export class EnterpriseFilings {
  @FieldResolver(() => FilingConnection, LIST)
  filings(
    @Root() { id }: Enterprise,
    @Args(() => PageArgs) page: PageArgs,
    @Arg('on', () => DateScalar, ON) on: string | undefined,
    @Ctx() context: RequestContext,
  ): Promise<Page<Filing>> {
    return filings({ parent: 'ENTERPRISE', key: id, page, on }, context);
  }
}

@Resolver(() => Region)
export class RegionFilings {
  @FieldResolver(() => FilingConnection, LIST)
  filings(
    @Root() { code }: Region,
    @Args(() => PageArgs) page: PageArgs,
    @Arg('on', () => DateScalar, ON) on: string | undefined,
    @Ctx() context: RequestContext,
  ): Promise<Page<Filing>> {
    areaInReach(context, code, 'PROGRAMME');
    return filings({ parent: 'REGION', key: code, page, on }, context);
  }
}

@Resolver(() => Loan)
export class LoanFilings {
  @FieldResolver(() => FilingConnection, LIST)
  filings(
    @Root() { id }: Loan,
    @Args(() => PageArgs) page: PageArgs,
    @Ctx() context: RequestContext,
  ): Promise<Page<Filing>> {
    ownId(context, id, 'PROGRAMME');
    return filings({ parent: 'LOAN', key: id, page }, context);
  }
}
