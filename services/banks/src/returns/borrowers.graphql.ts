import { connectionOf, PageArgs } from '@qianfan/kit/subgraph/connection.graphql';
import type { RequestContext } from '@qianfan/kit/subgraph/context';
import { type Page, pageOf, pageRequest } from '@qianfan/kit/subgraph/pages';
import { batched } from '@qianfan/kit/subgraph/references';
import { rowsIn } from '@qianfan/schema/returns/grid';
import { Args, Ctx, Field, FieldResolver, ObjectType, Resolver, Root } from 'type-graphql';
import { Enterprise } from '../stubs.graphql.ts';
import { gridOf } from './cells.graphql.ts';
import type { AnnexRow } from './returns.projection.ts';
import { annexesOf, type SubmissionRow } from './returns.store.ts';
import { Submission } from './submission.graphql.ts';

@ObjectType('BorrowerRows', {
  description: '企业在一列中归入的行\nRows in which it counts, in one column',
})
class BorrowerRows {
  @Field(() => String, { description: '户数列\nCount column' })
  column!: string;

  @Field(() => [String], { description: '最末级的行\nRows without parts' })
  rows!: string[];
}

@ObjectType('SubmissionBorrower', {
  description: '附表中的一户企业\nOne enterprise of the borrower annex',
})
class SubmissionBorrower {
  @Field(() => Enterprise, { nullable: true, description: '借款企业\nBorrower' })
  enterprise!: Enterprise;

  @Field(() => [BorrowerRows], { description: '按列归入的行\nRows by column' })
  counted!: BorrowerRows[];
}

const BorrowerConnection = connectionOf('SubmissionBorrower', () => SubmissionBorrower);

const annexOf = batched<SubmissionRow, AnnexRow | null>((rows, context) =>
  annexesOf(context.em, rows),
);

@Resolver(() => Submission)
export class BorrowersResolver {
  @FieldResolver(() => BorrowerConnection, {
    nullable: true,
    description:
      '借款企业附表，按企业编号；无附表的报表为空\nThe borrower annex by id of enterprise; empty in a form without',
  })
  async borrowers(
    @Root() { stored }: Submission,
    @Args(() => PageArgs) page: PageArgs,
    @Ctx() context: RequestContext,
  ): Promise<Page<SubmissionBorrower>> {
    const request = pageRequest(page, ['TEXT']);
    const annex = await annexOf(stored, context);
    const grid = annex && (await gridOf(stored, context));
    const { ids, masks } = annex ?? { ids: [], masks: [] };
    const [after] = request.after ?? [];
    // Ids stand in their order: whatever comes or goes in a correction, the next page begins behind the cursor.
    const behind = after === undefined ? 0 : ids.findIndex((id) => id > String(after));
    const start = behind < 0 ? ids.length : behind;
    const nodes = ids.slice(start, start + request.limit).map((id, n) => ({
      enterprise: { id },
      counted: masks.flatMap((column, index) => {
        const rows = rowsIn(grid!.rowCodes, column[start + n]!);
        return rows.length > 0 ? [{ column: grid!.annexColumnCodes[index]!, rows }] : [];
      }),
    }));
    return pageOf(nodes, request, ({ enterprise }) => [enterprise.id], { totalCount: ids.length });
  }
}
