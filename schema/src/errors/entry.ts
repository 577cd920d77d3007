import type { Text } from '../kernel/issue.ts';

/** What a code means. Names in braces are filled in: `{institution}`. */
export interface ErrorEntry {
  /** HTTP status of an answer that consists of nothing but this error. */
  http: number;
  message: Text;
  /** What to do about it. */
  fix: Text;
}
