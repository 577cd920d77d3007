/** Suites that need what is not on every machine. */
export interface Missing {
  /** Patterns of their files. */
  suites: readonly string[];
  /** Which they are, why they are left out, and what makes them run. */
  told: string;
}
