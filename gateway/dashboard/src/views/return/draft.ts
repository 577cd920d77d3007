import { plainNumber } from '@qianfan/cli/submit/number';
import { formatDecimal, parseDecimal } from '@qianfan/schema/returns/decimal';
import type { SubmitReturn } from '@qianfan/schema/commands/banks';
import type { FormQuery, SubmissionQuery, SubmitReturnInput } from '../../data/operations.ts';

export type Form = NonNullable<FormQuery['returnForm']>;
export type Submission = NonNullable<SubmissionQuery['submission']>;
export type Borrowers = SubmitReturn['borrowers'];

/** A return on its way: what a file or the grid holds, whether right or not. */
export interface Draft extends SubmitReturn {
  from: { kind: 'FILE'; name: string } | { kind: 'STANDING' } | { kind: 'EMPTY' };
}

/** Where a cell stands: `area/row/column`, the area empty in a form that is not split by area. */
export type Place = string;

export const placeAt = (area: string | null | undefined, row: string, column: string): Place =>
  `${area ?? ''}/${row}/${column}`;

export const partsOf = (place: Place): { area: string; row: string; column: string } => {
  const [area = '', row = '', column = ''] = place.split('/');
  return { area, row, column };
};

export const hasCell = (
  row: Pick<Form['rows'][number], 'columns'>,
  column: Pick<Form['columns'][number], 'code'>,
): boolean => !row.columns || row.columns.includes(column.code);

/** Nothing filled in yet; every table of the form counts as reported. */
export const emptyDraft = (institution: string, form: Form, period: string): Draft => ({
  ...{ institution, form: form.code, period, revision: 1 },
  ...{ currency: form.currency, unit: form.unit },
  tables: form.tables.map((table) => ({ table, reported: true })),
  ...{ cells: [], borrowers: [], from: { kind: 'EMPTY' } },
});

/** A correction: what stands, cells and annex, with the next revision. */
export const correctionOf = (
  institution: string,
  form: Form,
  standing: Submission,
  borrowers: Borrowers,
): Draft => ({
  ...emptyDraft(institution, form, standing.period),
  borrowers,
  revision: standing.revision + 1,
  cells: standing.cells.flatMap(({ area, row, column, value }) =>
    value === null ? [] : [{ ...(area !== null && { area }), row, column, value }],
  ),
  from: { kind: 'STANDING' },
});

/** Whether the form has a borrower annex beside its grid. */
export const hasAnnex = ({ tables }: Pick<Form, 'tables'>): boolean => tables.length > 1;

/** The areas that have a block, in order. */
export const areasIn = ({
  cells,
}: {
  cells: readonly { area?: string | null | undefined }[];
}): string[] => [...new Set(cells.flatMap(({ area }) => area ?? []))].sort();

/** What stands in each place; where a place is filled twice, what came first. */
export function valuesOf(
  cells: readonly { area?: string | null; row: string; column: string; value: string | null }[],
): Map<Place, string> {
  const values = new Map<Place, string>();
  for (const { area, row, column, value } of cells) {
    const place = placeAt(area, row, column);
    if (value !== null && !values.has(place)) values.set(place, value);
  }
  return values;
}

/** `12.50` and `12.5` say the same; what is no number stays as it was written. */
export function sameText(value: string): string {
  const number = parseDecimal(value.trim());
  return number ? formatDecimal(number) : value;
}

/** What stands in each place, in one spelling. */
export const spelt = (values: ReadonlyMap<Place, string>): Map<Place, string> =>
  new Map([...values].map(([place, value]) => [place, sameText(value)]));

/** The draft with some places filled anew; an empty text takes a cell away. A place that was filled twice is filled once. */
export function filled(draft: Draft, changes: ReadonlyMap<Place, string>): Draft {
  const cellsAt = (place: Place, value: string): Draft['cells'] => {
    if (value.trim() === '') return [];
    const { area, row, column } = partsOf(place);
    return [{ ...(area && { area }), row, column, value: value.trim() }];
  };
  const rest = new Map(changes);
  const cells = draft.cells.flatMap((cell) => {
    const place = placeAt(cell.area, cell.row, cell.column);
    if (!changes.has(place)) return [cell];
    const value = rest.get(place);
    rest.delete(place);
    return value === undefined ? [] : cellsAt(place, value);
  });
  return {
    ...draft,
    cells: [...cells, ...[...rest].flatMap(([place, value]) => cellsAt(place, value))],
  };
}

/** Cells that may not be left out and are, of these areas. */
export const missing = (
  { rows, columns }: Form,
  values: ReadonlyMap<Place, string>,
  areas: readonly string[],
): Place[] =>
  areas.flatMap((area) =>
    rows.flatMap((row) =>
      columns.flatMap((column) => {
        const place = placeAt(area, row.code, column.code);
        const isOwed = hasCell(row, column) && !row.optional && !column.optional;
        return isOwed && !values.get(place)?.trim() ? [place] : [];
      }),
    ),
  );

/** Cells that the form does not have. */
export function outside(draft: Draft, form: Form): Draft['cells'] {
  const rows = new Map(form.rows.map((row) => [row.code, row]));
  const columns = new Map(form.columns.map((column) => [column.code, column]));
  return draft.cells.filter((cell) => {
    const [row, column] = [rows.get(cell.row), columns.get(cell.column)];
    const isSplit = form.areas !== null;
    return !row || !column || !hasCell(row, column) || isSplit !== (cell.area !== undefined);
  });
}

/** The keys under which two lists differ. */
export const differing = (
  ours: ReadonlyMap<string, string>,
  theirs: ReadonlyMap<string, string>,
): string[] =>
  [...new Set([...ours.keys(), ...theirs.keys()])].filter(
    (key) => ours.get(key) !== theirs.get(key),
  );

/** In what each borrower counts, as a text that the order of rows does not change. */
export const annexTexts = (borrowers: Borrowers): Map<string, string> =>
  new Map(
    borrowers.map(({ enterprise, rows }) => [
      enterprise,
      Object.entries(rows)
        .map(([column, named]) => `${column} ${named.toSorted().join(' ')}`)
        .toSorted()
        .join(),
    ]),
  );

/** A block as a spreadsheet copies it: rows by lines, columns by tabs; thousands separators go. */
export const pastedBlock = (text: string): string[][] =>
  text
    .replace(/\r?\n$/, '')
    .split(/\r?\n/)
    .map((line) => line.split('\t').map((cell) => plainNumber(cell.trim())));

/** What the door takes. The id is of this attempt: what was refused is judged anew when it is sent again. */
export const inputOf = (draft: Draft, id: string): SubmitReturnInput => ({
  id,
  ...{ institution: draft.institution, form: draft.form, period: draft.period },
  ...{ revision: draft.revision, currency: draft.currency, unit: draft.unit },
  tables: draft.tables.map(({ table, reported }) => ({ table, reported })),
  cells: draft.cells.map(({ area, row, column, value }) => ({
    ...(area !== undefined && { area }),
    ...{ row, column, value },
  })),
  borrowers: draft.borrowers.map(({ enterprise, rows }) => ({
    enterprise,
    counted: Object.entries(rows).map(([column, named]) => ({ column, rows: named })),
  })),
});
