import type { SubmitReturn } from '@qianfan/schema/commands/banks';
import type { ReturnAccepted } from '@qianfan/schema/facts/banks';
import { formatHundredths, parseHundredths } from '@qianfan/schema/kernel/money';
import type { ReturnForm } from '@qianfan/schema/returns/form';
import { annexColumns, cellIndex } from '@qianfan/schema/returns/grid';

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
  cells: readonly { metric: string; population: string }[];
}

const rowsOf = (form: ReturnForm, mask: number): string[] =>
  form.rows.filter((_, bit) => (BigInt(mask) >> BigInt(bit)) % 2n === 1n).map(({ code }) => code);

/** The next revision of an accepted return, as its bank would send it. */
function again(form: ReturnForm, institution: string, accepted: ReturnAccepted): SubmitReturn {
  const counts = annexColumns(form);
  return {
    institution,
    form: form.form,
    period: accepted.period,
    revision: accepted.revision + 1,
    currency: form.currency,
    unit: form.unit,
    tables: form.tables.map((table) => ({ table, reported: true })),
    cells: form.rows.flatMap((row) =>
      form.columns.map((column) => ({
        row: row.code,
        column: column.code,
        value: accepted.cells[cellIndex(form, row.code, column.code)]!,
      })),
    ),
    borrowers: accepted.annex.ids.map((enterprise, n) => ({
      enterprise,
      rows: Object.fromEntries(
        counts.map((code, k) => [code, rowsOf(form, accepted.annex.masks[k]![n]!)]),
      ),
    })),
  };
}

/** One cell changed: an amount alone, or a count together with the annex and the unions above it. */
export function changed(
  form: ReturnForm,
  institution: string,
  accepted: ReturnAccepted,
  strike: Strike,
): Change {
  const body = again(form, institution, accepted);
  const column = form.columns[strike.column % form.columns.length]!;
  if (column.kind === 'COUNT') return recounted(form, body, column, strike);
  const row = form.rows[strike.row % form.rows.length]!;
  const cell = body.cells.find((it) => it.row === row.code && it.column === column.code)!;
  cell.value = formatHundredths(parseHundredths(cell.value)! + BigInt(strike.by));
  return { body, cells: [{ metric: column.metric, population: row.population ?? '' }] };
}

/** One borrower more or fewer in one leaf row. */
function recounted(
  form: ReturnForm,
  body: SubmitReturn,
  { code, metric }: ReturnForm['columns'][number],
  strike: Strike,
): Change {
  const leaves = form.rows.filter(({ parts }) => !parts);
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
