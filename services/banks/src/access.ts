import { requireRole, withinJurisdiction } from '@qianfan/kit/identity/access';
import type { Principal } from '@qianfan/kit/identity/principal';
import type { RequestContext } from '@qianfan/kit/subgraph/context';
import { liesIn } from '@qianfan/schema/codelists/areas';

/** Who may read contracts and returns at all; of which institutions is a matter of `own` and of the filter `scope`. */
export const requireReader = (context: RequestContext): Principal =>
  requireRole(context, 'REGULATOR', 'AUDITOR', 'IMPORTER', 'BANK', 'INSURER');

/**
 * The area (GB/T 2260 code) that a list of contracts is bounded to: what was asked for, within a regulator's
 * jurisdiction; `undefined` = no bound. FORBIDDEN for an area outside the jurisdiction.
 */
export function areaInReach(context: RequestContext, asked?: string): string | undefined {
  const { role, jurisdiction } = requireReader(context);
  if (role !== 'REGULATOR') return asked;
  if (asked === undefined || liesIn(jurisdiction, asked)) return jurisdiction;
  withinJurisdiction(context, asked);
  return asked;
}
