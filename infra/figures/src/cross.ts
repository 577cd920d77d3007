import type { Answers } from './ask.ts';
import { type Checked, judge } from './check.ts';
import type { Lookup } from '@qianfan/schema/formula/evaluate';
import { isRunnable } from './operands.ts';
import { type CrossCheck, measuresOf, type Publication, type Rule } from './published.ts';
import { isReason } from './rule.ts';

export type CrossVerdict =
  | 'HOLDS'
  /** Enforced: the system refuses what the rule forbids, or answers what it requires. */
  | 'RULE'
  /** The numbers fit, and prove nothing. */
  | 'UNDECIDABLE'
  /** The print contradicts what follows from other prints, as it must. */
  | 'CONTRADICTED'
  | 'FAILS'
  | 'NOT_YET';

export interface CrossCompared {
  crossCheck: CrossCheck;
  checks: Checked[];
  /** Code of the error by which the system refused what the rule forbids. */
  refusal: string | null;
  verdict: CrossVerdict;
}

/** Judges a cross-check with the system's values (`lookup`), and its rule by what the system answered. */
export function crossCompared(
  publication: Publication,
  crossCheck: CrossCheck,
  lookup: Lookup,
  answers: Answers,
): CrossCompared {
  if (!isRunnable(crossCheck)) {
    return { crossCheck, checks: [], refusal: null, verdict: 'NOT_YET' };
  }
  const checks = (crossCheck.checks ?? []).map((check) => judge(check, lookup));
  const refusal = answers.refusals.get(crossCheck.id) ?? null;
  const { rule, expect } = crossCheck;
  const passes =
    checks.every((it) => it.passes) && (!rule || isEnforced(publication, rule, refusal, answers));
  return { crossCheck, checks, refusal, verdict: passes ? expect : 'FAILS' };
}

function isEnforced(
  publication: Publication,
  rule: Rule,
  refusal: string | null,
  { figures }: Answers,
): boolean {
  if ('refuse' in rule) return isReason(rule, refusal);
  return measuresOf(publication)
    .filter(({ id }) => rule.of.includes(id))
    .every(({ id, query }) => figures.get(id)?.basePeriod === query.base);
}

/** The check to show for all: the first that is not as it must be, else the first. */
export const decisive = (checks: readonly Checked[]): Checked | undefined =>
  checks.find(({ passes }) => !passes) ?? checks[0];
