import type { SubmitReturn } from '../commands/banks.ts';
import { formatHundredths } from '../kernel/money.ts';
import type { FormColumn, ReturnForm } from './form.ts';
import { annexColumns, meets, rowMask } from './grid.ts';

/** One borrower of a made-up return; amounts in hundredths of 万元. */
export interface MadeUpBorrower {
  enterprise: string;
  /** Leaf rows in which all of its loans count. */
  rows: readonly string[];
  balance: bigint;
  drawn: bigint;
  /** Contract rate of what was drawn, in basis points. */
  rate: number;
  /** Percent of the balance that is medium and long term, unsecured, non-performing, rediscount. */
  shares: readonly [mlt: number, unsecured: number, npl: number, discount: number];
}

type Measure = (borrower: MadeUpBorrower) => bigint;

const share = (place: 0 | 1 | 2 | 3): Measure => {
  return ({ balance, shares }) => (balance * BigInt(shares[place])) / 100n;
};

const MEASURES: Record<string, Measure> = {
  LN_DISB_BRW: ({ drawn }) => (drawn > 0n ? 1n : 0n),
  LN_DISB: ({ drawn }) => drawn,
  LN_BRW: ({ balance }) => (balance > 0n ? 1n : 0n),
  LN_BAL: ({ balance }) => balance,
  LN_BAL_MLT: share(0),
  LN_BAL_UNSEC: share(1),
  LN_BAL_NPL: share(2),
  LN_INT_ANN: ({ drawn, rate }) => (drawn * BigInt(rate)) / 10_000n,
  LN_BAL_DISC: share(3),
};

const textOf = (column: FormColumn, value: bigint): string =>
  column.kind === 'COUNT' ? value.toString() : formatHundredths(value);

/**
 * A return that follows from single borrowers, so that cells and annex agree: for demonstrations and tests. Whatever may
 * be left out is left out.
 */
export function consistentReturn(
  form: ReturnForm,
  head: Pick<SubmitReturn, 'institution' | 'period' | 'revision'>,
  borrowers: readonly MadeUpBorrower[],
): SubmitReturn {
  const masks = borrowers.map(({ rows }) => rows.reduce((sum, row) => sum + rowMask(form, row), 0));
  const owed = <Item extends { optional?: boolean }>(items: readonly Item[]): Item[] =>
    items.filter(({ optional }) => !optional);
  const cells = owed(form.rows).flatMap((row) => {
    const wanted = rowMask(form, row.code);
    const counted = borrowers.filter((_, index) => meets(masks[index]!, wanted));
    return owed(form.columns).map((column) => {
      const measure = MEASURES[column.metric]!;
      const value = counted.reduce((sum, borrower) => sum + measure(borrower), 0n);
      return { row: row.code, column: column.code, value: textOf(column, value) };
    });
  });
  const counts = form.columns.filter(({ code }) => annexColumns(form).includes(code));
  return {
    ...head,
    form: form.form,
    currency: form.currency,
    unit: form.unit,
    tables: form.tables.map((table) => ({ table, reported: true })),
    cells,
    borrowers: borrowers.map((borrower) => ({
      enterprise: borrower.enterprise,
      rows: Object.fromEntries(
        counts
          .filter(({ metric }) => MEASURES[metric]!(borrower) > 0n)
          .map(({ code }) => [code, [...borrower.rows]]),
      ),
    })),
  };
}
