import type { SubmitReturn } from '@qianfan/schema/commands/banks';
import { TF01_2 } from '@qianfan/schema/returns/tf01.v2';
import type { Exposure, MEASURES } from './book.ts';
import { LEAVES } from './lists.ts';

type Cells = SubmitReturn['cells'];
type Amount = (typeof MEASURES)[number];

const AMOUNTS: Record<string, Amount> = {
  B: 'drawn',
  D: 'balance',
  E: 'mediumLong',
  F: 'unsecured',
  G: 'nonPerforming',
  H: 'interest',
  I: 'discounted',
};
function leavesOf(row: string): string[] {
  const parts = TF01_2.rows.find(({ code }) => code === row)?.parts;
  return parts ? parts.flatMap(leavesOf) : [row];
}

/** The 13 rows that follow from loans to single firms, with the bits of their leaves. */
export const TECH_ROWS = TF01_2.rows
  .filter(({ code, parts }) => parts || LEAVES.includes(code))
  .map(({ code }) => ({
    code,
    bits: leavesOf(code).reduce((bits, leaf) => bits | (1 << LEAVES.indexOf(leaf)), 0),
  }));

/** Hundredths of 万元 as text. */
export const wan = (hundredths: number): string => {
  const digits = String(hundredths).padStart(3, '0');
  return `${digits.slice(0, -2)}.${digits.slice(-2)}`;
};

/** What a bank lent under one row at the end of a month; `drew`, `owes`: how many firms. */
export type RowSums = Record<Amount | 'drew' | 'owes', number>;

const nothing = (): RowSums => ({
  balance: 0,
  mediumLong: 0,
  unsecured: 0,
  nonPerforming: 0,
  discounted: 0,
  drawn: 0,
  interest: 0,
  drew: 0,
  owes: 0,
});

function lend(sum: RowSums, one: Exposure, month: number): void {
  const [drawn, balance] = [one.drawn[month]!, one.balance[month]!];
  sum.balance += balance;
  sum.mediumLong += one.mediumLong[month]!;
  sum.unsecured += one.unsecured[month]!;
  sum.nonPerforming += one.nonPerforming[month]!;
  sum.discounted += one.discounted[month]!;
  sum.drawn += drawn;
  sum.interest += one.interest[month]!;
  if (drawn > 0) sum.drew += 1;
  if (balance > 0) sum.owes += 1;
}

function add(sum: RowSums, more: RowSums): void {
  sum.balance += more.balance;
  sum.mediumLong += more.mediumLong;
  sum.unsecured += more.unsecured;
  sum.nonPerforming += more.nonPerforming;
  sum.discounted += more.discounted;
  sum.drawn += more.drawn;
  sum.interest += more.interest;
  sum.drew += more.drew;
  sum.owes += more.owes;
}

/** Sums by row: each loan once in every row that has one of its leaves, so that unions count nothing twice. */
export function sumsOf(
  exposures: readonly Exposure[],
  rows: Uint16Array,
  month: number,
): Map<string, RowSums> {
  const byMask = new Map<number, RowSums>();
  for (const exposure of exposures) {
    const mask = rows[exposure.firm.index]!;
    let sum = byMask.get(mask);
    if (!sum) byMask.set(mask, (sum = nothing()));
    lend(sum, exposure, month);
  }
  return new Map(
    TECH_ROWS.map(({ code, bits }) => {
      const sum = nothing();
      for (const [mask, more] of byMask) if (mask & bits) add(sum, more);
      return [code, sum];
    }),
  );
}

/** The 117 cells of S70. */
export const techCells = (sums: ReadonlyMap<string, RowSums>): Cells =>
  TECH_ROWS.flatMap(({ code: row }) => {
    const sum = sums.get(row)!;
    return TF01_2.columns.map(({ code: column }) => {
      if (column === 'A') return { row, column, value: String(sum.drew) };
      if (column === 'C') return { row, column, value: String(sum.owes) };
      return { row, column, value: wan(sum[AMOUNTS[column]!]) };
    });
  });

type Borrower = SubmitReturn['borrowers'][number];
const entries = new Map<number, Borrower['rows']>();

/** One object for all firms that count in the same rows: there are few such, and very many firms. */
function rowsOfMask(mask: number, isDrawn: boolean, isOwed: boolean): Borrower['rows'] {
  const key = mask * 4 + (isDrawn ? 2 : 0) + (isOwed ? 1 : 0);
  const known = entries.get(key);
  if (known) return known;
  const leaves = LEAVES.filter((_, n) => mask & (1 << n));
  const rows = { ...(isDrawn ? { A: leaves } : {}), ...(isOwed ? { C: leaves } : {}) };
  entries.set(key, rows);
  return rows;
}

/** Each firm once, with the leaf rows in which it counts: A for who drew this year, C for who owes. */
export function annexOf(
  exposures: readonly Exposure[],
  rows: Uint16Array,
  month: number,
): SubmitReturn['borrowers'] {
  const borrowers: Borrower[] = [];
  for (const { firm, drawn, balance } of exposures) {
    const mask = rows[firm.index]!;
    const [isDrawn, isOwed] = [drawn[month]! > 0, balance[month]! > 0];
    if (mask === 0 || !(isDrawn || isOwed)) continue;
    borrowers.push({ enterprise: firm.id, rows: rowsOfMask(mask, isDrawn, isOwed) });
  }
  return borrowers;
}

/** The frame of a return in 万元 with all its tables. */
export const returnOf = (
  form: { form: string; tables: readonly string[] },
  head: Pick<SubmitReturn, 'institution' | 'period' | 'revision'>,
  cells: Cells,
  borrowers: SubmitReturn['borrowers'] = [],
): SubmitReturn => ({
  ...head,
  form: form.form,
  currency: 'CNY',
  unit: 'WAN_YUAN',
  tables: form.tables.map((table) => ({ table, reported: true })),
  cells,
  borrowers,
});
