import { own, scopeOf } from '@qianfan/kit/identity/access';
import { refusalsWith } from '@qianfan/kit/refusals/refusals.graphql';
import { connectionOf, PageArgs } from '@qianfan/kit/subgraph/connection.graphql';
import type { RequestContext } from '@qianfan/kit/subgraph/context';
import { refusal } from '@qianfan/kit/subgraph/errors';
import { type Page, pageOf, pageRequest } from '@qianfan/kit/subgraph/pages';
import { batched, type ReferenceLoader } from '@qianfan/kit/subgraph/references';
import { Period } from '@qianfan/kit/subgraph/scalars';
import { Arg, Args, Ctx, FieldResolver, ID, Query, Resolver, Root } from 'type-graphql';
import { reportersInReach, requireReader, requireRegistered, requireReturnsOf } from '../access.ts';
import { Institution } from '../stubs.graphql.ts';
import { BorrowersResolver } from './borrowers.graphql.ts';
import { RevisionCellsResolver, SubmissionCellsResolver } from './cells.graphql.ts';
import {
  isForm,
  latenessOf,
  type ReturnKey,
  revisionsByKey,
  submissionPage,
  submissionsByKey,
  type SubmissionRow,
} from './returns.store.ts';
import { revisionOf, Submission, submissionOf, SubmissionRevision } from './submission.graphql.ts';
import { SubmitReturnResolver } from './submit.graphql.ts';

const SubmissionConnection = connectionOf('Submission', () => Submission, { scope: true });
const refused = refusalsWith({ type: () => Institution, of: (code) => ({ code }) });

async function load(
  keys: readonly ReturnKey[],
  context: RequestContext,
): Promise<(Submission | null)[]> {
  // Before any look-up: the answer must not depend on whether the return exists.
  await requireReturnsOf(
    context,
    keys.map(({ institution }) => institution),
  );
  const rows = await submissionsByKey(context.em, keys);
  return rows.map((row) => row && submissionOf(row));
}

const submissionByKey = batched<ReturnKey, Submission | null>(load);

const isLateOf = batched<SubmissionRow, boolean>((rows, context) =>
  latenessOf(context.em, rows, context.cut),
);

const revisionsOf = batched<SubmissionRow, SubmissionRow[]>((rows, context) =>
  revisionsByKey(context.em, rows, context.cut),
);

export const submissionReferences: ReferenceLoader = (references, context) =>
  load(
    references.map(({ id }) => {
      const [institution = '', form = '', period = ''] = String(id).split('/');
      return { institution, form, period };
    }),
    context,
  );

type Asked = Partial<Record<keyof ReturnKey, string | undefined>>;
type Within = Partial<Record<keyof ReturnKey, string | { $in: string[] }>>;

/** Asked where a list is empty or a return is not there: who or what nobody knows of is a mistake. UNKNOWN_ORGANISATION, UNKNOWN_FORM_CODE. */
async function requireKnown(context: RequestContext, { institution, form }: Asked): Promise<void> {
  await requireRegistered(context, { institution });
  if (form === undefined || (await isForm(context.em, form))) return;
  throw refusal('UNKNOWN_FORM_CODE', { form: form.slice(0, 64) });
}

/** The condition of a list of returns or refusals, within what the reader may see; before any look-up. */
async function within(context: RequestContext, asked: Asked): Promise<Within> {
  requireReader(context);
  if (asked.institution !== undefined) await requireReturnsOf(context, [asked.institution]);
  const reporters = asked.institution === undefined ? await reportersInReach(context) : undefined;
  return {
    ...Object.fromEntries(Object.entries(asked).filter(([, value]) => value !== undefined)),
    ...(reporters && { institution: { $in: reporters } }),
  };
}

async function submissionsIn(
  context: RequestContext,
  page: PageArgs,
  asked: Asked,
  corrected?: boolean,
): Promise<Page<Submission>> {
  const revised = corrected === undefined ? {} : { revision: corrected ? { $gt: 1 } : 1 };
  const where = { ...(await within(context, asked)), ...revised };
  const request = pageRequest(page, ['TEXT', 'TEXT', 'TEXT']);
  const { rows, totalCount } = await submissionPage(context.em, where, request);
  if (totalCount === 0) await requireKnown(context, asked);
  const keyset = ({ stored }: Submission) => [stored.institution, stored.form, stored.period];
  const scope = scopeOf(context);
  return pageOf(rows.map(submissionOf), request, keyset, { totalCount, scope });
}

async function refusalsIn(context: RequestContext, page: PageArgs, asked: Asked) {
  const where = await within(context, asked);
  const found = await refused.page(context, page, where, scopeOf(context));
  if (found.totalCount === 0) await requireKnown(context, asked);
  return found;
}

