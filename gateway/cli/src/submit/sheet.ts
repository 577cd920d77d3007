/** What stands in a cell and cannot be read, whatever belongs there. */
export type Bar = 'CELL_ERROR_VALUE' | 'CELL_NO_RESULT' | 'CELL_HIDDEN' | 'CELL_MARKED';

/** A cell that is not blank, as its sheet shows it. */
export interface Cell {
  /** Row and column of the sheet, from 0. */
  row: number;
  column: number;
  text: string;
  /** What the cell holds, where its number format shows another number. */
  held?: string;
  bar?: Bar;
  /** The text of the cells that are merged with it: `D5:F5`. */
  merged?: Area;
}

export interface Area {
  top: number;
  left: number;
  bottom: number;
  right: number;
}

export interface Line {
  row: number;
  /** In order; blank ones are not there. */
  cells: readonly Cell[];
  /** How many fields the line of a text file has, blank ones too. */
  fields?: number;
}

/** A sheet of a workbook, or a whole text file, which has no name. */
export interface Sheet {
  name?: string;
  hidden?: boolean;
  lines: readonly Line[];
}

/** 0 is A, 26 is AA. */
function letters(column: number): string {
  const before = Math.floor(column / 26);
  return `${before > 0 ? letters(before - 1) : ''}${String.fromCharCode(65 + (column % 26))}`;
}

/** `B5`. */
export const a1 = ({ row, column }: Pick<Cell, 'row' | 'column'>): string =>
  `${letters(column)}${row + 1}`;

/** `D5:F6`. */
export const areaText = ({ top, left, bottom, right }: Area): string =>
  `${a1({ row: top, column: left })}:${a1({ row: bottom, column: right })}`;

/** Row and column of `XFD1048576`, from 0. */
export function placeOfA1(text: string): Pick<Cell, 'row' | 'column'> | undefined {
  const [, name, number] = /^\$?([A-Z]{1,3})\$?(\d{1,7})$/.exec(text) ?? [];
  if (!name || !number) return undefined;
  const column = [...name].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1;
  return { row: Number(number) - 1, column };
}

export const cellAt = ({ cells }: Line, column: number | undefined): Cell | undefined =>
  cells.find((cell) => cell.column === column);

/** Full width letters, digits and signs of an input method, as they are typed otherwise; nothing else is changed. */
export const halfWidth = (text: string): string =>
  text
    .replace(/[\uff01-\uff5e]/g, (wide) => String.fromCharCode(wide.charCodeAt(0) - 0xfee0))
    .replaceAll('\u3000', ' ')
    .replaceAll('\uffe5', '¥')
    .replace(/[\u2212\ufe63]/g, '-');
