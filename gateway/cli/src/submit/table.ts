import type { Text } from '@qianfan/schema/kernel/issue';
import { faultOf } from './fault.ts';
import { type Annex, type CellList, columnCode, type Grid, NO_CELL, rowCode } from './heads.ts';
import { isAside, readAside, readRemark } from './header.ts';
import { readNumber, type Reading } from './number.ts';
import { areaText, type Area, type Cell, cellAt, type Line, type Sheet } from './sheet.ts';
import { blame, saidOnce, type State } from './state.ts';
import { hasNumberBehind, holdsMore } from './unread.ts';

/** What a value cell says. */
function valueOf(cell: Cell): Reading {
  const { bar, held, text } = cell;
  if (bar) return { code: bar, said: { found: text } };
  if (held !== undefined) return { code: 'CELL_SHOWN_OTHERWISE', said: { shown: text, held } };
  return readNumber(text);
}

interface Place {
  area: string | undefined;
  row: string;
  column: string;
}

const placeText = ({ area, row, column }: Place): string =>
  [area, row, column].filter(Boolean).join(' × ');

/** Takes one cell of the form, if it says a number and says it for the first time. */
function take(state: State, sheet: Sheet, place: Place, cell: Cell): void {
  const text = placeText(place);
  const reading = valueOf(cell);
  if (!('value' in reading)) {
    blame(state, reading.code, reading.said, { sheet, cell }, text);
    return;
  }
  const what: Text = { zh: `单元格 ${text} `, en: `the cell ${text}` };
  if (!saidOnce(state, `cell ${text}`, what, { sheet, cell }, text)) return;
  const { area, row, column } = place;
  const { value } = reading;
  state.cells.push({ ...(area !== undefined && { area }), row, column, value });
}

const isBlank = ({ text, held, bar }: Cell): boolean =>
  text === NO_CELL && held === undefined && bar === undefined;

/** What is hidden, or broken, must not say where a value belongs. */
function isReadable(state: State, sheet: Sheet, cell: Cell | undefined): boolean {
  if (!cell?.bar) return true;
  blame(state, cell.bar, { found: cell.text }, { sheet, cell });
  return false;
}

const spans = ({ left, right, top, bottom }: Area, cells: readonly Cell[]): boolean =>
  right > left || (bottom > top && cells.length > 1);

/** A line below the head of a grid. `area`: what the area of the block is called, where its cell is merged downwards. */
export function readGridLine(
  state: State,
  sheet: Sheet,
  { section, key, area: above }: { section: Grid; key: string; area: Cell | undefined },
  line: Line,
): void {
  const [first] = line.cells;
  const rowCell = cellAt(line, section.row);
  const code = rowCode(rowCell?.text ?? '');
  const values = section.columns.flatMap(({ code: column, at }) => {
    const cell = cellAt(line, at.column);
    return cell && !isBlank(cell) ? [{ column, cell }] : [];
  });
  const isNote = first!.text.startsWith('#') || (code === undefined && isAside(first!));
  if (isNote) {
    readAside(state, sheet, line);
    return;
  }
  if (code === undefined && values.length === 0) {
    readRemark(state, sheet, line);
    return;
  }
  if (section.fields !== undefined && line.fields! > section.fields) {
    tooWide(state, sheet, line, section.fields);
    return;
  }
  const stray = line.cells.find((cell) => isStray(section, cell));
  if (stray) blame(state, 'NO_COLUMN_CODE', { found: stray.text }, { sheet, cell: stray });
  const label = line.cells.find((cell) => isLabel(section, cell) && hasNumberBehind(cell));
  if (label) {
    blame(state, 'LINE_INCOMPLETE', { found: label.text }, { sheet, cell: label });
    return;
  }
  if (values.length === 0 || !isReadable(state, sheet, rowCell)) return;
  if (code === undefined) {
    const cell = rowCell ?? values[0]!.cell;
    blame(state, 'NO_ROW_CODE', { found: rowCell?.text ?? '' }, { sheet, cell });
    return;
  }
  const other = line.cells.find((cell) => section.beside.has(cell.column) && isOther(code, cell));
  if (other) saidOnce(state, `code ${key} ${line.row}`, ROW_CODE, { sheet, cell: rowCell! });
  if (other && !saidOnce(state, `code ${key} ${line.row}`, ROW_CODE, { sheet, cell: other }))
    return;
  const areaCell = section.area === undefined ? undefined : (cellAt(line, section.area) ?? above);
  if (!isReadable(state, sheet, areaCell)) return;
  const area = section.area === undefined ? undefined : areaCode(areaCell?.text ?? '');
  const row: Text = { zh: `行 ${code} `, en: `row ${code}` };
  if (!saidOnce(state, `${key} ${area} ${code}`, row, { sheet, cell: rowCell! }, code)) return;
  for (const { column, cell } of values) {
    const place = { area, row: code, column };
    const { merged } = cell;
    if (
      merged &&
      spans(
        merged,
        values.map((one) => one.cell),
      )
    ) {
      const said = { found: cell.text, range: areaText(merged) };
      blame(state, 'CELL_MERGED', said, { sheet, cell }, placeText(place));
    } else take(state, sheet, place, cell);
  }
}

const ROW_CODE: Text = { zh: '行代码', en: 'the code of the row' };

/** A name of a row that begins with the code of another: lines that are numbered are not lines that are coded. */
const isOther = (code: string, { text }: Cell): boolean => {
  const named = /^\d/.test(text) ? rowCode(text) : undefined;
  return named !== undefined && named !== code;
};

