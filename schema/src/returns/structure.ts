import type { SubmitReturn } from '../commands/banks.ts';
import type { BorrowerAnnex } from '../facts/banks.ts';
import type { Issue } from '../kernel/issue.ts';
import { type Decimal, formatDecimal, isWhole, parseDecimal } from './decimal.ts';
import type { FormColumn, ReturnForm } from './form.ts';
import { annexColumns, cellAt, cellIndex, rowMask } from './grid.ts';
import { structureIssue } from './structure.text.ts';

/** A return as its form orders it, and whatever keeps it from being one. */
export interface Structured {
  issues: Issue[];
  /** Row-major, each with the decimals of its column; null where missing or unreadable, which `issues` then names. */
  cells: (string | null)[];
  annex: BorrowerAnnex;
}

type Content = Pick<SubmitReturn, 'currency' | 'unit' | 'tables' | 'cells' | 'borrowers'>;

/**
 * Rules S-04 to S-08 over the content of one return: every violation at once, in the order of the rules.
 * S-01 to S-03 speak of register and calendar, S-09 and S-10 of digests: they are the decision's and the shell's.
 */
export function structure(form: ReturnForm, content: Content): Structured {
  const grid = readGrid(form, content.cells);
  const annex = readAnnex(form, content.borrowers);
  const issues = [
    ...unitIssues(form, content),
    ...grid.issues,
    ...annex.issues,
    ...indicatorIssues(form, content),
    ...missingIssues(form, grid),
  ];
  issues.sort((a, b) => (a.code < b.code ? -1 : a.code > b.code ? 1 : 0));
  return { issues, cells: grid.cells, annex: annex.annex };
}

function unitIssues(form: ReturnForm, { currency, unit }: Content): Issue[] {
  return [
    ...(currency === form.currency
      ? []
      : [structureIssue('CURRENCY', { path: '/currency' }, currency, form.currency)]),
    ...(unit === form.unit ? [] : [structureIssue('UNIT', { path: '/unit' }, unit, form.unit)]),
  ];
}

interface Grid {
  issues: Issue[];
  cells: (string | null)[];
  /** Places that were written at all, readable or not. */
  written: Set<number>;
}

function readGrid(form: ReturnForm, cells: Content['cells']): Grid {
  const grid: Grid = {
    issues: [],
    cells: Array.from({ length: form.rows.length * form.columns.length }, () => null),
    written: new Set(),
  };
  for (const { row, column, value } of cells) {
    const place = { path: `/cells/${row}/${column}`, row, column };
    const index = cellIndex(form, row, column);
    if (index < 0) {
      const known = form.rows.some(({ code }) => code === row) ? form.columns : form.rows;
      const expected = known.map(({ code }) => code).join(' ');
      grid.issues.push(structureIssue('UNKNOWN_CELL', place, `${row}/${column}`, expected));
    } else if (grid.written.has(index)) {
      grid.issues.push(structureIssue('DUPLICATE_CELL', place, value));
    } else if (value.trim() !== '') {
      grid.written.add(index);
      const text = readCell(form.columns[index % form.columns.length]!, value);
      if (text === undefined) grid.issues.push(cellIssue(form, index, value));
      else grid.cells[index] = text;
    }
  }
  return grid;
}

/**
 * At most 15 digits before the point, as of any amount: whoever adds up, or takes one cell from another, in 64 bits
 * must never come to their end.
 */
const isStorable = ({ units, scale }: Decimal): boolean =>
  (units < 0n ? -units : units) < 10n ** BigInt(15 + scale);

/** The text of a cell with the decimals of its column; `undefined` for what is no such number. */
function readCell(column: FormColumn, text: string): string | undefined {
  const value = parseDecimal(text.trim());
  if (!value || !isStorable(value)) return undefined;
  if (column.kind === 'COUNT') return isWhole(value) ? formatDecimal(value) : undefined;
  const amount = formatDecimal(value, 2);
  return /\.\d\d$/.test(amount) ? amount : undefined;
}

function cellIssue(form: ReturnForm, index: number, value: string): Issue {
  const place = cellAt(form, index);
  const { kind } = form.columns[index % form.columns.length]!;
  return structureIssue(
    kind === 'COUNT' ? 'NO_COUNT' : 'NO_AMOUNT',
    { path: `/cells/${place.row}/${place.column}`, ...place },
    value,
  );
}

function readAnnex(
  form: ReturnForm,
  borrowers: Content['borrowers'],
): { issues: Issue[]; annex: BorrowerAnnex } {
  const columns = annexColumns(form);
  const bits = new Map(leafCodes(form).map((code) => [code, rowMask(form, code)]));
  const issues: Issue[] = [];
  const seen = new Set<string>();
  const entries: { id: string; masks: number[] }[] = [];
  for (const { enterprise, rows } of borrowers) {
    const path = `/borrowers/${enterprise}`;
    if (seen.has(enterprise)) {
      issues.push(structureIssue('DUPLICATE_BORROWER', { path }, enterprise));
      continue;
    }
    seen.add(enterprise);
    for (const column of Object.keys(rows)) {
      if (columns.includes(column)) continue;
      issues.push(structureIssue('UNKNOWN_ANNEX_COLUMN', { path }, column, columns.join(' ')));
    }
    const masks = columns.map((column) => {
      const named = new Set(rows[column] ?? []);
      let mask = 0;
      for (const row of named) {
        const bit = bits.get(row);
        if (bit !== undefined) mask += bit;
        else
          issues.push(
            structureIssue('NO_LEAF_ROW', { path, row, column }, row, [...bits.keys()].join(' ')),
          );
      }
      return mask;
    });
    if (masks.some((mask) => mask > 0)) entries.push({ id: enterprise, masks });
  }
  entries.sort((a, b) => (a.id < b.id ? -1 : 1));
  const annex = {
    ids: entries.map(({ id }) => id),
    masks: columns.map((_, index) => entries.map(({ masks }) => masks[index]!)),
  };
  return { issues, annex };
}

const leafCodes = (form: ReturnForm): string[] =>
  form.rows.filter(({ parts }) => !parts).map(({ code }) => code);

/** S-07: each table of the form says once whether it is reported, and says so truly. */
function indicatorIssues(form: ReturnForm, { tables, cells, borrowers }: Content): Issue[] {
  const contents = [cells.length, borrowers.length];
  const unknown = tables
    .filter(({ table }) => !form.tables.includes(table))
    .map(({ table }) =>
      structureIssue('UNKNOWN_TABLE', { path: `/tables/${table}` }, table, form.tables.join(' ')),
    );
  const known = form.tables.flatMap((name, index) => {
    const stated = tables.filter(({ table }) => table === name);
    const place = { path: `/tables/${name}` };
    if (stated.length !== 1) {
      return [structureIssue('NO_INDICATOR', place, `${stated.length} × ${name}`, `1 × ${name}`)];
    }
    if (!stated[0]!.reported && contents[index]! > 0) {
      return [
        structureIssue('FALSE_INDICATOR', place, `${name}: ${contents[index]}`, `${name}: 0`),
      ];
    }
    return [];
  });
  return [...unknown, ...known];
}

function missingIssues(form: ReturnForm, { cells, written }: Grid): Issue[] {
  return cells.flatMap((_, index) => {
    if (written.has(index)) return [];
    const place = cellAt(form, index);
    return [
      structureIssue('MISSING_CELL', { path: `/cells/${place.row}/${place.column}`, ...place }),
    ];
  });
}
