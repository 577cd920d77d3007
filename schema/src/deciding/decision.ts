import type { FactBody, FactType } from '../facts/types.ts';
import type { Decision } from '../kernel/decider.ts';
import { parseFactType } from '../kernel/fact.ts';
import type { Issue } from '../kernel/issue.ts';

/** One issue where a condition does not hold. */
export const unless = (holds: boolean, issue: () => Issue): Issue[] => (holds ? [] : [issue()]);

interface Deciding<Type extends FactType> {
  /** The type of the command. */
  command: string;
  stream: string;
  period?: string;
  /** All that stands against it. */
  issues: readonly Issue[];
  /** What reference data did not hold: it may still come. */
  missing?: readonly Issue[];
  fact: Type;
  body: () => FactBody<Type>;
}

/**
 * One fact, or one refusal with every issue at once, which changes no state. Where nothing but reference data is missing the
 * shell waits for it, and asks once more.
 */
export function decided<Type extends FactType>(to: Deciding<Type>): Decision {
  const { stream, period = null, issues, missing = [], fact } = to;
  if (issues.length === 0 && missing.length === 0) {
    return { facts: [{ stream, type: fact, period, body: to.body() as object }] };
  }
  const refusal = refused(`${parseFactType(fact)!.service}.CommandRefused.v1`, to, [
    ...issues,
    ...missing,
  ]);
  return issues.length === 0 ? { ...refusal, awaitsReference: true } : refusal;
}

/** A refusal as a fact of its own type. */
export const refused = (
  type: string,
  { command, stream, period }: Pick<Deciding<FactType>, 'command' | 'stream' | 'period'>,
  issues: readonly Issue[],
): Extract<Decision, { facts: unknown }> => ({
  facts: [{ stream, type, period: period ?? null, body: { command, issues } }],
});
