import type { SubmitReturn } from '@qianfan/schema/commands/banks';
import type { ReturnAccepted } from '@qianfan/schema/facts/banks';
import { formatHundredths, parseHundredths } from '@qianfan/schema/kernel/money';
import type { ReturnForm } from '@qianfan/schema/returns/form';
import { annexColumns, hasCell } from '@qianfan/schema/returns/grid';
import { metricAt } from '@qianfan/schema/returns/place';

/** Where a change strikes; numbers of any size, taken round the lists that they choose from. */
export interface Strike {
  row: number;
  column: number;
  borrower: number;
  /** Hundredths of 万元. */
  by: number;
}

/** A changed return, and the cells that the change is about. */
export interface Change {
  body: SubmitReturn;
  cells: readonly ChangedCell[];
}

/** `area`: of its block, in a form that has blocks. */
export interface ChangedCell {
  metric: string;
  population: string;
  product?: string;
  area?: string;
}

const rowsOf = (form: ReturnForm, mask: number): string[] =>
  form.rows.filter((_, bit) => (BigInt(mask) >> BigInt(bit)) % 2n === 1n).map(({ code }) => code);

/** The next revision of an accepted return, as its bank would send it. */
function again(form: ReturnForm, institution: string, accepted: ReturnAccepted): SubmitReturn {
  const counts = annexColumns(form);
  const { areas = [], cells } = accepted;
  return {
    institution,
    form: form.form,
    period: accepted.period,
    revision: accepted.revision + 1,
    currency: form.currency,
    unit: form.unit,
    tables: form.tables.map((table) => ({ table, reported: true })),
    cells: (form.blocks ? areas : [undefined]).flatMap((area, block) =>
      form.rows.flatMap((row, r) =>
        form.columns.flatMap((column, c) => {
          const value = cells[(block * form.rows.length + r) * form.columns.length + c];
          if (typeof value !== 'string') return [];
          return { ...(area ? { area } : {}), row: row.code, column: column.code, value };
        }),
      ),
    ),
    borrowers: accepted.annex.ids.map((enterprise, n) => ({
      enterprise,
      rows: Object.fromEntries(
        counts.map((code, k) => [code, rowsOf(form, accepted.annex.masks[k]![n]!)]),
      ),
    })),
  };
}

/** One cell changed: an amount or a number alone, or a count together with the annex and the unions above it. */
export function changed(
  form: ReturnForm,
  institution: string,
  accepted: ReturnAccepted,
  strike: Strike,
): Change {
  const body = again(form, institution, accepted);
  const written = new Set(body.cells.map((cell) => cell.column));
  const columns = form.columns.filter(({ code }) => written.has(code));
  const column = columns[strike.column % columns.length]!;
  if (annexColumns(form).includes(column.code)) return recounted(form, body, column, strike);
  const there = body.cells.filter((it) => it.column === column.code);
  const cell = there[strike.row % there.length]!;
  const row = form.rows.find(({ code }) => code === cell.row)!;
  cell.value =
    column.kind === 'AMOUNT'
      ? formatHundredths(parseHundredths(cell.value)! + BigInt(strike.by))
      : String(Number(cell.value) + Math.sign(strike.by));
  const { area } = cell;
  const { population = '', product } = row;
  const what = { metric: metricAt(row, column), population };
  const where = { ...(product ? { product } : {}), ...(area ? { area } : {}) };
  return { body, cells: [{ ...what, ...where }] };
}

/** One borrower more or fewer in one leaf row. */
function recounted(
  form: ReturnForm,
  body: SubmitReturn,
  { code, metric }: ReturnForm['columns'][number],
  strike: Strike,
): Change {
  const leaves = form.rows.filter((row) => !row.parts && hasCell(row, { code }));
  const leaf = leaves[strike.row % leaves.length]!;
  const borrower = body.borrowers[strike.borrower % body.borrowers.length]!;
  const rows = borrower.rows[code] ?? [];
  borrower.rows[code] = rows.includes(leaf.code)
    ? rows.filter((it) => it !== leaf.code)
    : [...rows, leaf.code];
  const above = form.rows.filter((row) => leavesBelow(form, row.code).includes(leaf.code));
  for (const row of above) {
    const below = leavesBelow(form, row.code);
    const counted = body.borrowers.filter((it) =>
      it.rows[code]?.some((one) => below.includes(one)),
    );
    const cell = body.cells.find((it) => it.row === row.code && it.column === code)!;
    cell.value = String(counted.length);
  }
  return { body, cells: above.map(({ population }) => ({ metric, population: population ?? '' })) };
}

function leavesBelow(form: ReturnForm, code: string): string[] {
  const parts = form.rows.find((row) => row.code === code)!.parts;
  return parts ? parts.flatMap((part) => leavesBelow(form, part)) : [code];
}
