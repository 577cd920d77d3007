import type { FormColumn, FormRow, NumberExpression, Rule } from './form.ts';
import { hasCell } from './grid.ts';

/** The cell at hand. */
export const HERE: NumberExpression = ['cell', '$r', '$c'];

/** Of the row at hand, a column by name. */
export const inRow = (column: string): NumberExpression => ['cell', '$r', column];

/** Rows and columns of a rule for all cells that exist: rows with the same columns together. */
export function cellsOf(
  rows: readonly FormRow[],
  columns: readonly FormColumn[],
): { rows: string[]; columns: string[] }[] {
  const groups = Map.groupBy(rows, (row) =>
    columns.flatMap((column) => (hasCell(row, column) ? column.code : [])).join(' '),
  );
  return [...groups]
    .filter(([codes]) => codes !== '')
    .map(([codes, group]) => ({ rows: group.map(({ code }) => code), columns: codes.split(' ') }));
}

/** V-01: no cell is negative. */
export const noNegative = (rows: readonly FormRow[], columns: readonly FormColumn[]): Rule[] =>
  cellsOf(rows, columns).map((cells) => ({
    id: 'V-01',
    severity: 'ERROR',
    ...cells,
    assert: ['ge', HERE, ['const', '0']],
    message: {
      zh: '$r 行 $c 列为 $found，不得为负数',
      en: 'row $r column $c is $found; it cannot be negative',
    },
    fix: { zh: '请填报大于或等于零的数值', en: 'report a value of zero or more' },
  }));

/** A part of another amount of the same row is not larger than that. */
export const partOf = (id: string, rows: string[], columns: string[], whole: string): Rule => ({
  id,
  severity: 'ERROR',
  rows,
  columns,
  assert: ['le', HERE, inRow(whole)],
  message: {
    zh: `$r 行：其中项 $c 为 $found，超过 ${whole}（$expected）`,
    en: `row $r: $c is $found, part of ${whole}, yet above it ($expected)`,
  },
  fix: {
    zh: `请核对 $r 行的 ${whole} 与其中项 $c`,
    en: `check ${whole} and its part $c in row $r`,
  },
});

/** what is restricted to a population is a part of the same of all. */
export const allIsMost = (rows: string[], columns: string[]): Rule => ({
  id: 'X-12',
  severity: 'ERROR',
  rows,
  columns,
  assert: ['le', HERE, ['cell', 'ALL', '$c']],
  message: {
    zh: '$r 行 $c 列为 $found，超过各项贷款（ALL 行，$expected）',
    en: 'row $r column $c is $found, more than that of all loans (row ALL, $expected)',
  },
  fix: {
    zh: '任何类别都是各项贷款的一部分：请核对 $r 行与 ALL 行',
    en: 'every class is a part of all loans: check row $r against row ALL',
  },
});

/** A cell is the same as in another form's return. */
export const sameAs = (
  id: string,
  form: string,
  rows: string[],
  columns: string[],
  what: { zh: string; en: string },
): Rule => ({
  id,
  severity: 'ERROR',
  rows,
  columns,
  assert: ['eq', HERE, ['of', form, HERE], 'tolerant'],
  message: {
    zh: `$r 行 $c 列（${what.zh}）为 $found，与 ${form} 同一单元格不符（$expected）`,
    en: `row $r column $c (${what.en}) is $found; ${form} has another value there ($expected)`,
  },
  fix: {
    zh: `同一机构同一期的两张报表应一致：请核对本表与 ${form}`,
    en: `two returns of one period agree: check this one against ${form}`,
  },
});
