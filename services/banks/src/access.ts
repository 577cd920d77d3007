import { areaInReach, own, requireReach, withinReach } from '@qianfan/kit/identity/access';
import type { RequestContext } from '@qianfan/kit/subgraph/context';
import { refusal } from '@qianfan/kit/subgraph/errors';
import { areasOf, isFirm, reportersIn } from './register/register.store.ts';

/** Who may read contracts and returns at all; of which institutions is a matter of `own` and of the filter `scope`. */
export const requireReader = (context: RequestContext) => requireReach(context, 'BANK');

/** The area (GB/T 2260 code) that a list of contracts is bounded to, within the reach; `undefined` = no bound. */
export function areaOfContracts(context: RequestContext, named?: string): string | undefined {
  requireReader(context);
  return areaInReach(context, named);
}

/**
 * Before any look-up of returns or refusals of these institutions: FORBIDDEN where one is another's or lies outside what is
 * reached, whether there is something to see or not.
 */
export async function requireReturnsOf(
  context: RequestContext,
  institutions: readonly string[],
): Promise<void> {
  for (const institution of institutions) own(context, institution);
  // returns have no county, and follow the institution's own place
  if (requireReader(context).extent !== 'AREA') return;
  for (const area of await areasOf(context.em, institutions)) {
    withinReach(context, area ?? '');
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

/** The institutions that a list of returns is bounded to by an area that is reached; `undefined` = no bound. */
export async function reportersInReach(context: RequestContext): Promise<string[] | undefined> {
  const reach = requireReader(context);
  return reach.extent === 'AREA' ? reportersIn(context.em, reach.area) : undefined;
}
