import { areaOf } from '../codelists/areas.ts';
import type { ReturnForm } from './form.ts';
import { gridSize } from './grid.ts';

/** Whether a form has a block for this area. */
export const isAreaOf = ({ blocks }: ReturnForm, area: string): boolean =>
  blocks !== undefined && areaOf(area)?.level === blocks.level;

/** The grids of a return, each row-major; the whole of it, in a form without blocks. */
export function blocksOf<Cell>(
  form: ReturnForm,
  areas: readonly string[],
  cells: readonly Cell[],
): { area: string | undefined; cells: readonly Cell[] }[] {
  if (!form.blocks) return [{ area: undefined, cells }];
  const size = gridSize(form);
  return areas.map((area, n) => ({ area, cells: cells.slice(n * size, (n + 1) * size) }));
}
