import type { SubmitReturn } from '@qianfan/schema/commands/banks';
import { plainNumber } from './spreadsheet.ts';

/** The first line of a form as it is printed: rows downwards, columns to the right, each by its code and a name behind it. */
export interface GridHead {
  byArea: boolean;
  columns: string[];
  /** Fields of a line: one more is a number that its thousands separator has cut in two. */
  width: number;
}

const ROW = ['行', 'row'];
const AREA = ['区划', 'area'];
/** Stands where the form has no cell. */
export const NO_CELL = '—';

const codeOf = (text: string): string => text.split(/\s/)[0] ?? '';

/** `行,A 当年累放户数,B 当年累放额`, behind a column `区划` in a form by area. */
export function gridHead(fields: readonly string[]): GridHead | undefined {
  const byArea = AREA.includes(fields[0] ?? '');
  const [row = '', ...rest] = byArea ? fields.slice(1) : fields;
  const last = rest.findLastIndex((field) => field !== '');
  const columns = rest.slice(0, last + 1).map(codeOf);
  const isHead = ROW.includes(row) && columns.length > 0;
  return isHead && columns.every((code) => /^[A-Z]{1,4}$/.test(code))
    ? { byArea, columns, width: fields.length }
    : undefined;
}

/** One line below it; what is left blank, or where the form has no cell, is not there. */
export function gridCells(
  { byArea, columns }: GridHead,
  fields: readonly string[],
): SubmitReturn['cells'] {
  const [area, row = '', ...values] = byArea ? fields : [undefined, ...fields];
  return columns.flatMap((column, n) => {
    const value = values[n] ?? '';
    if (value === '' || value === NO_CELL) return [];
    return [
      {
        ...(area !== undefined && { area: codeOf(area) }),
        row: codeOf(row),
        column,
        value: plainNumber(value),
      },
    ];
  });
}