/** `360402 濂溪区`; anything else as it stands, for the door to say. */
const areaCode = (text: string): string => /^\d{2,6}(?=$|[^\d])/.exec(text)?.[0] ?? text;

/** A figure under no heading: it would be left out without a word. */
function isStray({ row, area, columns, beside }: Grid, cell: Cell): boolean {
  const isKnown =
    cell.column <= Math.max(row, area ?? 0) ||
    beside.has(cell.column) ||
    columns.some(({ at }) => at.column === cell.column);
  return !isKnown && (cell.bar !== undefined || holdsMore([cell]));
}

/** What says where the values of a line belong: codes and names, before the values or beside them. */
const isLabel = ({ row, area, beside, remarks }: Grid, { column }: Cell): boolean =>
  column <= Math.max(row, area ?? 0) || (beside.has(column) && !remarks.has(column));

const NUMBERS: Record<number, Text> = { 3: { zh: '三', en: 'three' }, 4: { zh: '四', en: 'four' } };

/** A thousands separator makes two fields of one number: a part of it must not pass for the whole. */
function tooWide(state: State, sheet: Sheet, line: Line, width: number): void {
  const texts = Array.from(
    { length: line.fields ?? 0 },
    (_, column) => cellAt(line, column)?.text ?? '',
  );
  const count = NUMBERS[width] ?? { zh: String(width), en: String(width) };
  const found = line.fields === undefined ? line.cells.map(({ text }) => text) : texts;
  const said = { count, found: found.join(',').replace(/,+$/, '') };
  const at = line.fields === undefined ? line.cells.at(-1)! : { row: line.row };
  state.faults.push(faultOf('LINE_TOO_WIDE', said, { sheet, at }));
}

/** A line of a list: what says where its value belongs, and the value, which may be blank. */
interface Fields {
  where: Cell[];
  value: Cell | undefined;
}

const incomplete = (state: State, sheet: Sheet, { cells }: Line): void => {
  const found = cells.map(({ text }) => text).join();
  blame(state, 'LINE_INCOMPLETE', { found }, { sheet, cell: cells[0]! });
};

/** The cells of a line of a list, in the order of its head; nothing where they are not all of the line. */
function parts(
  state: State,
  sheet: Sheet,
  line: Line,
  columns: readonly number[],
): Fields | undefined {
  const [first] = line.cells;
  if (first!.text.startsWith('#') || isAside(first!)) {
    readAside(state, sheet, line);
    return undefined;
  }
  if (line.cells.some(({ column }) => !columns.includes(column))) {
    tooWide(state, sheet, line, columns.length);
    return undefined;
  }
  if (line.cells.length === 1 && rowCode(first!.text) === undefined) {
    readRemark(state, sheet, line);
    return undefined;
  }
  const where = columns.slice(0, -1).flatMap((column) => cellAt(line, column) ?? []);
  if (!where.every((cell) => isReadable(state, sheet, cell))) return undefined;
  if (where.length < columns.length - 1 || where.some(hasNumberBehind)) {
    incomplete(state, sheet, line);
    return undefined;
  }
  return { where, value: cellAt(line, columns.at(-1)) };
}

/** A line of `行,列,值` or `区划,行,列,值`. */
export function readCellLine(state: State, sheet: Sheet, section: CellList, line: Line): void {
  const { area, row, column, value } = section;
  const columns = area === undefined ? [row, column, value] : [area, row, column, value];
  const fields = parts(state, sheet, line, columns);
  if (!fields) return;
  const [of, its, within] = fields.where.toReversed();
  const place = {
    area: within && areaCode(within.text),
    row: rowCode(its!.text) ?? its!.text,
    column: of!.text.split(/\s/)[0]!,
  };
  const isPlace = rowCode(place.row) !== undefined && columnCode(of!) !== undefined;
  // A value left blank is left out; a line that names no cell is another's.
  const { merged, text: found } = fields.value ?? {};
  if (!fields.value && !isPlace) incomplete(state, sheet, line);
  else if (merged && found && merged.bottom > merged.top) {
    const said = { found, range: areaText(merged) };
    blame(state, 'CELL_MERGED', said, { sheet, cell: fields.value! }, placeText(place));
  } else if (fields.value && !isBlank(fields.value)) take(state, sheet, place, fields.value);
}

/** A line of the borrower annex: an enterprise, a column, and the rows in which it counts there. */
export function readAnnexLine(state: State, sheet: Sheet, section: Annex, line: Line): void {
  const fields = parts(state, sheet, line, [section.enterprise, section.column, section.rows]);
  if (!fields) return;
  const last = fields.value;
  if (!last) {
    incomplete(state, sheet, line);
    return;
  }
  const [enterprise, column] = fields.where.map(({ text }) => text);
  if (last.bar || /^\d{4}[-/]\d/.test(last.text)) {
    blame(state, last.bar ?? 'CELL_DATE', { found: last.text }, { sheet, cell: last });
    return;
  }
  const what = {
    zh: `附表中企业 ${enterprise} 的 ${column} 列`,
    en: `column ${column} of ${enterprise}`,
  };
  if (!saidOnce(state, `annex ${enterprise} ${column}`, what, { sheet, cell: fields.where[0]! }))
    return;
  const rowsByColumn = state.borrowers.get(enterprise!) ?? new Map<string, string[]>();
  state.borrowers.set(enterprise!, rowsByColumn);
  rowsByColumn.set(column!, last.text.split(/[\s;；、]+/).filter(Boolean));
}
