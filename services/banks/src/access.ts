import { own, requireRole, withinJurisdiction } from '@qianfan/kit/identity/access';
import type { Principal } from '@qianfan/kit/identity/principal';
import type { RequestContext } from '@qianfan/kit/subgraph/context';
import { refusal } from '@qianfan/kit/subgraph/errors';
import { areaNamed, liesIn } from '@qianfan/schema/codelists/areas';
import { areasOf, isFirm, reportersIn } from './register/register.store.ts';

/** Who may read contracts and returns at all; of which institutions is a matter of `own` and of the filter `scope`. */
export const requireReader = (context: RequestContext): Principal =>
  requireRole(context, 'REGULATOR', 'AUDITOR', 'IMPORTER', 'BANK', 'INSURER');

/**
 * The area (GB/T 2260 code) that a list of contracts is bounded to: what was asked for, within a regulator's
 * jurisdiction; `undefined` = no bound. UNKNOWN_AREA for a code that names none, which would show an empty list;
 * FORBIDDEN for an area outside the jurisdiction.
 */
export function areaInReach(context: RequestContext, named?: string): string | undefined {
  const { role, jurisdiction } = requireReader(context);
  const asked = named === undefined ? undefined : areaNamed(named)?.code;
  if (named !== undefined && asked === undefined) {
    throw refusal('UNKNOWN_AREA', { code: named.slice(0, 64) });
  }
  if (role !== 'REGULATOR') return asked;
  if (asked === undefined || liesIn(jurisdiction, asked)) return jurisdiction;
  withinJurisdiction(context, asked);
  return asked;
}

/** A regulator of a part of the province: returns have no county, and follow the institution's own place. */
const isLocal = ({ role, jurisdiction }: Principal): boolean =>
  role === 'REGULATOR' && jurisdiction.length > 2;

/**
 * Before any look-up of returns or refusals of these institutions: FORBIDDEN where one is another's or lies outside a
 * regulator's jurisdiction, whether there is something to see or not.
 */
export async function requireReturnsOf(
  context: RequestContext,
  institutions: readonly string[],
): Promise<void> {
  for (const institution of institutions) own(context, institution);
  if (!isLocal(requireReader(context))) return;
  for (const area of await areasOf(context.em, institutions)) {
    withinJurisdiction(context, area ?? '');
  }
}

/**
 * Asked where a list is empty: an institution or enterprise that nobody has registered is a mistake, and not somebody
 * who has nothing. UNKNOWN_ORGANISATION or UNKNOWN_ENTERPRISE for such a one.
 */
export async function requireRegistered(
  { em }: RequestContext,
  {
    institution,
    enterprise,
  }: { institution?: string | undefined; enterprise?: string | undefined },
): Promise<void> {
  if (institution !== undefined && (await areasOf(em, [institution]))[0] === undefined) {
    throw refusal('UNKNOWN_ORGANISATION', { code: institution.slice(0, 64) });
  }
  if (enterprise !== undefined && !(await isFirm(em, enterprise))) {
    throw refusal('UNKNOWN_ENTERPRISE', { id: enterprise.slice(0, 64) });
  }
}

/** The institutions that a list of returns is bounded to by a regulator's jurisdiction; `undefined` = no bound. */
export async function reportersInReach(context: RequestContext): Promise<string[] | undefined> {
  const principal = requireReader(context);
  return isLocal(principal) ? reportersIn(context.em, principal.jurisdiction) : undefined;
}
