import type { ReturnAccepted } from '@qianfan/schema/facts/banks';

type Cells = ReturnAccepted['cells'];

/**
 * The cells in which a revision differs from the one before, as [index, old, new]; none for the first one. Where the
 * form changed in between, indexes do not compare: then every cell counts as new.
 */
export function changesOf(
  before: { formVersion: number; cells: Cells } | undefined,
  formVersion: number,
  cells: Cells,
): ReturnAccepted['changes'] {
  if (!before) return [];
  const comparable = before.formVersion === formVersion;
  return cells.flatMap((cell, index): ReturnAccepted['changes'] => {
    const old = comparable ? (before.cells[index] ?? null) : null;
    return old === cell ? [] : [[index, old, cell]];
  });
}
