/** What a file may be at most, before anything of it is parsed: the largest form has some 6,000 lines, its annex 60,000. */
export const MOST = {
  bytes: 10_000_000,
  unpacked: 50_000_000,
  rows: 100_000,
  /** Columns of a form, its labels, and some blank ones beside it. */
  columns: 100,
  cells: 1_000_000,
} as const;
