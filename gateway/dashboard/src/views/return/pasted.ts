import { NO_CELL } from '@qianfan/cli/submit/heads';
import type { Borrowers, Form, Place } from './draft.ts';

/** What a pasted block is here, and the texts of it for which there is no place: nothing of it is taken then. */
interface Pasted<Taken> {
  taken: Taken;
  lost: readonly string[];
}

type Block = readonly (readonly string[])[];

const isBlank = (text: string): boolean => text === '' || text === NO_CELL;

/** By cells of the grid; `placeAt`: the cell so many rows below and columns beside the one that is pasted into. */
export function cellsIn(
  block: Block,
  placeAt: (down: number, right: number) => Place | undefined,
): Pasted<ReadonlyMap<Place, string>> {
  const taken = new Map<Place, string>();
  const lost: string[] = [];
  for (const [down, line] of block.entries()) {
    for (const [right, value] of line.entries()) {
      const place = placeAt(down, right);
      if (place !== undefined) taken.set(place, value);
      else if (!isBlank(value)) lost.push(value);
    }
  }
  return { taken, lost };
}

/** Lines of the annex: an enterprise, then its rows in each count column. */
export function borrowersIn(block: Block, columns: Form['columns']): Pasted<Borrowers> {
  const lost = block.flatMap(([enterprise = '', ...rows]) =>
    (enterprise === '' ? rows : rows.slice(columns.length)).filter((text) => !isBlank(text)),
  );
  const taken = block.flatMap(([enterprise = '', ...rows]) =>
    enterprise === '' ? [] : [borrowerOf(enterprise, columns, (_, n) => rows[n] ?? '')],
  );
  return { taken, lost };
}

const rowsIn = (text: string): string[] => text.split(/[\s,;，；、]+/).filter(Boolean);

export const borrowerOf = (
  enterprise: string,
  columns: Form['columns'],
  textOf: (code: string, n: number) => string,
): Borrowers[number] => ({
  enterprise,
  rows: Object.fromEntries(
    columns.flatMap(({ code }, n) => {
      const named = rowsIn(textOf(code, n));
      return named.length > 0 ? [[code, named] as const] : [];
    }),
  ),
});
