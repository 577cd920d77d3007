/** Suites that need what is not on every machine. */
export interface Missing {
  /** A pattern of their files. */
  suites: string;
  /** Which they are, why they are left out, and what makes them run. */
  told: string;
}
