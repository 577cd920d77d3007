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

/** A fact with more issues than this would not help its reader, and might not fit the journal. */
export const MOST_TOLD = 1_000;

/**
 * Issues of which only the first of each kind are put into words: a body may be wrong in ten thousand places, of which
 * nobody is told more than the first. Those that come after are counted, and all stand for the last that was told.
 */
export function tally<Kind>() {
  const issues: Issue[] = [];
  const told = new Map<Kind, { count: number; last: Issue }>();
  return {
    issues,
    add(kind: Kind, word: () => Issue): void {
      const before = told.get(kind);
      const last = before && before.count >= MOST_TOLD ? before.last : word();
      told.set(kind, { count: (before?.count ?? 0) + 1, last });
      issues.push(last);
    },
  };
}
