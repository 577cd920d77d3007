import type { SubmitReturn } from '@qianfan/schema/commands/banks';
import { assemble } from './assemble.ts';
import { unreadable } from './fault.ts';
import {
  type Grid,
  headingFaults,
  headOf,
  mayBegin,
  numbersColumns,
  type Section,
} from './heads.ts';
import { implyUnit, readCover, readHeader } from './header.ts';
import type { Cell, Line, Sheet } from './sheet.ts';
import { blame, newState, saidOnce, type State } from './state.ts';
import { readAnnexLine, readCellLine, readGridLine } from './table.ts';
import { moneyIn } from './units.ts';

/** Lines of a head that goes on below its first. */
const HEAD_LINES = 4;

/** The head that ends with a line, where the lines above it begin it. */
function headAt(
  lines: readonly Line[],
  n: number,
): { section: Section; begins: number } | undefined {
  const alone = headOf(lines[n]!);
  if (alone) return { section: alone, begins: n };
  for (let begins = n - 1; begins >= Math.max(0, n - HEAD_LINES); begins -= 1) {
    const above = lines.slice(begins, n);
    const section = mayBegin(above[0]!) ? headOf(lines[n]!, above) : undefined;
    if (section) return { section, begins };
  }
  return undefined;
}

/** The heads of a sheet by the line at which they end, and the lines that belong to them. */
function headsOf({ lines }: Sheet): { heads: Map<number, Section>; within: Set<number> } {
  const heads = new Map<number, Section>();
  const within = new Set<number>();
  for (const n of lines.keys()) {
    const found = headAt(lines, n);
    if (!found || [...range(found.begins, n)].some((one) => within.has(one))) continue;
    heads.set(n, found.section);
    for (const one of range(found.begins, n)) within.add(one);
  }
  return { heads, within };
}

const range = (from: number, to: number): number[] =>
  Array.from({ length: to - from + 1 }, (_, n) => from + n);

/** Reads a sheet that holds a table of the form, or its annex. */
function readSheet(state: State, sheet: Sheet): void {
  const { heads, within } = headsOf(sheet);
  let section: Section | undefined;
  let key = '';
  let area: Cell | undefined;
  for (const [n, line] of sheet.lines.entries()) {
    const head = heads.get(n);
    if (head) {
      section = head;
      key = `${sheet.name} ${n}`;
      state.isAnnexed ||= head.kind === 'ANNEX';
      if (head.kind === 'GRID') readHeadings(state, sheet, head, line);
    } else if (within.has(n)) continue;
    else if (!section) readHeader(state, sheet, line);
    else if (section.kind === 'ANNEX') readAnnexLine(state, sheet, section, line);
    else if (section.kind === 'CELLS') readCellLine(state, sheet, section, line);
    else if (numbersColumns(section, line)) continue;
    else if (isUnits(section, line)) impliedUnits(state, sheet, line);
    else {
      area = areaAbove(section, line, area);
      readGridLine(state, sheet, { section, key, area }, line);
    }
  }
}

/** The cell of an area that is merged over the lines of its block. */
function areaAbove(
  { area: column }: Grid,
  { row, cells }: Line,
  before: Cell | undefined,
): Cell | undefined {
  const own = cells.find((cell) => cell.column === column);
  if (own) return own;
  return before?.merged && before.merged.bottom >= row ? before : undefined;
}

const isUnits = ({ row }: Grid, { cells }: Line): boolean =>
  cells.some(({ column, text }) => column === row && /^(?:计量|金额)?单位$/.test(text));

function impliedUnits(state: State, sheet: Sheet, { cells }: Line): void {
  for (const cell of cells) {
    const unit = moneyIn(cell.text);
    if (unit) implyUnit(state, sheet, unit, cell);
  }
}

function readHeadings(state: State, sheet: Sheet, head: Grid, line: Line): void {
  for (const { unit, at } of head.units) implyUnit(state, sheet, unit, at);
  const { twice, unknown } = headingFaults(head, line);
  for (const [before, cell] of twice) {
    const { code } = head.columns.find(({ at }) => at === cell)!;
    const key = `heading ${sheet.name} ${line.row} ${code}`;
    const what = { zh: `列 ${code} `, en: `column ${code}` };
    saidOnce(state, key, what, { sheet, cell: before });
    saidOnce(state, key, what, { sheet, cell });
  }
  for (const cell of unknown) blame(state, 'NO_COLUMN_CODE', { found: cell.text }, { sheet, cell });
}

const holds = (sheet: Sheet, isWanted: (section: Section) => boolean): boolean =>
  [...headsOf(sheet).heads.values()].some(isWanted);

const isTable = ({ kind }: Section): boolean => kind !== 'ANNEX';

/**
 * The one return that the sheets of a file hold. What a sheet shows is what is read, or the file is refused and each
 * cell named: nothing is guessed, and nothing that is hidden counts.
 */
export function readSheets(sheets: readonly Sheet[]): SubmitReturn {
  const shown = sheets.filter(({ hidden }) => !hidden);
  const [table, other] = shown.filter((sheet) => holds(sheet, isTable));
  if (table && other) {
    const [first = '', second = ''] = [table.name, other.name];
    throw unreadable('TABLE_TWICE', { first, second }, { sheet: other });
  }
  const state = newState();
  if (!table) {
    const hidden = sheets.find((sheet) => sheet.hidden && holds(sheet, isTable));
    if (hidden) throw unreadable('SHEET_HIDDEN', { sheet: hidden.name ?? '' }, { sheet: hidden });
    for (const sheet of shown) readSheet(state, sheet);
    // Without a head, every line is one too many: that there is none says it all.
    if (state.faults.every(({ code }) => code === 'LINE_INCOMPLETE')) {
      const names = shown.map(({ name }) => name).join('、');
      const where = { zh: names || '文件中', en: names || 'the file' };
      throw unreadable('NO_TABLE', { where });
    }
    return assemble(state);
  }
  readSheet(state, table);
  const annex = shown.filter((sheet) => sheet !== table && holds(sheet, () => true));
  for (const sheet of annex) readSheet(state, sheet);
  for (const sheet of shown) {
    if (sheet !== table && !annex.includes(sheet)) readCover(state, sheet);
  }
  return assemble(state);
}
