import type { ReturnAccepted } from '@qianfan/schema/facts/banks';
import { blocksOf } from '@qianfan/schema/returns/blocks';
import type { ReturnForm } from '@qianfan/schema/returns/form';
import { gridSize } from '@qianfan/schema/returns/grid';

type Cells = ReturnAccepted['cells'];

/**
 * The cells in which a revision differs from the one before, as [index, old, new]; none for the first one. Where the
 * form changed in between, indexes do not compare: then every cell counts as new. Blocks are compared by area; one that
 * is gone has no cells any more and is not listed.
 */
export function changesOf(
  before: { formVersion: number; areas: readonly string[]; cells: Cells } | undefined,
  form: ReturnForm,
  after: { areas: readonly string[]; cells: Cells },
): ReturnAccepted['changes'] {
  if (!before) return [];
  const known = new Map(
    before.formVersion === form.version
      ? blocksOf(form, before.areas, before.cells).map(({ area, cells }) => [area, cells])
      : [],
  );
  return blocksOf(form, after.areas, after.cells).flatMap(({ area, cells }, block) => {
    const start = block * gridSize(form);
    return cells.flatMap((cell, n): ReturnAccepted['changes'] => {
      const old = known.get(area)?.[n] ?? null;
      return old === cell ? [] : [[start + n, old, cell]];
    });
  });
}
