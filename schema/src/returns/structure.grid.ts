import type { SubmitReturn } from '../commands/banks.ts';
import { type Issue, tally } from '../kernel/issue.ts';
import { isAreaOf } from './blocks.ts';
import { type Decimal, formatDecimal, isWhole, parseDecimal } from './decimal.ts';
import type { FormColumn, ReturnForm } from './form.ts';
import { cellIndex, gridSize, hasCell } from './grid.ts';
import { structureIssue } from './structure.text.ts';

/** The cells of a return in the order of its form, and what is wrong with single ones. */
export interface Grid {
  issues: Issue[];
  areas: string[];
  cells: (string | null)[];
  /** Places that were written at all, readable or not. */
  written: Set<number>;
}

type Cell = SubmitReturn['cells'][number];
type Fault = 'UNKNOWN_AREA' | 'UNKNOWN_CELL' | 'DUPLICATE_CELL' | 'NO_AMOUNT' | 'NO_COUNT';
type Place = Required<Pick<Issue, 'path' | 'row' | 'column'>>;

const placeOf = (area: string | undefined, row: string, column: string): Place => ({
  path: `/cells/${area === undefined ? '' : `${area}/`}${row}/${column}`,
  row,
  column,
});

/** S-04 to S-06 of each cell, as it was written. */
export function readGrid(form: ReturnForm, cells: readonly Cell[]): Grid {
  const areas = form.blocks
    ? [...new Set(cells.flatMap(({ area }) => area ?? []))].filter((it) => isAreaOf(form, it))
    : [];
  areas.sort();
  const size = gridSize(form);
  const { issues, add } = tally<Fault>();
  const grid: Grid = {
    issues,
    areas,
    cells: Array.from({ length: size * (form.blocks ? areas.length : 1) }, () => null),
    written: new Set(),
  };
  const blockAt = new Map(areas.map((area, n) => [area, n * size]));
  for (const cell of cells) readInto(grid, add, form, cell, blockAt);
  return grid;
}

/** One cell as it was written, into its place. */
function readInto(
  grid: Grid,
  add: (kind: Fault, word: () => Issue) => void,
  form: ReturnForm,
  { area, row, column, value }: Cell,
  blockAt: ReadonlyMap<string, number>,
): void {
  const place = placeOf(area, row, column);
  const start = form.blocks ? blockAt.get(area ?? '') : area === undefined ? 0 : undefined;
  const within = cellIndex(form, row, column);
  if (start === undefined) {
    const expected = form.blocks ? `${form.blocks.level} GB/T 2260` : '–';
    add('UNKNOWN_AREA', () => structureIssue('UNKNOWN_AREA', place, area ?? '–', expected));
  } else if (within < 0) {
    add('UNKNOWN_CELL', () => {
      const known = form.rows.find(({ code }) => code === row);
      const expected = known ? form.columns.filter((it) => hasCell(known, it)) : form.rows;
      const codes = expected.map(({ code }) => code).join(' ');
      return structureIssue('UNKNOWN_CELL', place, `${row}/${column}`, codes);
    });
  } else if (grid.written.has(start + within)) {
    add('DUPLICATE_CELL', () => structureIssue('DUPLICATE_CELL', place, value));
  } else if (value.trim() !== '') {
    grid.written.add(start + within);
    const { kind } = form.columns[within % form.columns.length]!;
    const text = readCell(kind, value);
    const fault = kind === 'AMOUNT' ? 'NO_AMOUNT' : 'NO_COUNT';
    if (text !== undefined) grid.cells[start + within] = text;
    else add(fault, () => structureIssue(fault, place, value));
  }
}

/**
 * At most 15 digits before the point, as of any amount: whoever adds up, or takes one cell from another, in 64 bits
 * must never come to their end.
 */
const isStorable = ({ units, scale }: Decimal): boolean =>
  (units < 0n ? -units : units) < 10n ** BigInt(15 + scale);

/** The text of a cell with the decimals of its column; `undefined` for what is no such number. */
function readCell(kind: FormColumn['kind'], text: string): string | undefined {
  const value = parseDecimal(text.trim());
  if (!value || !isStorable(value)) return undefined;
  if (kind !== 'AMOUNT') return isWhole(value) ? formatDecimal(value) : undefined;
  const amount = formatDecimal(value, 2);
  return /\.\d\d$/.test(amount) ? amount : undefined;
}

/** S-08: whatever may not be left out is there, in every block. */
export function missingIssues(form: ReturnForm, { areas, written }: Grid): Issue[] {
  const size = gridSize(form);
  const owed = form.rows.flatMap((row, r) =>
    form.columns.flatMap((column, c) =>
      row.optional || column.optional || !hasCell(row, column)
        ? []
        : [{ row: row.code, column: column.code, within: r * form.columns.length + c }],
    ),
  );
  return (form.blocks ? areas : [undefined]).flatMap((area, block) =>
    owed.flatMap(({ row, column, within }) =>
      written.has(block * size + within)
        ? []
        : [structureIssue('MISSING_CELL', placeOf(area, row, column))],
    ),
  );
}
