import { type Cell, halfWidth, type Line } from './sheet.ts';
import { type Money, moneyIn } from './units.ts';

/** Where in the lines below a head each thing stands, by the column of the sheet. */
export type Section = CellList | Annex | Grid;

/** A cell of the form in each line: `行,列,值`, behind `区划` in a form by area. */
export interface CellList {
  kind: 'CELLS';
  area: number | undefined;
  row: number;
  column: number;
  value: number;
}

/** A borrower's rows in one count column: `企业,列,行`. */
export interface Annex {
  kind: 'ANNEX';
  enterprise: number;
  column: number;
  rows: number;
}

/** The form as it is printed: rows downwards, columns to the right, each by its code and a name behind it. */
export interface Grid {
  kind: 'GRID';
  area: number | undefined;
  row: number;
  columns: readonly { code: string; at: Cell }[];
  /** Columns with names of rows, or with remarks. */
  beside: ReadonlySet<number>;
  /** Those of them with remarks. */
  remarks: ReadonlySet<number>;
  /** Units that the headings name. */
  units: readonly { unit: Money; at: Cell }[];
  /** Fields of a line of a text file: one more is a number that its thousands separator has cut in two. */
  fields: number | undefined;
}

/** Stands where the form has no cell. */
export const NO_CELL = '—';

const LISTS = ['行,列,值', 'row,column,value', '区划,行,列,值', 'area,row,column,value'];
const ANNEXES = ['企业,列,行', 'enterprise,column,rows'];
const AREA = ['区划', 'area', '地区', '行政区划'];
/** What stands above the codes of rows; what may stand there or above their names. */
const ROW = ['行', 'row', '行次', '行号', '行代码'];
const ITEM = ['项目', '指标', '项目名称', '指标名称', '名称', 'item', 'name'];
const REMARK = ['备注', '说明', 'remark', 'remarks', 'note', 'notes'];
/** In the line that numbers the columns, where a row has its code. */
const NUMBERED = ['甲', '乙', '栏次', '列次', '代码', ...ROW];

const isOneOf = (words: readonly string[], { text }: Cell): boolean => {
  const plain = halfWidth(text).replace(/\s/g, '').toLowerCase();
  return words.includes(plain);
};

/** `D`, `D 余额`, `D余额（万元）`. */
export const columnCode = ({ text }: Cell): string | undefined =>
  /^([A-Z]{1,4})(?:$|[\s.,、:()]|\p{Script=Han})/u.exec(halfWidth(text))?.[1];

/** `1.1.1`, `1.1.1 高新技术企业`, `ALL各项贷款`; not `2001/1/1`, which Excel makes of a code. */
export const rowCode = (text: string): string | undefined =>
  /^([A-Z0-9]+(?:\.[A-Z0-9]+)*)(?:$|[\s、:()]|\p{Script=Han})/u.exec(halfWidth(text))?.[1];

const unitsOf = (cells: readonly Cell[]): Grid['units'] =>
  cells.flatMap((at) => {
    const unit = moneyIn(at.text);
    return unit ? [{ unit, at }] : [];
  });

function list(line: Line): CellList | Annex | undefined {
  const texts = line.cells.map(({ text }) => text.trim().toLowerCase()).join();
  const at = line.cells.map(({ column }) => column);
  if (ANNEXES.includes(texts)) {
    return { kind: 'ANNEX', enterprise: at[0]!, column: at[1]!, rows: at[2]! };
  }
  if (!LISTS.includes(texts)) return undefined;
  const [value, column, row, area] = at.toReversed();
  return { kind: 'CELLS', area, row: row!, column: column!, value: value! };
}

/** What a line says of the columns of a table whose head may have more lines. */
interface Labels {
  row: Cell;
  area: Cell | undefined;
  beside: readonly Cell[];
  remarks: readonly Cell[];
}

function labelsOf({ cells }: Line): Labels | undefined {
  const items = cells.filter((cell) => isOneOf(ITEM, cell));
  const row = cells.find((cell) => isOneOf(ROW, cell)) ?? items[0];
  const area = cells.find((cell) => isOneOf(AREA, cell));
  const remarks = cells.filter((cell) => isOneOf(REMARK, cell));
  return (
    row && { row, area, beside: [...items.filter((item) => item !== row), ...remarks], remarks }
  );
}

/**
 * The head that a line is, or ends: official forms name the columns in one or more lines and number them, `A B C`, in
 * the next. `above`: the lines right above it that may belong to it, the first with the label of the rows.
 */
export function headOf(line: Line, above: readonly Line[] = []): Section | undefined {
  const found = list(line);
  if (found) return found;
  const own = labelsOf(line);
  const labels = own ?? (above[0] && labelsOf(above[0]));
  if (!labels) return undefined;
  const { row, area } = labels;
  if (!own) {
    const first = line.cells.find(({ column }) => column === row.column);
    if (first && !isOneOf(NUMBERED, first)) return undefined;
  }
  const columns = line.cells.flatMap((at) => {
    const code = at.column > row.column ? columnCode(at) : undefined;
    return code ? [{ code, at }] : [];
  });
  if (columns.length === 0) return undefined;
  return {
    ...{ kind: 'GRID', area: area?.column, row: row.column, columns },
    beside: new Set(labels.beside.map(({ column }) => column)),
    remarks: new Set(labels.remarks.map(({ column }) => column)),
    units: unitsOf([...above, line].flatMap(({ cells }) => cells)),
    fields: line.fields,
  };
}

/** Whether a line may be the first of a head that goes on below it. */
export const mayBegin = (line: Line): boolean => labelsOf(line) !== undefined;

/** Below a head: the numbers of the columns. */
export const numbersColumns = ({ row }: Grid, line: Line): boolean => {
  const first = line.cells.find(({ column }) => column === row);
  return first !== undefined && isOneOf(NUMBERED, first);
};

/** Columns of a head that have the same code, and headings that have none. */
export function headingFaults(
  { columns, beside, row, area }: Grid,
  line: Line,
): { twice: [Cell, Cell][]; unknown: Cell[] } {
  const first = new Map<string, Cell>();
  const twice: [Cell, Cell][] = [];
  for (const { code, at } of columns) {
    const before = first.get(code);
    if (before) twice.push([before, at]);
    else first.set(code, at);
  }
  const known = new Set([row, area, ...beside, ...columns.map(({ at }) => at.column)]);
  const unknown = line.cells.filter(
    (cell) => cell.column > row && !known.has(cell.column) && !isOneOf(ITEM, cell),
  );
  return { twice, unknown };
}
