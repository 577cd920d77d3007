import type { Text } from '../kernel/issue.ts';

/** A code with what people read for it. */
export interface CodeName {
  code: string;
  name: Text;
}

/** `codes({ SHORT: ['短期', 'Short'] })`: a codelist, Chinese first. */
export const codes = <const Code extends string>(
  entries: Record<Code, readonly [zh: string, en: string]>,
): readonly (CodeName & { code: Code })[] =>
  (Object.entries(entries) as [Code, readonly [string, string]][]).map(([code, [zh, en]]) => ({
    code,
    name: { zh, en },
  }));
