import type { Decision, DecisionInput } from '@qianfan/schema/kernel/decider';
import type { Issue } from '@qianfan/schema/kernel/issue';

/** A refusal with every issue at once; it changes no state. */
export const refused = (
  type: string,
  stream: string,
  command: string,
  issues: Issue[],
): Decision => ({
  facts: [{ stream, type, body: { command, issues } }],
});

/** One accepted fact whose body is the command's, or a `CommandRefused`. */
export function decided(
  input: Pick<DecisionInput<object, unknown>, 'body'>,
  to: { command: string; fact: string; stream: string; issues: Issue[] },
): Decision {
  return to.issues.length === 0
    ? { facts: [{ stream: to.stream, type: to.fact, body: input.body }] }
    : refused('programmes.CommandRefused.v1', to.stream, to.command, to.issues);
}

/** The decision, marked as one to ask again once the reference data has come: nothing else stands against it. */
export const awaiting = (missing: Issue[], others: Issue[], decision: Decision): Decision =>
  missing.length > 0 && others.length === 0 ? { ...decision, awaitsReference: true } : decision;

/** One issue where a condition does not hold. */
export const unless = (holds: boolean, issue: () => Issue): Issue[] => (holds ? [] : [issue()]);
