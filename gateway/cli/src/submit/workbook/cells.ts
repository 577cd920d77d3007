import { unreadable } from '../fault.ts';
import { MOST } from '../limits.ts';
import { a1, type Area, type Bar, type Cell, type Line, placeOfA1, type Sheet } from '../sheet.ts';
import { rowCode } from '../heads.ts';
import { readNumber } from '../number.ts';
import { shownNumber } from './formats.ts';
import { type Lettering, lettering } from './runs.ts';
import type { Style } from './styles.ts';
import { type Element, isTrue, walk } from './xml.ts';

/** What the cells of a workbook have in common. */
export interface Book {
  texts: readonly Lettering[];
  styles: readonly Style[];
  is1904: boolean;
  /** Whether it asks to be calculated when it is opened: results in it are none yet. */
  isStale: boolean;
}

/** A cell as it is written, until it ends. */
interface Raw {
  row: number;
  column: number;
  type: string;
  style: number;
  formula: string | undefined;
  value: string | undefined;
  /** What is written in the cell itself, not shared. */
  own: Lettering | undefined;
}

interface Layout {
  hiddenRows: Set<number>;
  hiddenColumns: { from: number; to: number }[];
  merges: Area[];
  hidesZeros: boolean;
}

/** The cells of one sheet that show something, line by line. */
export function readCells(xml: string, book: Book, named: Pick<Sheet, 'name' | 'hidden'>): Sheet {
  const layout: Layout = {
    ...{ hiddenRows: new Set(), hiddenColumns: [], merges: [], hidesZeros: false },
  };
  const cells: Cell[] = [];
  let raw: Raw | undefined;
  let row = -1;
  let column = -1;
  let reading: 'v' | 'f' | undefined;
  const run = lettering();
  walk(xml, {
    open: (element) => {
      const { name, attributes } = element;
      run.open(element);
      if (name === 'row') {
        row = attributes['r'] ? Number(attributes['r']) - 1 : row + 1;
        column = -1;
        if (isTrue(attributes['hidden'])) layout.hiddenRows.add(row);
      } else if (name === 'c') {
        const at = placeOfA1(attributes['r'] ?? '') ?? { row, column: column + 1 };
        column = at.column;
        raw = { ...at, ...startOf(element) };
      } else if (raw && (name === 'v' || name === 'f')) {
        reading = name;
        if (name === 'f') raw.formula ??= '';
        else raw.value ??= '';
      } else noteLayout(layout, element);
    },
    text: (text) => {
      run.text(text);
      if (!raw || !reading) return;
      if (reading === 'f') raw.formula += text;
      else raw.value += text;
    },
    close: (name) => {
      reading = undefined;
      run.close(name);
      if (name === 'is' && raw) raw.own = run.taken();
      if (name !== 'c' || !raw) return;
      const cell = cellOf(raw, book, layout);
      if (cell) cells.push(withinLimits(cell, cells.length, named));
      raw = undefined;
    },
  });
  return { ...named, lines: linesOf(cells, layout) };
}

const startOf = ({ attributes }: Element): Omit<Raw, 'row' | 'column'> => ({
  type: attributes['t'] ?? 'n',
  style: Number(attributes['s'] ?? 0),
  formula: undefined,
  value: undefined,
  own: undefined,
});

/** Cells far outside of any form must not be looked at, let alone kept room for. */
function withinLimits(cell: Cell, count: number, named: Pick<Sheet, 'name'>): Cell {
  if (cell.row < MOST.rows && cell.column < MOST.columns && count < MOST.cells) return cell;
  const what = { zh: `${a1(cell)} 有内容`, en: `content in ${a1(cell)}` };
  throw unreadable('FILE_TOO_LARGE', { what }, { sheet: { ...named, lines: [] }, at: cell });
}

