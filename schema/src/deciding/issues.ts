import { areaOf, isCounty } from '../codelists/areas.ts';
import { issueOf } from '../errors/catalogue.ts';
import { dayOf, type Instant } from '../kernel/instant.ts';
import type { Issue } from '../kernel/issue.ts';
import { formatYuan, parseYuan } from '../kernel/money.ts';
import { isDate } from '../kernel/period.ts';
import type { ReferenceView } from '../reference/reference.ts';
import { unless } from './decision.ts';

/** What many decisions ask alike: of days, amounts, areas and parties. `path`: where in the command it stands. */

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

const unknownArea = (code: string, path: string): Issue =>
  issueOf('UNKNOWN_AREA', { code }, { path, found: code });

export const areaIssues = (code: string, path: string): Issue[] =>
  unless(areaOf(code) !== undefined, () => unknownArea(code, path));

export const countyIssues = (code: string, path = '/county'): Issue[] =>
  unless(isCounty(code), () => unknownArea(code, path));

type Organisations = Pick<ReferenceView, 'organisation'>;

export const organisationIssues = (
  reference: Organisations,
  code: string,
  path?: string,
): Issue[] =>
  unless(reference.organisation(code) !== undefined, () =>
    issueOf('UNKNOWN_ORGANISATION', { code }, { ...(path && { path }), found: code }),
  );

/** The institution and the enterprise of a contract are registered. */
export const partyIssues = (
  reference: Organisations & Pick<ReferenceView, 'enterprise'>,
  institution: string,
  enterprise: string,
): Issue[] => [
  ...organisationIssues(reference, institution),
  ...unless(reference.enterprise(enterprise) !== undefined, () =>
    issueOf('UNKNOWN_ENTERPRISE', { id: enterprise }, { path: '/enterprise', found: enterprise }),
  ),
];

/** An attribute that stays what it was first registered as; `expected` undefined = not registered yet. */
export const fixedIssues = (what: string, expected: string | undefined, found: string): Issue[] =>
  unless(expected === undefined || expected === found, () =>
    issueOf(
      'FIXED_ONCE_REGISTERED',
      { what, expected: expected!, found },
      { path: `/${what}`, found, expected: expected! },
    ),
  );