const FORM = { nullable: true, description: '报表代码\nCode of the form' };
const CORRECTED = {
  nullable: true,
  description:
    'true 只要更正过的，false 只要未更正的\nOnly those with a second revision, or only those without',
};
const PERIOD = { nullable: true, description: '报告期\nPeriod' };

@Resolver(() => Submission)
class SubmissionResolver {
  @Query(() => Submission, { nullable: true, description: '一张报表\nOne return' })
  async submission(
    @Arg('institution', () => ID, { description: '机构代码\nCode of the reporter' })
    institution: string,
    @Arg('form', () => ID, { description: '报表代码\nCode of the form' }) form: string,
    @Arg('period', () => Period, { description: '报告期\nPeriod' }) period: string,
    @Ctx() context: RequestContext,
  ): Promise<Submission | null> {
    own(context, institution);
    requireReader(context);
    const found = await submissionByKey({ institution, form, period }, context);
    if (!found) await requireKnown(context, { institution, form });
    return found;
  }

  @Query(() => SubmissionConnection, { description: '报表\nReturns' })
  submissions(
    @Args(() => PageArgs) page: PageArgs,
    @Arg('institution', () => ID, { nullable: true, description: '机构代码\nReporter' })
    institution: string | undefined,
    @Arg('form', () => ID, FORM) form: string | undefined,
    @Arg('period', () => Period, PERIOD) period: string | undefined,
    @Arg('corrected', () => Boolean, CORRECTED) corrected: boolean | undefined,
    @Ctx() context: RequestContext,
  ): Promise<Page<Submission>> {
    return submissionsIn(context, page, { institution, form, period }, corrected);
  }

  @Query(() => refused.Connection, {
    name: 'refusals',
    description: '退回的提交，新者在前\nRefused commands, latest first',
  })
  allRefusals(
    @Args(() => PageArgs) page: PageArgs,
    @Arg('institution', () => ID, { nullable: true, description: '机构代码\nReporter' })
    institution: string | undefined,
    @Arg('form', () => ID, FORM) form: string | undefined,
    @Arg('period', () => Period, PERIOD) period: string | undefined,
    @Ctx() context: RequestContext,
  ) {
    return refusalsIn(context, page, { institution, form, period });
  }

  @FieldResolver(() => Boolean, {
    description:
      '首次报送是否晚于截止时点，按查询时点所知的截止时点判断：展期亦然\nWhether the first submission came after the deadline as known at the cut, extensions included',
  })
  late(@Root() { stored }: Submission, @Ctx() context: RequestContext): Promise<boolean> {
    return isLateOf(stored, context);
  }

  @FieldResolver(() => [SubmissionRevision], {
    description:
      '截至查询时点已知的全部修订，由旧到新\nAll revisions known at the cut, oldest first',
  })
  async history(
    @Root() { stored }: Submission,
    @Ctx() context: RequestContext,
  ): Promise<SubmissionRevision[]> {
    return (await revisionsOf(stored, context)).map(revisionOf);
  }

  @FieldResolver(() => refused.Connection, {
    nullable: true,
    description: '本期本表退回的提交，新者在前\nRefused submissions of this return, latest first',
  })
  refusals(
    @Root() { stored }: Submission,
    @Args(() => PageArgs) page: PageArgs,
    @Ctx() context: RequestContext,
  ) {
    const { institution, form, period } = stored;
    return refusalsIn(context, page, { institution, form, period });
  }
}

@Resolver(() => Institution)
class InstitutionReturnsResolver {
  @FieldResolver(() => SubmissionConnection, { nullable: true, description: '报表\nReturns' })
  submissions(
    @Root() { code }: Institution,
    @Args(() => PageArgs) page: PageArgs,
    @Arg('form', () => ID, FORM) form: string | undefined,
    @Arg('period', () => Period, PERIOD) period: string | undefined,
    @Ctx() context: RequestContext,
  ): Promise<Page<Submission>> {
    return submissionsIn(context, page, { institution: code, form, period });
  }

  @FieldResolver(() => refused.Connection, {
    nullable: true,
    description: '退回的提交，新者在前\nRefused commands, latest first',
  })
  refusals(
    @Root() { code }: Institution,
    @Args(() => PageArgs) page: PageArgs,
    @Arg('form', () => ID, FORM) form: string | undefined,
    @Arg('period', () => Period, PERIOD) period: string | undefined,
    @Ctx() context: RequestContext,
  ) {
    return refusalsIn(context, page, { institution: code, form, period });
  }
}

export const returnResolvers = [
  SubmissionResolver,
  SubmissionCellsResolver,
  RevisionCellsResolver,
  BorrowersResolver,
  InstitutionReturnsResolver,
  SubmitReturnResolver,
] as const;