function noteLayout(layout: Layout, { name, attributes }: Element): void {
  if (name === 'col' && (isTrue(attributes['hidden']) || Number(attributes['width'] ?? 1) === 0)) {
    layout.hiddenColumns.push({
      from: Number(attributes['min']) - 1,
      to: Number(attributes['max']) - 1,
    });
  }
  if (name === 'sheetView' && attributes['showZeros'] && !isTrue(attributes['showZeros'])) {
    layout.hidesZeros = true;
  }
  if (name === 'mergeCell') {
    const [from = '', to = from] = (attributes['ref'] ?? '').split(':');
    const [first, last] = [placeOfA1(from), placeOfA1(to)];
    if (first && last) {
      const { row: top, column: left } = first;
      layout.merges.push({ top, left, bottom: last.row, right: last.column });
    }
  }
}

/** What a cell shows; undefined where that is nothing. */
function cellOf(raw: Raw, book: Book, layout: Layout): Cell | undefined {
  const told = raw.type === 's' ? (book.texts[Number(raw.value)] ?? NOTHING) : raw.own;
  const cell = shownBy(raw, told?.text ?? raw.value ?? '', book, layout);
  if (!cell || cell.bar) return cell;
  const isMarked = book.styles[raw.style]?.isMarked || (told && saysMore(told));
  return isMarked ? { ...cell, bar: 'CELL_MARKED' } : cell;
}

const NOTHING: Lettering = { text: '', plain: '' };

/** Whether what is raised, lowered or struck out would be read: not the mark of a footnote behind a name. */
function saysMore({ text, plain }: Lettering): boolean {
  if (text === plain) return false;
  const code = rowCode(text.trim());
  return code === undefined || code !== rowCode(plain.trim()) || 'value' in readNumber(text);
}

function shownBy(
  { row, column, type, style, formula, value = '' }: Raw,
  text: string,
  book: Book,
  { hidesZeros }: Layout,
): Cell | undefined {
  const at = { row, column };
  // A formula that came to an empty text was calculated; one without any result was not.
  const isCalculated = formula === undefined || (value !== '' ? !book.isStale : type === 'str');
  if (!isCalculated) return { ...at, text: `=${formula}`, bar: 'CELL_NO_RESULT' };
  switch (type) {
    case 'e':
      return { ...at, text: value || '#?', bar: 'CELL_ERROR_VALUE' };
    case 'b':
      return value === '' ? undefined : { ...at, text: isTrue(value) ? 'TRUE' : 'FALSE' };
    case 'n': {
      if (value === '') return undefined;
      const options = { is1904: book.is1904, hidesZeros };
      return { ...at, ...shownNumber(value, book.styles[style]?.format ?? 'General', options) };
    }
    case 'd':
      return textCell(at, value.slice(0, 10));
    default:
      return textCell(at, text);
  }
}

const textCell = (at: Pick<Cell, 'row' | 'column'>, text: string): Cell | undefined =>
  text.trim() === ''
    ? undefined
    : { ...at, text: text.replace(/_x([0-9A-F]{4})_/g, unescape).trim() };

/** `_x000D_` is how a workbook writes what XML cannot. */
const unescape = (_: string, code: string): string => String.fromCharCode(parseInt(code, 16));

function linesOf(cells: readonly Cell[], layout: Layout): Line[] {
  const merged = new Map(layout.merges.map((area) => [`${area.top} ${area.left}`, area]));
  const rows = new Map<number, Cell[]>();
  for (const cell of cells) {
    const area = merged.get(`${cell.row} ${cell.column}`);
    const bar: Bar | undefined = isHidden(cell, layout) ? 'CELL_HIDDEN' : cell.bar;
    const whole = { ...cell, ...(bar && { bar }), ...(area && { merged: area }) };
    const line = rows.get(cell.row);
    if (line) line.push(whole);
    else rows.set(cell.row, [whole]);
  }
  return [...rows]
    .toSorted(([a], [b]) => a - b)
    .map(([row, line]) => ({ row, cells: line.toSorted((a, b) => a.column - b.column) }));
}

const isHidden = ({ row, column }: Cell, { hiddenRows, hiddenColumns }: Layout): boolean =>
  hiddenRows.has(row) || hiddenColumns.some(({ from, to }) => from <= column && column <= to);
