import type { RequestContext } from '@qianfan/kit/subgraph/context';
import { batched } from '@qianfan/kit/subgraph/references';
import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import type { FormGridRow } from './returns.projection.ts';
import { gridsOf, type SubmissionRow } from './returns.store.ts';
import {
  CellChange,
  Submission,
  SubmissionCell,
  SubmissionRevision,
} from './submission.graphql.ts';

/** The codes of the form version that a return was judged by. */
export const gridOf = batched<SubmissionRow, FormGridRow | null>((rows, context) =>
  gridsOf(
    context.em,
    rows.map(({ form, formVersion }) => ({ form, version: formVersion })),
  ),
);

/** Names the places of a return's cells; the form is known, since the return was judged by it. */
async function placesOf(row: SubmissionRow, context: RequestContext) {
  const grid = await gridOf(row, context);
  if (!grid) throw new Error(`no grid of ${row.form} v${row.formVersion}`);
  const { rowCodes, columnCodes } = grid;
  const size = rowCodes.length * columnCodes.length;
  return (index: number) => ({
    area: row.areas[Math.floor(index / size)] ?? null,
    row: rowCodes[Math.floor((index % size) / columnCodes.length)]!,
    column: columnCodes[index % columnCodes.length]!,
  });
}

async function cellsOf(row: SubmissionRow, context: RequestContext): Promise<SubmissionCell[]> {
  const place = await placesOf(row, context);
  return row.cells.flatMap((value, index) => (value === null ? [] : [{ ...place(index), value }]));
}

async function changesOf(row: SubmissionRow, context: RequestContext): Promise<CellChange[]> {
  const place = await placesOf(row, context);
  return row.changes.map(([index, before, after]) => ({ ...place(index), before, after }));
}

const CELLS = {
  description:
    '已填报的单元格，按地区与行\nThe cells that were reported, area by area and row by row',
};
const CHANGES = {
  description: '与上一修订不同的单元格\nCells that differ from the revision before',
};

@Resolver(() => Submission)
export class SubmissionCellsResolver {
  @FieldResolver(() => [SubmissionCell], CELLS)
  cells(@Root() { stored }: Submission, @Ctx() context: RequestContext): Promise<SubmissionCell[]> {
    return cellsOf(stored, context);
  }

  @FieldResolver(() => [CellChange], CHANGES)
  changes(@Root() { stored }: Submission, @Ctx() context: RequestContext): Promise<CellChange[]> {
    return changesOf(stored, context);
  }
}

@Resolver(() => SubmissionRevision)
export class RevisionCellsResolver {
  @FieldResolver(() => [SubmissionCell], CELLS)
  cells(
    @Root() { stored }: SubmissionRevision,
    @Ctx() context: RequestContext,
  ): Promise<SubmissionCell[]> {
    return cellsOf(stored, context);
  }

  @FieldResolver(() => [CellChange], CHANGES)
  changes(
    @Root() { stored }: SubmissionRevision,
    @Ctx() context: RequestContext,
  ): Promise<CellChange[]> {
    return changesOf(stored, context);
  }
}
