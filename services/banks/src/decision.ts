import { issueOf } from '@qianfan/schema/errors/catalogue';
import type { Decision } from '@qianfan/schema/kernel/decider';
import { dayOf, type Instant } from '@qianfan/schema/kernel/instant';
import type { Issue } from '@qianfan/schema/kernel/issue';
import { formatYuan, parseYuan } from '@qianfan/schema/kernel/money';
import { isDate } from '@qianfan/schema/kernel/period';
import type { ReferenceView } from '@qianfan/schema/reference/reference';

/** One issue where a condition does not hold. */
export const unless = (holds: boolean, issue: () => Issue): Issue[] => (holds ? [] : [issue()]);

/**
 * The fact of a contract command, or one refusal that names every issue. `missing`: what reference data did not hold;
 * where nothing else is wrong, the shell waits for it and asks once more.
 */
export function contractDecision(
  command: { type: string; stream: string },
  issues: { missing: Issue[]; others: Issue[] },
  fact: () => { type: string; body: object },
): Decision {
  const all = [...issues.missing, ...issues.others];
  const { stream } = command;
  if (all.length === 0) return { facts: [{ stream, ...fact() }] };
  const body = { command: command.type, issues: all };
  const facts = [{ stream, type: 'banks.CommandRefused.v1', body }];
  return issues.others.length === 0 ? { facts, awaitsReference: true } : { facts };
}

/** The institution and the enterprise of a contract are registered. */
export function partyIssues(
  reference: ReferenceView,
  institution: string,
  enterprise: string,
): Issue[] {
  return [
    ...unless(reference.organisation(institution) !== undefined, () =>
      issueOf('UNKNOWN_ORGANISATION', { code: institution }, { found: institution }),
    ),
    ...unless(reference.enterprise(enterprise) !== undefined, () =>
      issueOf('UNKNOWN_ENTERPRISE', { id: enterprise }, { path: '/enterprise', found: enterprise }),
    ),
  ];
}

/** The days exist. */
export const dayIssues = (days: Record<string, string>): Issue[] =>
  Object.entries(days).flatMap(([name, found]) =>
    unless(isDate(found), () => issueOf('NO_SUCH_DATE', { found }, { path: `/${name}`, found })),
  );

/** One day is not before another; `path` names the one that is out of order. */
export const orderIssues = (earlier: string, later: string, path: string): Issue[] =>
  unless(earlier <= later, () => issueOf('DATE_ORDER', { earlier, later }, { path }));

/** What is reported has happened: its day is not after that of its arrival (Asia/Shanghai). */
export const happenedIssues = (on: string, receivedAt: Instant, path: string): Issue[] =>
  orderIssues(on, dayOf(receivedAt), path);

/** Fen of an amount that a schema let through. */
export const fenOf = (yuan: string): bigint => parseYuan(yuan)!;

/** The amount is above zero. */
export const positiveIssues = (amount: string, path: string): Issue[] =>
  unless(fenOf(amount) > 0n, () =>
    issueOf('AMOUNT_NOT_POSITIVE', { found: amount }, { path, found: amount, expected: '> 0' }),
  );

/** The same body with these amounts in two decimals: `5` and `5.00` are one content with one digest. */
export function inFen<Body extends object>(...amounts: (keyof Body & string)[]) {
  return (body: Body): Body => {
    const same = { ...body } as Record<string, unknown>;
    for (const name of amounts) same[name] = formatYuan(fenOf(String(same[name])));
    return same as Body;
  };
}
