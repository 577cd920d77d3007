/** Severities of `domain.md` 3.2. FATAL and ERROR refuse; the others are shown beside a receipt. */
export const SEVERITIES = ['FATAL', 'ERROR', 'WARN_EXPLAIN', 'WARN', 'INFO'] as const;
export type Severity = (typeof SEVERITIES)[number];

/** A sentence in both languages of the province, Chinese first. */
export interface Text {
  zh: string;
  en: string;
}

/** One thing that was wrong: what, where, found, expected, and what to do about it. */
export interface Issue {
  /** A rule id such as `V-02`, or a code of the error catalogue. */
  code: string;
  severity: Severity;
  /** Where in the body: `/cells/1.1.1/D`, `/amount`. */
  path?: string;
  row?: string;
  column?: string;
  found?: string;
  expected?: string;
  message: Text;
  fix?: Text;
}

export const refuses = (issues: readonly Issue[]): boolean =>
  issues.some(({ severity }) => severity === 'FATAL' || severity === 'ERROR');
