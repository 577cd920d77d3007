import { issueOf } from '@qianfan/schema/errors/catalogue';
import type { Decision, DecisionInput } from '@qianfan/schema/kernel/decider';
import type { Issue } from '@qianfan/schema/kernel/issue';
import type { ReferenceView } from '@qianfan/schema/reference/reference';

/** Facts about other keys, as known at the command's known-at. */
export type RegisterView = Pick<
  ReferenceView,
  | 'organisation'
  | 'form'
  | 'enterprise'
  | 'enterpriseWith'
  | 'metricVersions'
  | 'population'
  | 'peerGroup'
>;

/** One accepted fact, or one `CommandRefused` with every issue; a refusal changes no state. */
export function decided(
  input: Pick<DecisionInput<object, unknown>, 'body'>,
  to: { command: string; fact: string; stream: string; period?: string; issues: Issue[] },
): Decision {
  const { stream, period = null } = to;
  if (to.issues.length === 0)
    return { facts: [{ stream, type: to.fact, period, body: input.body }] };
  const body = { command: to.command, issues: to.issues };
  return { facts: [{ stream, type: 'regulators.CommandRefused.v1', period, body }] };
}

/** The decision, marked as one to ask again once the reference data has come: nothing else stands against it. */
export const awaiting = (missing: Issue[], others: Issue[], decision: Decision): Decision =>
  missing.length > 0 && others.length === 0 ? { ...decision, awaitsReference: true } : decision;

/** One issue where a condition does not hold. */
export const unless = (holds: boolean, issue: () => Issue): Issue[] => (holds ? [] : [issue()]);

/** An attribute that stays what it was first registered as; `expected` undefined = not registered yet. */
export const fixed = (what: string, expected: string | undefined, found: string): Issue[] =>
  unless(expected === undefined || expected === found, () =>
    issueOf(
      'FIXED_ONCE_REGISTERED',
      { what, expected: expected!, found },
      { path: `/${what}`, found, expected: expected! },
    ),
  );
