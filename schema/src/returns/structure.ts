import type { SubmitReturn } from '../commands/banks.ts';
import type { BorrowerAnnex } from '../facts/banks.ts';
import { type Issue, tally } from '../kernel/issue.ts';
import type { ReturnForm } from './form.ts';
import { annexColumns, annexRows, rowMask } from './grid.ts';
import { missingIssues, readGrid } from './structure.grid.ts';
import { structureIssue } from './structure.text.ts';

/** A return as its form orders it, and whatever keeps it from being one. */
export interface Structured {
  issues: Issue[];
  /** The areas of the blocks, in order; none in a form without blocks. */
  areas: string[];
  /** Row-major, block after block, each with the decimals of its column; null where left out, missing or unreadable. */
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
  return { issues, areas: grid.areas, cells: grid.cells, annex: annex.annex };
}

function unitIssues(form: ReturnForm, { currency, unit }: Content): Issue[] {
  return [
    ...(currency === form.currency
      ? []
      : [structureIssue('CURRENCY', { path: '/currency' }, currency, form.currency)]),
    ...(unit === form.unit ? [] : [structureIssue('UNIT', { path: '/unit' }, unit, form.unit)]),
  ];
}

function readAnnex(
  form: ReturnForm,
  borrowers: Content['borrowers'],
): { issues: Issue[]; annex: BorrowerAnnex } {
  const columns = annexColumns(form);
  const bits = new Map(annexRows(form).map((code) => [code, rowMask(form, code)]));
  const leaves = [...bits.keys()].join(' ');
  const { issues, add } = tally<'BORROWER' | 'COLUMN' | 'ROW'>();
  const seen = new Set<string>();
  const entries: { id: string; masks: number[] }[] = [];
  for (const { enterprise, rows } of borrowers) {
    const path = `/borrowers/${enterprise}`;
    if (seen.has(enterprise)) {
      add('BORROWER', () => structureIssue('DUPLICATE_BORROWER', { path }, enterprise));
      continue;
    }
    seen.add(enterprise);
    for (const column of Object.keys(rows)) {
      if (columns.includes(column)) continue;
      add('COLUMN', () =>
        structureIssue('UNKNOWN_ANNEX_COLUMN', { path }, column, columns.join(' ')),
      );
    }
    const masks = columns.map((column) => {
      const named = new Set(rows[column] ?? []);
      let mask = 0;
      for (const row of named) {
        const bit = bits.get(row);
        if (bit !== undefined) mask += bit;
        else add('ROW', () => structureIssue('NO_LEAF_ROW', { path, row, column }, row, leaves));
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
