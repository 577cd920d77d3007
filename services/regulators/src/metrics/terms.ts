import type { Period } from '@qianfan/schema/kernel/period';
import type { Instant } from '@qianfan/schema/kernel/instant';

/** A version of an enterprise list. */
export interface ListRef {
  list: string;
  version: number;
}

interface At {
  knownAt: Instant;
}

/**
 * One cell of a form, summed over reporters; less that of an earlier period where the form counts since January.
 * Where the form is split by area: the sum over the blocks in `area`, with the sizes of a block by version of the form.
 * A reporter without such a block has nothing there, which is a value; one that left out a cell of a block has none.
 */
export interface CellsTerm extends At {
  kind: 'CELLS';
  form: string;
  period: Period;
  minus: Period | null;
  /** By version of the form: the cell's place (from 1) in the row-major list; 0 where the version has none. */
  cells: readonly number[];
  /** Present in forms that are split by area. `area`: GB/T 2260 prefix. */
  blocks?: { area: string; sizes: readonly number[] };
  /** 100, where the cells are numbers and not hundredths. */
  per?: number;
  reporters: readonly string[];
}

/** Distinct borrowers behind a count cell, over all reporters; `within`: those on one of these lists only. */
export interface AnnexTerm extends At {
  kind: 'ANNEX';
  form: string;
  period: Period;
  /** By version of the form: the annex column (from 0, -1 where it has none) and the bits of the row. */
  columns: readonly number[];
  masks: readonly number[];
  within: readonly ListRef[] | null;
  reporters: readonly string[];
}

export const MEASURES = [
  'BALANCE',
  'NPL',
  'DRAWN',
  'BORROWERS',
  'DRAWN_BORROWERS',
  'WRITTEN',
  'IN_FORCE',
  'LIMIT',
  'LIMIT_BORROWERS',
  'LIMIT_BORROWERS_EVER',
  'FILED',
  'FILED_EVER',
  'CITIES',
  'COUNTIES',
  'BANKS',
  'OUTLETS',
  'AGREEMENT_CITIES',
  'AGE',
] as const;
export type Measure = (typeof MEASURES)[number];

/** Postings of contracts, filings or registers that meet every restriction; null = not restricted. */
export interface PostingsTerm extends At {
  kind: 'POSTINGS';
  measure: Measure;
  /** First day of a flow; null for a stock, which is all that happened until `to`. */
  from: string | null;
  to: string;
  reporters: readonly string[] | null;
  /** GB/T 2260 prefix. */
  area: string | null;
  product: string | null;
  guarantee: string | null;
  term: string | null;
  lifecycle: string | null;
  programme: string | null;
  /** Enterprises on one of these lists. */
  lists: readonly ListRef[] | null;
  /** … that are on one of these too. */
  within: readonly ListRef[] | null;
}

/** Distinct enterprises on lists. */
export interface MembersTerm extends At {
  kind: 'MEMBERS';
  lists: readonly ListRef[];
  area: string | null;
  lifecycle: string | null;
}

export type Term = CellsTerm | AnnexTerm | PostingsTerm | MembersTerm;

/**
 * `value`: hundredths of the form's unit (CELLS), fen (amounts of POSTINGS) or enterprises.
 * `received`: how many reporters it comes from (CELLS, ANNEX); whether anything at all was reported (1 or 0) otherwise.
 */
export interface Sum {
  value: bigint;
  received: number;
}

/** Where values come from: SQL over the read model, or a fold in memory. */
export type Load = (term: Term) => Promise<Sum>;
