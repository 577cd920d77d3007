import type { SubmitReturn } from '@qianfan/schema/commands/banks';
import { faultOf, type FileCode, type FileFault, type Said } from './fault.ts';
import { a1, type Cell, type Sheet } from './sheet.ts';

export type HeadField =
  | 'institution'
  | 'form'
  | 'period'
  | 'revision'
  | 'currency'
  | 'unit'
  | 'tables';

/** Where something was said. */
export interface At {
  sheet: Sheet;
  cell: Cell;
}

/** What has been read of a file so far, and what was wrong with it. */
export interface State {
  faults: FileFault[];
  header: Map<HeadField, { value: string; at: At }>;
  cells: SubmitReturn['cells'];
  /** Where each cell of the form, and each line of a table, was read. */
  places: Map<string, At>;
  borrowers: Map<string, Map<string, string[]>>;
  isAnnexed: boolean;
}

export const newState = (): State => ({
  ...{ faults: [], header: new Map(), cells: [], places: new Map() },
  ...{ borrowers: new Map(), isAnnexed: false },
});

export const blame = (
  state: State,
  code: FileCode,
  said: Said,
  { sheet, cell }: At,
  place?: string,
): void => {
  state.faults.push(faultOf(code, said, { sheet, at: cell, place }));
};

/** `TF01!B5`, and what stands there. */
const nameOf = ({ sheet, cell }: At): string =>
  `${sheet.name === undefined ? '' : `${sheet.name}!`}${a1(cell)}“${cell.text}”`;

/** Remembers where something was said; said before, it is said twice, and both places are told. */
export function saidOnce(
  state: State,
  key: string,
  what: Said[string],
  at: At,
  place?: string,
): boolean {
  const before = state.places.get(key);
  if (!before) {
    state.places.set(key, at);
    return true;
  }
  blame(state, 'SAID_TWICE', { what, first: nameOf(before), second: nameOf(at) }, at, place);
  return false;
}

/** The two units that a file names. */
export const unitsDiffer = (state: State, first: At, second: At): void =>
  blame(state, 'UNITS_DIFFER', { first: nameOf(first), second: nameOf(second) }, second);
