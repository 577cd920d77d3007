import type { SubmitReturn } from '@qianfan/schema/commands/banks';
import { type Fen, formatWan } from '@qianfan/schema/kernel/money';
import { TF01 } from '@qianfan/schema/returns/tf01';

/** What a bank lends to one enterprise under one or several leaf rows of TF01, in fen. */
export interface Exposure {
  enterprise: string;
  /** Leaf rows such as `1.1.1`; a loan outside of them all is not in the return. */
  rows: readonly string[];
  /** This year so far, and its interest for a year. */
  drawn: Fen;
  interest: Fen;
  balance: Fen;
  mediumLong: Fen;
  unsecured: Fen;
  nonPerforming: Fen;
  discounted: Fen;
}

type Amount = Exclude<keyof Exposure, 'enterprise' | 'rows'>;

const AMOUNTS: Record<string, Amount> = {
  B: 'drawn',
  D: 'balance',
  E: 'mediumLong',
  F: 'unsecured',
  G: 'nonPerforming',
  H: 'interest',
  I: 'discounted',
};
/** A counts who drew this year, C who owes. */
const COUNTS: Record<string, Amount> = { A: 'drawn', C: 'balance' };

function leavesOf(row: string): string[] {
  const parts = TF01.rows.find(({ code }) => code === row)?.parts;
  return parts ? parts.flatMap(leavesOf) : [row];
}

const distinct = (exposures: readonly Exposure[], amount: Amount): Set<string> =>
  new Set(exposures.filter((one) => one[amount] > 0n).map(({ enterprise }) => enterprise));

function valueOf(column: string, exposures: readonly Exposure[]): string {
  const count = COUNTS[column];
  if (count) return String(distinct(exposures, count).size);
  return formatWan(exposures.reduce((sum, one) => sum + one[AMOUNTS[column]!], 0n));
}

/** Each enterprise once, with the leaf rows in which it counts for A and for C. */
function borrowersOf(exposures: readonly Exposure[]): SubmitReturn['borrowers'] {
  const ids = [...new Set(exposures.map(({ enterprise }) => enterprise))].toSorted();
  return ids.flatMap((enterprise) => {
    const own = exposures.filter((one) => one.enterprise === enterprise);
    const rows = Object.fromEntries(
      Object.entries(COUNTS).map(([column, amount]) => [
        column,
        [...new Set(own.filter((one) => one[amount] > 0n).flatMap((one) => one.rows))].toSorted(),
      ]),
    );
    return Object.values(rows).some((named) => named.length > 0) ? [{ enterprise, rows }] : [];
  });
}

/**
 * The whole TF01 of a bank: all 117 cells and the annex. Sums over unions count each exposure once, so that V-01 to
 * V-07 hold whatever the exposures; V-08 and V-09 depend on their sizes and rates.
 */
export function tf01Of(
  header: Pick<SubmitReturn, 'institution' | 'period' | 'revision'>,
  exposures: readonly Exposure[],
): SubmitReturn {
  const within = exposures.filter(({ rows }) => rows.length > 0);
  return {
    ...header,
    form: TF01.form,
    currency: TF01.currency,
    unit: TF01.unit,
    tables: TF01.tables.map((table) => ({ table, reported: true })),
    cells: TF01.rows.flatMap(({ code: row }) => {
      const leaves = leavesOf(row);
      const inRow = within.filter(({ rows }) => rows.some((one) => leaves.includes(one)));
      return TF01.columns.map(({ code: column }) => ({
        row,
        column,
        value: valueOf(column, inRow),
      }));
    }),
    borrowers: borrowersOf(within),
  };
}
